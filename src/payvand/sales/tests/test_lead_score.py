"""Scores: several formulas of an administrator's own, what happened, points that fade, and the account of each."""

from datetime import UTC, datetime, timedelta

import pytest

from payvand.kernel import clock
from payvand.kernel.access import system
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import Reference
from payvand.kernel.objects import named
from payvand.kernel.outbox import deliver_all
from payvand.kernel.query import Query, page
from payvand.kernel.records import archive, update, write_many
from payvand.kernel.testing.world import make_world
from payvand.parties.commands import note_contact
from payvand.parties.testing import make_organisation
from payvand.sales.commands.lead import respond_to_lead
from payvand.sales.commands.lead_score import score_leads, score_now, score_stale
from payvand.sales.models import Lead, LeadScore, ScoreFormula, ScoreRule
from payvand.sales.panels.lead import Account
from payvand.sales.panels.lead import score as account_of
from payvand.sales.reactions.lead import let_points_fade, score_after_changes, score_batch_of_parties
from payvand.sales.testing.lead import make_formula, make_lead, make_score_rule

pytestmark = pytest.mark.django_db

NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def world():
    return make_world()


def score_of(lead: Lead) -> int:
    return Lead.objects.get(pk=lead.pk).score


@pytest.mark.requirement("S4-62")
def test_two_formulas_score_at_once_and_the_first_one_leads(world):
    fit, heat = make_formula("Fit"), make_formula("Heat", position=2)
    make_score_rule(fit, "Decides", 30, condition='job_title contains "manager"')
    make_score_rule(fit, "No company", -10, condition="organisation is empty")
    make_score_rule(heat, "From our site", 7, condition="source is website")
    boss = make_lead("Boss", job_title="Sales Manager", source="website")
    clerk = make_lead("Clerk", organisation="Kian")

    score_leads([boss.pk, clerk.pk])

    points = {
        (score.lead.name, score.formula.name): score.points
        for score in LeadScore.objects.select_related("lead", "formula")
    }
    assert points == {("Boss", "Fit"): 20, ("Boss", "Heat"): 7, ("Clerk", "Fit"): 0, ("Clerk", "Heat"): 0}
    assert (score_of(boss), score_of(clerk)) == (20, 0)


def test_list_is_sorted_by_score(world):
    make_score_rule(make_formula(), "Decides", 30, condition='job_title contains "manager"')
    low, high = make_lead("Low"), make_lead("High", job_title="manager")
    score_leads([low.pk, high.pk])

    rows = page(named("sales.lead"), Query(sort=("-score",), columns=("name",)), world.actor("alma")).rows

    assert [row.values[0] for row in rows] == ["High", "Low"]


def test_what_happened_counts_for_a_while_and_fades(world):
    formula = make_formula()
    make_score_rule(formula, "Talks", 40, fact="sales.lead_responded", within_days=30, half_life_days=10)
    make_score_rule(formula, "Talks a lot", 5, fact="sales.lead_responded", least=2)
    lead = make_lead(actor=world.actor("ann"))
    with clock.at(NOON):
        respond_to_lead.run(lead.pk, actor=world.actor("ann"))

    scores = []
    for days in (0, 10, 20, 31):
        with clock.at(NOON + timedelta(days=days)):
            score_leads([lead.pk])
            scores.append(score_of(lead))

    assert scores == [40, 20, 10, 0]


def test_what_happened_to_the_party_counts_too(world):
    kian = make_organisation("Kian", sector="Food", actor=world.actor("ann"))
    formula = make_formula()
    make_score_rule(formula, "Known in food", 8, condition='party.sector is "Food"')
    make_score_rule(formula, "Spoken with", 3, fact="parties.contacted")
    lead = make_lead(actor=world.actor("ann"), party=Reference(id=kian.pk))

    note_contact.run(kian.pk, actor=world.actor("ann"))
    deliver_all()

    assert score_of(lead) == 11


def test_a_bulk_write_of_parties_scores_their_leads_as_a_set(world, django_assert_max_num_queries):
    make_score_rule(make_formula(), "Known in food", 8, condition='party.sector is "Food"')
    kians = [make_organisation(f"Kian {at}", actor=world.actor("ann")) for at in range(5)]
    leads = [make_lead(f"Lead {at}", party=Reference(id=kian.pk)) for at, kian in enumerate(kians)]
    deliver_all()

    rows = [{"sector": "Food"} for _kian in kians]
    _outcomes, batch = write_many(
        named("parties.party"), rows, ids=[kian.pk for kian in kians], actor=system(), mode="update"
    )
    assert batch is not None
    with django_assert_max_num_queries(12):
        score_batch_of_parties(batch, actor=system())

    assert [score_of(lead) for lead in leads] == [8] * 5


def test_lead_is_scored_when_it_comes_and_when_it_changes(world):
    make_score_rule(make_formula(), "Decides", 30, condition='job_title contains "manager"')

    lead = make_lead()
    deliver_all()
    before = score_of(lead)
    update(named("sales.lead"), lead.pk, {"job_title": "Manager"}, actor=system())
    deliver_all()

    assert (before, score_of(lead)) == (0, 30)


def test_import_is_scored_as_a_set(world, django_assert_max_num_queries):
    make_score_rule(make_formula(), "Decides", 30, condition='job_title contains "manager"')
    rows = [{"name": f"Lead {number}", "job_title": "manager" if number % 2 else ""} for number in range(40)]
    write_many(named("sales.lead"), rows, actor=world.actor("alma"))

    deliver_all()

    assert Lead.objects.filter(score=30).count() == 20
    pks = list(Lead.objects.values_list("pk", flat=True))
    Lead.objects.update(score=1)
    # Turn, formulas, rules, leads, conditions, points, old points, scores; and the savepoints round them.
    with django_assert_max_num_queries(14):
        score_leads(pks)


@pytest.mark.requirement("S4-62")
def test_change_of_a_formula_scores_everything_anew_in_the_background(world):
    formula = make_formula()
    rule = make_score_rule(formula, "Decides", 30, condition='job_title contains "manager"')
    lead = make_lead(job_title="manager")
    score_after_changes()
    first = score_of(lead)
    settled = ScoreFormula.objects.get()

    update(named("sales.scorerule"), rule.pk, {"points": 50}, actor=system())
    waiting = ScoreFormula.objects.get().stale_since
    score_after_changes()
    second = score_of(lead)
    archive(named("sales.scorerule"), rule.pk, actor=system())
    score_after_changes()

    assert (first, second, score_of(lead)) == (30, 50, 0)
    assert settled.stale_since is None
    assert settled.scored_at is not None
    assert waiting is not None
    assert score_stale() is False


def test_formula_out_of_use_leaves_no_points(world):
    formula = make_formula()
    make_score_rule(formula, "All", 5, condition="name is not empty")
    lead = make_lead()
    score_after_changes()

    update(named("sales.scoreformula"), formula.pk, {"is_active": False}, actor=system())
    score_after_changes()

    assert score_of(lead) == 0
    assert not LeadScore.objects.exists()


def test_scores_can_be_asked_for_and_points_fade_by_themselves(world):
    formula = make_formula()
    make_score_rule(formula, "All", 5, condition="name is not empty")
    lead = make_lead()
    score_now.run(formula.pk, actor=world.actor("alma"))
    assert ScoreFormula.objects.get().stale_since is not None

    let_points_fade()

    assert score_of(lead) == 5


@pytest.mark.requirement("S4-62")
def test_score_is_explained_line_by_line(world):
    formula = make_formula("Fit")
    make_score_rule(formula, "Decides", 30, condition='job_title contains "manager"', position=1)
    make_score_rule(formula, "No company", -10, condition="organisation is empty", position=2)
    make_score_rule(formula, "Talks", 5, fact="sales.lead_responded", position=3)
    lead = make_lead(job_title="Manager")

    accounts = account_of(lead, world.actor("alma"))["accounts"]

    assert isinstance(accounts, list)
    account: Account = accounts[0]
    assert (account.formula, account.points) == ("Fit", "20")
    assert [(one.text, one.points, one.counts) for one in account.reasons] == [
        ("Decides", "+30", True), ("No company", "-10", True), ("Talks", "+5", False),
    ]  # fmt: skip
    assert "Talked to the lead: 0 times" in account.reasons[2].why


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "condition"),
        ({"condition": "colour is red"}, "condition"),
        ({"condition": "owner is me"}, "condition"),
        ({"fact": "sales.lead_touched", "half_life_days": 0}, "half_life_days"),
        ({"fact": "sales.lead_touched", "least": 0}, "least"),
        ({"fact": "sales.nothing"}, "fact"),
    ],
)
def test_rule_that_cannot_work_is_refused(world, values, field):
    with pytest.raises(DomainError) as refused:
        make_score_rule(make_formula(), "Broken", 5, **values)

    assert refused.value.field == field
    assert not ScoreRule.objects.exists()


def test_rule_that_cannot_be_read_any_more_gives_nothing_and_hinders_no_other(world):
    formula = make_formula()
    gone = make_score_rule(formula, "Gone", 5, condition="name is not empty")
    make_score_rule(formula, "All", 3, condition="name is not empty")
    ScoreRule.objects.filter(pk=gone.pk).update(condition="custom_gone is 1")
    lead = make_lead()

    score_leads([lead.pk])

    assert score_of(lead) == 3
