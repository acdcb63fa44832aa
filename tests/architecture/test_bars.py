"""Every bar on Python holds, and every bar can fail."""

from collections.abc import Callable, Sequence

import pytest

from tests.architecture import bars
from tests.architecture.source import Module, modules, product, sample

Bar = Callable[[Sequence[Module]], list[str]]

OFFENDERS: list[tuple[Bar, Module]] = [
    (bars.long_files, sample("x = 1\n" * 401)),
    (bars.long_functions, sample("def f() -> None:\n" + "    x = 1\n" * 60)),
    (bars.untyped_functions, sample("def f(a) -> None: ...")),
    (bars.untyped_functions, sample("def f(a: int): ...")),
    (bars.untyped_functions, sample("async def f(*rest) -> None: ...")),
    (bars.files_without_purpose, sample("x = 1")),
    (bars.empty_names, sample("", "payvand/sales/utils.py")),
    (bars.empty_names, sample("", "payvand/sales/helpers/money.py")),
    (bars.star_imports, sample("from os import *")),
    (bars.signals, sample("from django.dispatch import receiver")),
    (bars.signals, sample("from django.db.models.signals import post_save")),
    (bars.signals, sample("from django.db.models import signals")),
    (bars.hidden_writes, sample("class A:\n    def save(self): ...", "payvand/sales/models/a.py")),
    (bars.hidden_writes, sample("transaction.on_commit(f)")),
    (bars.writes_outside_commands, sample("opportunity.save()")),
    (bars.writes_outside_commands, sample("opportunity.save(update_fields=['name'])")),
    (bars.writes_outside_commands, sample("Party.objects.create(name='A')")),
    (bars.writes_outside_commands, sample("rows.update(name='A')")),
    (bars.writes_outside_commands, sample("rows.filter(a=1).delete()")),
    (bars.writes_outside_commands, sample("Party.objects.bulk_create(rows)")),
    (bars.lazy_imports_without_reason, sample("def f() -> None:\n    x = 1\n    import os")),
    (bars.too_many_lazy_imports, sample("def f() -> None:\n" + "    import os  # why\n" * 11)),
    (bars.too_many_ignored_types, sample("x = 1  # type: ignore[misc]\n" * 61)),
    (bars.untyped_domain, sample("from typing import Any")),
    (bars.html_in_python, sample("x = '<span>'")),
]
INNOCENT: list[tuple[Bar, Module]] = [
    (bars.long_functions, sample("def f() -> None:\n" + "    x = 1\n" * 59)),
    (bars.untyped_functions, sample("class A:\n    def f(self, a: int) -> None: ...")),
    (bars.files_without_purpose, sample("")),
    (bars.writes_outside_commands, sample("from payvand.kernel import records\nrecords.create(o, actor=a)")),
    (bars.writes_outside_commands, sample("known.update(others)\nworkbook.save(path)\ncache.delete('a')")),
    (bars.writes_outside_commands, sample("environment.filters.update(initials=initials)")),
    (bars.writes_outside_commands, sample("party.save()", "payvand/sales/commands/party.py")),
    (bars.writes_outside_commands, sample("party.save()", "payvand/sales/models.py")),
    (bars.lazy_imports_without_reason, sample("def f() -> None:\n    # why\n    import os")),
    (bars.too_many_lazy_imports, sample("import os\n" * 20)),
    (bars.untyped_domain, sample("from typing import Any", "payvand/insight/sample.py")),
    (bars.html_in_python, sample("x = '<span>'", "payvand/kernel/kinds/text.py")),
]
FOR_TESTS_TOO = {bars.long_files, bars.files_without_purpose, bars.empty_names, bars.star_imports}
ALL = list(dict.fromkeys(bar for bar, _ in OFFENDERS))


def _name(value: object) -> str | None:
    return getattr(value, "__name__", None)


@pytest.mark.parametrize("bar", ALL, ids=_name)
def test_the_bar_holds(bar):
    read = modules() if bar in FOR_TESTS_TOO else product()

    assert bar(read) == []


@pytest.mark.parametrize(("bar", "offender"), OFFENDERS, ids=_name)
def test_the_bar_can_fail(bar, offender):
    assert bar([offender]) != []


@pytest.mark.parametrize(("bar", "innocent"), INNOCENT, ids=_name)
def test_the_bar_lets_pass(bar, innocent):
    assert bar([innocent]) == []


def test_the_source_is_found():
    assert "payvand/project/settings.py" in {str(module.path) for module in product()}
