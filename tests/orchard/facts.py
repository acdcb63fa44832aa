"""What happens in the orchard."""

from payvand.kernel.facts import fact


@fact("orchard.tree_watered", label="Watered", icon="droplet")
class TreeWatered:
    """Somebody watered a tree."""

    litres: int
