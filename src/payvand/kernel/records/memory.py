"""Lets go of what processes remember of roles, teams, people and fields, once one of these was written."""

from payvand.kernel.models import Company, CustomField, Record, Role, Team, User
from payvand.kernel.remembered import forget_everything

REMEMBERED = (Company, CustomField, Role, Team, User)


def forget_written(model: type[Record]) -> None:
    """Read everything anew where this model is among what is remembered; every road of a write ends here."""
    if issubclass(model, REMEMBERED):
        forget_everything()
