"""What is written with every generic write of a deal, its lines, its shares and its stages, or refused with it."""

from collections.abc import Sequence

from django.db.models import OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from payvand.culture.money import Money
from payvand.kernel.access import Actor
from payvand.kernel.errors import DomainError, FieldError, Invalid
from payvand.kernel.models import Batch, User
from payvand.kernel.objects import Written, named
from payvand.kernel.records import write_many
from payvand.sales.commands import gate, history
from payvand.sales.commands.estimate import estimate
from payvand.sales.models import Opportunity, OpportunityLine, Split, Stage
from payvand.sales.models.stage import known_stages


def with_deals(written: Sequence[Written], *, actor: Actor, batch: Batch | None) -> None:
    """The history of deals that were made or moved by a plain write: by a form, a cell, the API or an import."""
    made = _deals(written, "created")
    moved = [deal for deal in _deals(written, "updated") if deal.moved_from is not None]
    for one in written:
        if isinstance(one.record, Opportunity) and one.record in moved and one.record.is_lost:
            _require_reason(one.record, is_past="closed_on" in one.changes and batch is not None)
    if moved:
        gate.require_fit(moved)
        history.go_on(moved, actor=actor, batch=batch)
    if made:
        _join_teams(made)
        history.begin(made, actor=actor, batch=batch)


def _join_teams(made: Sequence[Opportunity]) -> None:
    """A deal without a team is in that of its owner, whoever wrote it down."""
    alone = Opportunity.objects.filter(pk__in=[deal.pk for deal in made if deal.team_id is None])
    team = User.objects.filter(pk=OuterRef("owner_id")).values("team_id")[:1]
    alone.filter(owner__team__isnull=False).update(team_id=Subquery(team))


def _deals(written: Sequence[Written], did: str) -> list[Opportunity]:
    """The deals of a write, each once."""
    found = {one.record.pk: one.record for one in written if one.did == did}
    return [deal for deal in found.values() if isinstance(deal, Opportunity)]


def _require_reason(deal: Opportunity, *, is_past: bool) -> None:
    """A loss asks for its reason; one that an import tells, with its own day, tells what is known."""
    if is_past:
        return
    missing = [
        FieldError(field=name, code="required", message=_("A lost deal says why it was lost."))
        for name, value in (("lost_reason", deal.lost_reason_id), ("lost_note", deal.lost_note.strip()))
        if not value
    ]
    if missing:
        raise Invalid(missing)


def with_stages(written: Sequence[Written], **_context: object) -> None:
    """A stage with deals in it stays where it is, and what it is."""
    known_stages.held.clear()
    for one in written:
        stage = one.record
        assert isinstance(stage, Stage)
        turned = one.did == "updated" and ("category" in one.changes or "pipeline" in one.changes)
        if one.did in ("archived", "deleted") or turned:
            _refuse_if_used(stage, turned=turned)
        elif "probability" in one.changes:
            estimate(Opportunity.objects.open().filter(stage=stage.pk))


def _refuse_if_used(stage: Stage, *, turned: bool) -> None:
    count = Opportunity.objects.filter(stage=stage.pk, archived_at__isnull=True)[:1000].count()
    if not count:
        return
    words = {"count": count, "stage": stage.name}
    if turned:
        message = (
            _("There are %(count)s deals in “%(stage)s”: its category and pipeline cannot change.") % words
        )
    else:
        message = _("There are %(count)s deals in “%(stage)s”. Move them to another stage first.") % words
    raise DomainError("stage_in_use", message)


def with_pipelines(written: Sequence[Written], **_context: object) -> None:
    """A pipeline with open deals in it is not put away."""
    for one in written:
        if one.did not in ("archived", "deleted"):
            continue
        deals = Opportunity.objects.filter(stage__pipeline=one.record.pk, archived_at__isnull=True)
        if deals.exists():
            raise DomainError("pipeline_in_use", _("There are deals in this pipeline. Move them first."))


def with_lines(written: Sequence[Written], *, actor: Actor, **_context: object) -> None:
    """The amount of a deal is the sum of its priced lines, as soon as it has any."""
    deals = {one.record.opportunity_id for one in written if isinstance(one.record, OpportunityLine)}
    gone = [one.record.pk for one in written if one.did == "deleted"]
    lines = OpportunityLine.objects.filter(opportunity__in=deals, archived_at__isnull=True).exclude(
        pk__in=gone
    )
    priced = lines.filter(amount__isnull=False).order_by("opportunity")
    sums: dict[int, Money] = {}
    for deal, currency, amount in priced.values_list("opportunity", "amount_currency").annotate(
        whole=Sum("amount")
    ):
        if deal in sums:
            raise DomainError("two_currencies", _("The lines of a deal are in one currency."), "unit_price")
        sums[deal] = Money(amount=amount, currency=currency)
    _set_amounts(sums, actor)


def _set_amounts(sums: dict[int, Money], actor: Actor) -> None:
    if not sums:
        return
    rows = [{"amount": amount} for amount in sums.values()]
    outcomes, _batch = write_many(
        named("sales.opportunity"),
        rows,
        ids=[*sums],
        actor=actor,
        mode="update",
        label=str(_("Sum of the lines")),
    )
    for outcome in outcomes:
        if outcome.errors:
            raise Invalid(outcome.errors)


def with_splits(written: Sequence[Written], **_context: object) -> None:
    """Nobody shares more than there is: what is not given away stays the owner's, so the whole is always 100 %."""
    deals = {one.record.opportunity_id for one in written if isinstance(one.record, Split)}
    # Locked, so that two who share at once do not share twice.
    list(
        Opportunity.objects.filter(pk__in=deals)
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True)
        .values_list("pk")
    )
    shared = Opportunity.objects.filter(pk__in=deals).annotate(
        shared=Sum("splits__percent", filter=Q(splits__archived_at__isnull=True))
    )
    if any((total or 0) > 100 for total in shared.values_list("shared", flat=True)):
        raise DomainError("over_shared", _("More than 100 % of this deal would be shared."), "percent")
