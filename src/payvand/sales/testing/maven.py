"""The Maven files in the database, by the recipe that the product ships; for tests on real data."""

from pathlib import Path

from payvand.sales.recipes import cook


def import_maven(data: Path) -> None:
    """Run the recipe on the files as they are; the folder of real data is `data`."""
    assert cook("maven", data / "maven-crm") == 0
