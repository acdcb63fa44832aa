"""Reads fields of several values in tests."""

from payvand.kernel.objects import Many, named


def many_of(name: str, object_name: str = "orchard.tree") -> Many:
    """The description of a field of several values."""
    found = named(object_name).fields[name].many
    assert found is not None
    return found
