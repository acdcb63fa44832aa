"""What the address of the forecast page asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from payvand.culture.digits import to_ascii
from payvand.culture.locale import Locale
from payvand.kernel.access import Actor, company_settings, denied, visible
from payvand.kernel.kinds.time import today_in
from payvand.kernel.objects import named
from payvand.kernel.query import field_for
from payvand.sales.forecast.counted import DEALS
from payvand.sales.forecast.periods import Period, current_year, periods_of
from payvand.sales.forecast.subjects import (
    Staff,
    Subject,
    read_staff,
    subject_named,
    subjects_for,
    with_shares,
)
from payvand.sales.models import Opportunity, PeriodKind, Whose
from payvand.sales.models.opportunity import OpportunityQuerySet
from payvand.ui.middleware import actor_in

# Years round today that a page can be turned to.
FAR = 30
# People on one page of the grid of people.
PEOPLE = 100


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the address asks for: whose forecast, in which periods, which of them in detail, in which currency."""

    actor: Actor
    staff: Staff
    subjects: Sequence[Subject]
    subject: Subject
    kind: PeriodKind
    year: int
    periods: Sequence[Period]
    chosen: Period
    currency: str
    today: date
    people: int = 1
    """Which hundred of the people are shown."""
    shown: Locale | None = None
    """The locale that amounts are shown in, where it is not the reader's own."""

    @property
    def locale(self) -> Locale:
        return self.actor.locale

    @property
    def place(self) -> int:
        """Where the chosen period stands among those that are shown."""
        return list(self.periods).index(self.chosen)

    def deals(self) -> OpportunityQuerySet:
        """The deals of the subject that the reader may see."""
        rows = visible(Opportunity.objects.current(), self.actor)
        assert isinstance(rows, OpportunityQuerySet)
        return rows.filter(self.subject.condition())

    def href(self, **other: object) -> str:
        """The address of this page with something else in it."""
        asked = {
            "of": self.subject.key, "by": str(self.kind), "year": self.year, "period": self.chosen.key,
            "currency": self.currency,
        } | other  # fmt: skip
        return f"{reverse('forecast')}?{urlencode({name: value for name, value in asked.items() if value != ''})}"


def asked_of(request: HttpRequest, values: Mapping[str, str]) -> Asked:
    """Read the address; what cannot be read gives way to what is usual. Raises Denied, Missing."""
    actor, staff = actor_in(request), read_staff()
    subjects = subjects_for(actor, staff)
    if not subjects:
        raise denied("view", named(DEALS))
    # A forecast is made of amounts: from whom these are hidden, it is hidden as well.
    field_for(named(DEALS), "amount", actor)
    subject = subject_named(values["of"], subjects) if values.get("of") else _usual(subjects, actor)
    subject = with_shares([subject])[0] if subject.whose == Whose.USER else subject
    kind = PeriodKind(values["by"]) if values.get("by") in PeriodKind.values else PeriodKind.MONTH
    today = today_in(actor.locale)
    year = _year(values.get("year", ""), current_year(today, actor.locale))
    periods = periods_of(kind, year, actor.locale)
    return Asked(
        actor=actor, staff=staff, subjects=subjects, subject=subject, kind=kind, year=year, periods=periods,
        chosen=_chosen(values.get("period", ""), periods, today), today=today,
        currency=(values.get("currency") or company_settings().currency).upper()[:3],
        people=max(_number(values.get("people", "")) or 1, 1),
    )  # fmt: skip


def _usual(subjects: Sequence[Subject], actor: Actor) -> Subject:
    """Where nobody is named: oneself; who only leads or looks sees the widest."""
    own = next((one for one in subjects if one.whose == Whose.USER and one.pk == actor.user_id), None)
    return own if own is not None and actor.team_id is not None and len(subjects) == 1 else subjects[0]


def _year(text: str, current: int) -> int:
    year = _number(text) or current
    return year if abs(year - current) <= FAR else current


def _number(text: str) -> int | None:
    bare = to_ascii(text)
    return int(bare) if bare.isdecimal() and len(bare) <= 4 else None


def _chosen(key: str, periods: Sequence[Period], today: date) -> Period:
    """The period of that key, else the one that today lies in, else the first."""
    asked = [one for one in periods if one.key == key]
    return next(iter([*asked, *(one for one in periods if one.covers(today))]), periods[0])
