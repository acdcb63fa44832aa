"""Looks for likely sales every night."""

from payvand.kernel.access import system
from payvand.kernel.jobs import every
from payvand.sales.commands.suggestion import suggest
from payvand.sales.models.number_series import company_today


@every(minute="40", hour="1")
def suggest_every_night() -> None:
    """Every night: what is likely by now is suggested, what is not any more passes."""
    suggest(company_today(), actor=system("suggestions"))
