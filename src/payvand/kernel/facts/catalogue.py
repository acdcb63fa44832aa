"""The catalogue of facts: what may happen, in the past tense, and who wants to hear of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import Locale
from payvand.kernel.errors import Message
from payvand.kernel.kinds import JSON

T = TypeVar("T")
Handler = Callable[..., None]
BatchHandler = Callable[..., None]


@dataclass(frozen=True, kw_only=True)
class FactType:
    """The name, version and payload class of one sort of fact, and how a timeline tells it."""

    name: str
    version: int
    payload: type
    label: Message
    icon: str
    text: Callable[[Mapping[str, JSON], Locale], str] | None


@dataclass(frozen=True, kw_only=True)
class Subscriber:
    """Somebody who hears facts. `handle(fact, *, actor)` runs in a transaction of its own, at least once a fact.

    `handle_batch(batch, *, actor)` hears a bulk write at once; without it every fact of the batch is handed to
    `handle`.
    """

    name: str
    facts: tuple[str, ...]
    objects: tuple[str, ...]
    handle: Handler
    handle_batch: BatchHandler | None = None

    def wants(self, fact_name: str, object_name: str) -> bool:
        """Whether this subscriber hears such a fact about such an Object. No list of objects means all."""
        return fact_name in self.facts and (not self.objects or object_name in self.objects)


FACTS: dict[str, FactType] = {}
SUBSCRIBERS: dict[str, Subscriber] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def fact(
    name: str,
    *,
    version: int = 1,
    label: Message = "",
    icon: str = "point",
    text: Callable[[Mapping[str, JSON], Locale], str] | None = None,
) -> Callable[[type[T]], type[T]]:
    """Declare a sort of fact; the class below becomes a frozen dataclass that holds its payload.

    `label` is the sentence by which a timeline tells it ("Deal won"), `text` makes a second line of its payload.
    """

    def declare(payload: type[T]) -> type[T]:
        if name in FACTS:
            raise ValueError(f"the fact {name} is declared twice")
        frozen = dataclass(frozen=True, kw_only=True)(payload)
        FACTS[name] = FactType(
            name=name, version=version, payload=frozen, label=label or name, icon=icon, text=text
        )
        frozen.fact_name = name  # type: ignore[attr-defined]
        return frozen

    return declare


def on(
    *facts: str, objects: tuple[str, ...] = (), batch: BatchHandler | None = None
) -> Callable[[Handler], Handler]:
    """Subscribe a function to facts by name: `@on("sales.opportunity_won")`. Names are checked at start."""

    def subscribe(handle: Handler) -> Handler:
        name = f"{handle.__module__.removeprefix('payvand.')}.{handle.__name__}"
        SUBSCRIBERS[name] = Subscriber(
            name=name, facts=facts, objects=objects, handle=handle, handle_batch=batch
        )
        return handle

    return subscribe


def subscribers_of(fact_name: str, object_name: str) -> list[Subscriber]:
    """Who hears such a fact, in the order of subscription."""
    return [one for one in SUBSCRIBERS.values() if one.wants(fact_name, object_name)]


@fact("record.created", label=_("Created"), icon="plus")
class RecordCreated:
    """A record was made; `values` are its fields as the API shows them."""

    values: Mapping[str, object]


@fact("record.updated", label=_("Changed"), icon="pencil")
class RecordUpdated:
    """Fields of a record changed; each of `changes` holds [before, after]."""

    changes: Mapping[str, Sequence[object]]


@fact("record.archived", label=_("Archived"), icon="archive")
class RecordArchived:
    """A record was put away."""


@fact("record.restored", label=_("Restored"), icon="archive-off")
class RecordRestored:
    """A record was brought back from the archive."""


@fact("record.deleted", label=_("Deleted"), icon="trash")
class RecordDeleted:
    """A record was deleted; `values` are what it held."""

    title: str
    values: Mapping[str, object]


@fact("record.merged", label=_("Merged"), icon="arrows-join")
class RecordMerged:
    """Another record was taken into this one.

    `values` are what it held, `changes` the fields that took its value, each as [before, after], `moved` how many rows
    were turned to this record, by model.
    """

    merge: int
    gone: int
    title: str
    values: Mapping[str, object]
    changes: Mapping[str, Sequence[object]]
    moved: Mapping[str, int]


@fact("record.parted", label=_("Merge undone"), icon="arrows-split")
class RecordParted:
    """A record that was merged into this one stands for itself again; `left` is what had been changed since."""

    merge: int
    gone: int
    title: str
    left: Sequence[str]
