"""Settings are read from the environment, and each is explained."""

import re
from pathlib import Path

import pytest

from payvand.project.environment import Settings, UnreadableSettingError, read, variables

PAGE = Path(__file__).parents[4] / "docs" / "settings.md"


def test_an_empty_environment_gives_an_instance_in_var():
    settings = read({})

    assert settings == Settings()
    assert settings.home == Path("var").resolve()
    assert settings.hosts == ["127.0.0.1", "[::1]", "localhost"]


def test_an_empty_variable_counts_as_absent():
    assert read({"PAYVAND_URL": "", "PAYVAND_DEBUG": ""}) == Settings()


def test_the_public_address_is_answered_to():
    settings = read({"PAYVAND_URL": "https://crm.example.ir/somewhere"})

    assert settings.url == "https://crm.example.ir"
    assert settings.is_secure
    assert "crm.example.ir" in settings.hosts


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("PAYVAND_DEBUG", "perhaps", "1 or 0"),
        ("PAYVAND_THREADS", "0", "a whole number above zero"),
        ("PAYVAND_THREADS", "many", "a whole number above zero"),
        ("PAYVAND_URL", "crm.example.ir", "an address like"),
        ("PAYVAND_LANGUAGE", "de", "one of fa, ar, en"),
        ("PAYVAND_LOG_LEVEL", "LOUD", "one of DEBUG"),
    ],
)
def test_a_value_that_means_nothing_is_refused_by_name(name, value, expected):
    with pytest.raises(UnreadableSettingError) as refusal:
        read({name: value})

    assert name in str(refusal.value)
    assert repr(value) in str(refusal.value)
    assert expected in str(refusal.value)


def test_every_variable_is_explained_once():
    explained = re.findall(r"^## `(\w+)`$", PAGE.read_text(), re.MULTILINE)

    assert sorted(explained) == sorted(variables())


def test_every_default_is_told_as_it_is():
    told = dict(re.findall(r"^## `(\w+)`\n\nDefault: (?:`(.*)`|none)\.", PAGE.read_text(), re.MULTILINE))

    assert {name: read({name: value}) for name, value in told.items() if value} == {
        name: Settings() for name, value in told.items() if value
    }
    assert set(told) == set(variables())
