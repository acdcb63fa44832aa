"""What a row says of other records: `organisation.name`, `party.phones`. Each link becomes a mapping of its own."""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from payvand.integration.links import narrowed_by
from payvand.integration.mapping import Mapping, target_of
from payvand.kernel.objects import Object


@dataclass(frozen=True, kw_only=True)
class Part:
    """The share of a mapping that feeds the records behind one link.

    `strong` are the keys by which such a record is found, `weak` those for rows that have none of these: its title.
    """

    name: str
    object: Object
    mapping: Mapping
    strong: tuple[tuple[str, ...], ...]
    weak: tuple[tuple[str, ...], ...]


def parts_of(one: Object, mapping: Mapping) -> Iterator[Part]:
    """One part for each link through which a column leads."""
    for head in heads(mapping):
        field, target = one.fields.get(head), target_of(one.fields.get(head))
        if field is None or target is None:
            continue
        narrowed = narrowed_by(one, field)
        columns = tuple(
            dataclasses.replace(column, field=path)
            for column in mapping.columns
            if (path := _behind(head, column.field, target))
        )
        constants = {
            path: value for name, value in mapping.constants.items() if (path := _behind(head, name, target))
        }
        links = tuple(name for name, other in target.fields.items() if other.editable)
        yield Part(
            name=head,
            object=target,
            mapping=dataclasses.replace(
                mapping,
                columns=columns,
                constants={**narrowed, **mapping.create.get(head, {}), **constants},
                create_missing=links if head in mapping.create_missing else (),
                create={},
                mode="upsert",
                keep_filled=True,
            ),
            strong=tuple((*keys, *narrowed) for keys in target.match),
            weak=((target.title, *narrowed),),
        )


def _behind(head: str, path: str, target: Object) -> str:
    """The path behind a link; a column that feeds the link itself gives the title of its record."""
    return (
        target.title if path == head else path.removeprefix(f"{head}.") if path.startswith(f"{head}.") else ""
    )


def heads(mapping: Mapping) -> list[str]:
    """The links through which columns lead, in the order of the file."""
    paths: Iterable[str] = [*mapping.fed(), *mapping.constants]
    return [*dict.fromkeys(path.partition(".")[0] for path in paths if "." in path)]


def own_part(mapping: Mapping) -> Mapping:
    """The mapping without what feeds other records."""
    away = set(heads(mapping))
    return dataclasses.replace(
        mapping,
        columns=tuple(
            dataclasses.replace(column, field="") if column.field.partition(".")[0] in away else column
            for column in mapping.columns
        ),
        constants={
            name: value for name, value in mapping.constants.items() if name.partition(".")[0] not in away
        },
    )
