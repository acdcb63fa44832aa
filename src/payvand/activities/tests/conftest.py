"""The fixtures of pages serve here too."""

from payvand.ui.tests.conftest import browse, world

__all__ = ["browse", "world"]
