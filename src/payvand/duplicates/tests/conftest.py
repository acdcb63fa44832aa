"""The named world, and a rule for persons."""

import pytest

from payvand.duplicates.models import Rule
from payvand.duplicates.testing import make_rule
from payvand.kernel.testing.world import World, make_world


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def rule() -> Rule:
    return make_rule()
