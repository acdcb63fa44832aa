"""The editor of quotes, its figures while one types, and quotes and contracts on paper."""

import pytest
from django.test import Client

from payvand.catalog.testing import make_option
from payvand.kernel.access import system
from payvand.kernel.models import Fact
from payvand.kernel.testing.world import World, make_world
from payvand.parties.testing import make_organisation
from payvand.sales.commands.quote import issue_proforma
from payvand.sales.models import Quote
from payvand.sales.testing.document import make_issued, make_product, make_quote, make_tax

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def ann(world) -> Client:
    client = Client()
    client.force_login(world.ann, backend="payvand.ui.authentication.PasswordBackend")
    return client


def posted(party, *lines, **head):
    data = {
        "name": "Spring offer",
        "party": str(party.pk),
        "currency": "IRR",
        "discount_percent": "0",
        **head,
    }
    for place, line in enumerate(lines):
        data |= {f"l{place}.{name}": value for name, value in line.items()}
    return data


DESK = {
    "description": "Desk",
    "quantity": "۲",
    "unit_price": "1500",
    "discount_percent": "10",
    "tax_percent": "10",
}


def test_a_quote_is_made_with_its_lines_in_one_go(ann, world):
    party = make_organisation(actor=world.actor("ann"))

    answer = ann.post("/sales/quote/new", posted(party, DESK, {"description": "", "quantity": "1"}))

    quote = Quote.objects.get()
    assert answer.status_code == 302, answer.content.decode()
    assert answer.headers["Location"] == f"/sales/quote/{quote.pk}"
    assert (quote.owner, quote.lines.count()) == (world.ann, 1)
    assert quote.total == 2970


def test_a_wrong_line_makes_nothing_and_keeps_what_was_typed(ann, world):
    party = make_organisation(actor=world.actor("ann"))

    answer = ann.post("/sales/quote/new", posted(party, DESK, {"description": "Chair", "unit_price": "-5"}))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "below zero" in page
    assert 'value="Chair"' in page
    assert not Quote.objects.exists()
    assert not Fact.objects.filter(object="sales.quote").exists()


def test_a_line_without_product_and_without_customer_are_refused_at_their_places(ann, world):
    party = make_organisation(actor=world.actor("ann"))

    nothing = ann.post("/sales/quote/new", posted(party, {"unit_price": "5"}))
    nobody = ann.post("/sales/quote/new", {"name": "x", "l0.description": "Desk", "l0.unit_price": "5"})

    assert "needs a product or a description" in nothing.content.decode()
    assert nobody.status_code == 422
    assert not Quote.objects.exists()


def test_the_editor_shows_the_lines_and_saving_writes_them_anew(ann, world):
    party = make_organisation(actor=world.actor("ann"))
    quote = make_quote(party=party, actor=world.actor("ann"))

    page = ann.get(f"/sales/quote/{quote.pk}/edit").content.decode()
    answer = ann.post(f"/sales/quote/{quote.pk}/edit", posted(party, DESK) | {"_version": str(quote.version)})

    assert 'value="Consulting"' in page
    assert "3,550,000" in page
    assert answer.status_code == 302
    assert [line.description for line in Quote.objects.get().lines.all()] == ["Desk"]


def test_saving_what_stands_writes_no_fact(ann, world):
    party = make_organisation(actor=world.actor("ann"))
    ann.post("/sales/quote/new", posted(party, DESK))
    quote, before = Quote.objects.get(), Fact.objects.count()

    ann.post(f"/sales/quote/{quote.pk}/edit", posted(party, DESK) | {"_version": str(quote.version)})

    assert Fact.objects.count() == before


def test_figures_follow_what_is_typed_and_nothing_is_written(ann, world):
    make_tax("10")
    party, product = make_organisation(actor=world.actor("ann")), make_product("Paper", "1000")
    lines = (
        {"product": str(product.pk), "product~text": "Paper", "quantity": "3"},
        {"description": "x", "unit_price": "?"},
    )

    sound = ann.post("/sales/quote/figures", posted(party, lines[0])).content.decode()
    unsound = ann.post("/sales/quote/figures", posted(party, *lines)).content.decode()

    assert "3,300 Rial" in sound
    assert "list price 1,000 Rial" in sound
    assert "quote-wrong" in unsound
    assert not Quote.objects.exists()


def test_figures_without_customer_ask_for_one(ann):
    answer = ann.post("/sales/quote/figures", {"name": "x"})

    assert "Choose the customer first" in answer.content.decode()


def test_an_issued_quote_is_not_edited(ann, world):
    quote = make_issued(party=make_organisation(actor=world.actor("ann")), actor=world.actor("ann"))

    answer = ann.get(f"/sales/quote/{quote.pk}/edit")

    assert answer.headers["Location"] == f"/sales/quote/{quote.pk}"


def test_somebody_elses_quote_is_neither_edited_nor_printed(ann, world):
    quote = make_quote(actor=world.actor("cleo"))

    for path in ("edit", "print.pdf", "proforma.pdf"):
        assert ann.get(f"/sales/quote/{quote.pk}/{path}").status_code == 404
    assert ann.post(f"/sales/quote/{quote.pk}/figures", {}).status_code == 404


@pytest.mark.parametrize("language", ["fa", "ar", "en"])
def test_a_quote_and_its_proforma_are_printed(ann, world, language):
    actor = world.actor("ann")
    quote = make_issued(party=make_organisation(actor=actor), actor=actor)
    assert ann.get(f"/sales/quote/{quote.pk}/proforma.pdf").status_code == 404
    issue_proforma.run(quote.pk, actor=system())

    for paper in ("print.pdf", "proforma.pdf"):
        answer = ann.get(f"/sales/quote/{quote.pk}/{paper}?language={language}")
        assert answer.content.startswith(b"%PDF-")


def test_pages_of_a_quote_show_its_course(ann, world):
    actor = world.actor("ann")
    quote = make_issued(party=make_organisation(actor=actor), actor=actor)

    page = ann.get(f"/sales/quote/{quote.pk}").content.decode()

    assert f"/q/{quote.token}" in page
    assert "print.pdf" in page
    assert "Consulting" in page


def test_the_seller_reads_a_one_time_code_once(ann, world):
    actor = world.actor("ann")
    quote = make_issued(party=make_organisation(actor=actor), actor=actor)

    answer = ann.post(f"/sales/quote/{quote.pk}/code")

    assert answer.status_code == 200
    assert quote.codes.count() == 1


def test_the_editor_offers_the_options_of_a_product_and_keeps_what_was_chosen(ann, world):
    make_tax("10")
    party = make_organisation(actor=world.actor("ann"))
    laptop = make_product("Laptop", "1000")
    small, large = make_option(laptop, "Memory", "8 GB"), make_option(laptop, "Memory", "16 GB", price=300)
    row = {"product": str(laptop.pk), "quantity": "1"}

    offered = ann.post("/sales/quote/figures", posted(party, row)).content.decode()
    chosen = row | {"options_of": str(laptop.pk), "options": str(large.pk)}
    figures = ann.post("/sales/quote/figures", posted(party, chosen)).content.decode()
    ann.post("/sales/quote/new", posted(party, chosen))
    quote = Quote.objects.get()
    page = ann.get(f"/sales/quote/{quote.pk}/edit").content.decode()
    ann.post(
        f"/sales/quote/{quote.pk}/edit",
        posted(party, chosen | {"options": str(small.pk)}, version=quote.version),
    )

    assert 'id="options-l0"' not in figures
    assert "16 GB (+" in offered
    assert f'<option value="{large.pk}" selected>' in page
    line = quote.lines.get()
    assert [line.description, line.unit_price] == ["Laptop (Memory: 8 GB)", 1000]


def test_a_coupon_that_is_none_is_refused_at_its_place(ann, world):
    party = make_organisation(actor=world.actor("ann"))

    answer = ann.post("/sales/quote/new", posted(party, DESK, coupon="NOTHING"))

    assert answer.status_code == 422
    assert "There is no coupon" in answer.content.decode()
    assert not Quote.objects.exists()


def test_a_bare_amount_is_in_the_currency_of_the_quote_and_another_currency_is_refused(ann, world):
    party = make_organisation(actor=world.actor("ann"))
    world.ann.money_unit = "toman"
    world.ann.save(update_fields=["money_unit"])

    ann.post("/sales/quote/new", posted(party, DESK | {"unit_price": "5"}, currency="USD"))
    refused = ann.post("/sales/quote/new", posted(party, DESK | {"unit_price": "5 EUR"}, currency="USD"))

    line = Quote.objects.get().lines.get()
    assert [line.unit_price, line.unit_price_currency] == [5, "USD"]
    assert "This document is in USD." in refused.content.decode()
