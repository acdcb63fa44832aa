"""What may be done in the orchard."""

from datetime import date
from typing import Annotated

from payvand.kernel.access import Actor
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import record
from payvand.kernel.kinds import Whole
from tests.orchard.facts import TreeWatered
from tests.orchard.models import Tree


@command(
    "orchard.water_tree", label="Water", on=Tree, icon="droplet", applies=lambda tree: tree.health == "good"
)
def water_tree(
    tree: Tree,
    *,
    litres: Annotated[int, Input(label="litres", kind=Whole())],
    on: date | None = None,
    actor: Actor,
) -> None:
    """Water a tree; more than a hundred litres would drown it."""
    if litres > 100:
        raise DomainError("too_much", "A tree takes a hundred litres at most.", "litres")
    record(TreeWatered(litres=int(litres)), about=tree, actor=actor)
