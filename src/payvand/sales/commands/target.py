"""Sets what somebody is to reach in a period, and what a leader expects in place of the deals' own sum."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from payvand.culture.money import Money
from payvand.kernel.access import Actor
from payvand.kernel.errors import Denied, DomainError
from payvand.kernel.facts import record
from payvand.kernel.models import Batch
from payvand.kernel.objects import Written
from payvand.kernel.records.write import stamp
from payvand.sales.facts.target import ForecastOverridden, TargetSet
from payvand.sales.forecast.periods import Period
from payvand.sales.forecast.subjects import Staff, Subject, may_steer, read_staff, subjects_for
from payvand.sales.models import ForecastOverride, Target, TargetMeasure, Whose
from payvand.sales.models.forecast_period import ForPeriod

Figure = TypeVar("Figure", Target, ForecastOverride)


def set_target(subject: Subject, period: Period, amount: Money, *, calendar: str, actor: Actor) -> Target:
    """Say what a subject is to win in a period. Raises Denied for whom the subject is not to steer, DomainError."""
    require_steering(subject, actor)
    with transaction.atomic():
        target = _found(Target, subject, period, calendar, measure=TargetMeasure.WON_VALUE)
        before = _money(target)
        if before == amount:
            return target
        target.aim(amount.amount, amount.currency)
        _write(target)
        told = TargetSet(
            subject=subject.name, starts_on=period.start.isoformat(), before=before, after=amount
        )
        record(told, about=target, actor=actor)
    return target


def override_forecast(
    subject: Subject, period: Period, amount: Money, note: str, *, calendar: str, actor: Actor
) -> ForecastOverride:
    """Expect another sum than the deals add up to. Raises Denied for whom the subject is not to steer, DomainError."""
    require_steering(subject, actor)
    with transaction.atomic():
        override = _found(ForecastOverride, subject, period, calendar)
        before = _money(override)
        override.say(amount.amount, amount.currency, note, actor.user_id)
        _write(override)
        _tell(override, subject, period, before, amount, actor)
    return override


def drop_override(subject: Subject, period: Period, *, calendar: str, actor: Actor) -> None:
    """Let the deals count again."""
    require_steering(subject, actor)
    with transaction.atomic():
        override = _found(ForecastOverride, subject, period, calendar)
        if override._state.adding:
            return
        _tell(override, subject, period, _money(override), None, actor)
        override.delete()


def require_steering(subject: Subject, actor: Actor, staff: Staff | None = None) -> None:
    """Raise Denied where the actor does not lead the subject."""
    if not may_steer(actor, subject, staff or read_staff()):
        message = _("Only who leads %(name)s sets this.") % {"name": subject.name}
        raise Denied("denied", message)


def by_leaders_only(written: Sequence[Written], *, actor: Actor, batch: Batch | None) -> None:  # noqa: ARG001
    """Refuse a plain write (form, API, import) of figures of somebody whom the actor does not lead."""
    if actor.grants.everything:
        return
    staff = read_staff()
    seen = {one.key: one for one in subjects_for(actor, staff)}
    for one in written:
        assert isinstance(one.record, ForPeriod)
        nobody = Subject(whose=Whose.COMPANY, pk=None, name=str(one.record.owner or one.record.team or ""))
        require_steering(seen.get(one.record.subject, nobody), actor, staff)


def _found(model: type[Figure], subject: Subject, period: Period, calendar: str, **more: object) -> Figure:
    """The figure of a subject and a period, locked; a new one where there is none."""
    named = {"subject": subject.key, "calendar": calendar, "kind": period.kind, "year": period.year}
    rows = model.objects.filter(**named, number=period.number, **more)
    kept = rows.select_for_update(of=("self",), no_key=True).first()
    if isinstance(kept, model):
        return kept
    return model(
        whose=subject.whose,
        owner_id=subject.pk if subject.whose == Whose.USER else None,
        team_id=subject.team,
        branch_id=subject.pk if subject.whose == Whose.BRANCH else None,
        calendar=calendar,
        kind=period.kind,
        year=period.year,
        number=period.number,
        **more,
    )


def _write(figure: Target | ForecastOverride) -> None:
    figure.settle()
    stamp(figure, adding=figure._state.adding)
    try:
        with transaction.atomic():
            figure.save()
    except IntegrityError as error:
        raise DomainError("meanwhile", _("Somebody else has just set this. Look again.")) from error


def _money(figure: Target | ForecastOverride) -> Money | None:
    if figure._state.adding or figure.amount is None:
        return None
    return Money(amount=Decimal(figure.amount), currency=figure.amount_currency)


def _tell(
    override: ForecastOverride,
    subject: Subject,
    period: Period,
    before: Money | None,
    after: Money | None,
    actor: Actor,
) -> None:
    note = override.note if after is not None else ""
    told = ForecastOverridden(
        subject=subject.name, starts_on=period.start.isoformat(), before=before, after=after, note=note
    )
    record(told, about=override, actor=actor)
