"""Turns a measure and its dimensions into a statement of DuckDB, by Ibis. Loaded by whoever asks for a figure first."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import ibis
from ibis.backends.sql.compilers import DuckDBCompiler
from ibis.expr.types import Column, Table

from payvand.insight.cut import Cut
from payvand.insight.measure import MOST_GROUPS, measure_named


@lru_cache(maxsize=500)
def statement(measure: str, schema: tuple[tuple[str, str], ...], cuts: tuple[Cut, ...], currency: str) -> str:
    """The statement: the keys of every cut and their labels, the currency if any, the value, the count of records."""
    rows = ibis.table(dict(schema), name="rows")
    table, keys, labels = joined(rows, cuts)
    if currency:
        keys["currency"] = table[currency]
    value = measure_named(measure).value(table)
    figures = {**labels, "value": value, "records": table.count()}
    asked = table.group_by(keys).aggregate(figures) if keys else table.aggregate(figures)
    names = [*names_of(cuts), *(["currency"] if currency else []), "value", "records"]
    ordered = asked.select(names)
    if keys:
        ordered = ordered.order_by([*keys]).limit(MOST_GROUPS + 1)
    return str(DuckDBCompiler().to_sqlglot(ordered).sql("duckdb"))


def names_of(cuts: Sequence[Cut]) -> list[str]:
    """The columns of the answer that belong to the cuts, in order: two for each."""
    return [name for at in range(len(cuts)) for name in (f"key{at}", f"label{at}")]


def joined(rows: Table, cuts: Sequence[Cut]) -> tuple[Table, dict[str, Column], Mapping[str, Column]]:
    """The rows, beside them the periods that they lie in, and the expressions of keys and labels."""
    table = rows
    for at, cut in enumerate(cuts):
        if cut.is_joined:
            days = ibis.table({"day": "date", cut.unit: "date"}, name="calendar_day")
            named = days.select(**{f"day{at}": days["day"], f"period{at}": days[cut.unit]})
            table = table.left_join(named, table[cut.column].cast("date") == named[f"day{at}"])
            table = table.select(
                [*rows.columns, *(f"period{one}" for one in range(at + 1) if cuts[one].is_joined)]
            )
    keys: dict[str, Column] = {}
    labels: dict[str, Column] = {}
    for at, cut in enumerate(cuts):
        keys[f"key{at}"] = key_of(table, cut, at)
        # Cast behind max: a text for each record costs as much as all the rest.
        labels[f"label{at}"] = (table[cut.label] if cut.label else keys[f"key{at}"]).max().cast("string")
    return table, keys, labels


def key_of(table: Table, cut: Cut, at: int) -> Column:
    """The expression by which a cut groups."""
    if cut.is_joined:
        return table[f"period{at}"]
    return table[cut.column].cast("date") if cut.unit else table[cut.column]
