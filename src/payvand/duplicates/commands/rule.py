"""Scanning everything by a rule."""

from django.utils.translation import gettext_lazy as _

from payvand.duplicates.jobs import start
from payvand.duplicates.models import Rule
from payvand.kernel.access import Actor
from payvand.kernel.commands import command


@command("duplicates.scan", label=_("Scan everything now"), on=Rule, icon="scan", primary=True)
def scan_now(rule: Rule, *, actor: Actor) -> None:
    """Compare all records by this rule in the background; one that runs already goes on."""
    start(rule, actor=actor)
