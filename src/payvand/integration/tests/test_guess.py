"""What columns are taken for, by their headers and by what stands in them."""

import pytest

from payvand.integration.guess import guess
from payvand.integration.intake import sample_of
from payvand.integration.mapping import WrongMapping, checked, mapping_from, match_from
from payvand.integration.readers import open_table
from payvand.kernel.objects import named

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(tmp_path):
    def run(text: str, to: str = "orchard.tree"):
        path = tmp_path / "file.csv"
        path.write_text(text, encoding="utf-8")
        table = open_table(path)
        return guess(named(to), table, sample_of(table))

    return run


def fields(mapping) -> dict[str, str]:
    return {column.header: column.field for column in mapping.columns if column.field}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("name", "name"), ("Name", "name"), ("نام و نام خانوادگی", "name"), ("الاسم الكامل", "name"),
        ("E-mail 1 - Value", "emails"), ("EmailAddress", "emails"), ("پست الکترونیک", "emails"), ("ایمیل", "emails"),
        ("Notes", "notes"), ("توضیحات", "notes"), ("ملاحظات", "notes"), ("Labels", "tags"), ("برچسب‌ها", "tags"),
        ("for sale", "for_sale"), ("watered_at", "watered_at"), ("something else", ""),
    ],
)  # fmt: skip
def test_a_header_means_a_field(take, header, field):
    assert fields(take(f"{header},zz\n,1\n")).get(header, "") == field


def test_parts_of_a_name_make_one_where_there_is_no_better_column(take):
    parts = take("First Name,Last Name\nAnn,Lee\n")
    whole = take("First Name,Last Name,Name\nAnn,Lee,Ann Lee\n")

    assert fields(parts) == {"First Name": "name", "Last Name": "name"}
    assert fields(whole) == {"Name": "name"}


def test_content_tells_what_a_header_does_not(take):
    found = take("A,B,C\nOak,a@example.com,1403/02/01\nElm,b@example.com; c@example.com,1403/02/02\n")

    assert fields(found) == {"B": "emails", "C": "planted"}
    assert found.unmapped() == ["A"]


def test_a_column_that_holds_something_else_than_its_header_says_is_left_out(take):
    found = take("name,health\nOak,approved by the board\nElm,see notes\n")

    assert fields(found) == {"name": "name"}


def test_two_columns_do_not_feed_one_plain_field(take):
    assert fields(take("planted,planted\n2024-01-01,2024-01-02\n")) == {"planted": "planted"}


def test_values_take_the_label_beside_them(take):
    found = take("E-mail 1 - Label,E-mail 1 - Value,Work Email\n* Home,a@example.com,b@example.com\n")

    assert {column.header: (column.label, column.label_from) for column in found.columns if column.field} == {
        "E-mail 1 - Value": ("", "E-mail 1 - Label"),
        "Work Email": ("work", ""),
    }
    assert found.unmapped() == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("name,planted\nOak,2024-03-01\n", "en"),
        ("name,planted\nOak,1403/01/15\n", "fa"),
        ("name\nعلی کریمی\n", "fa"),
        ("الاسم\nشركة النور\nفاطمة\n", "ar"),
    ],
)
def test_the_language_of_a_file_is_found_out(take, text, language):
    assert take(text).locale == language


def test_dates_with_the_month_first_are_told_by_a_day_beyond_twelve(take):
    american = take("name,planted\nOak,03/31/2024\nElm,04/01/2024\n")
    other = take("name,planted\nOak,31/03/2024\nElm,01/04/2024\n")

    assert [column.order for column in american.columns] == ["", "mdy"]
    assert [column.order for column in other.columns] == ["", ""]


def test_the_unit_of_an_amount_stands_in_the_header(take):
    assert take("price (میلیون تومان)\n12\n").columns[0].unit == "million toman"


def test_a_written_mapping_goes_over_the_guess(take):
    one = named("orchard.tree")
    guessed = take("name,state,price\nOak,fine,3\n")

    found = mapping_from(
        {
            "columns": {"State": {"field": "health", "values": {"fine": "good"}}, "price": None},
            "match": ["name"],
        },
        guessed,
        one,
    )

    assert fields(found) == {"name": "name", "state": "health"}
    assert found.match == (("name",),)
    assert mapping_from(found.to_json(), guessed, one) == found


def test_one_column_may_feed_several_fields(take):
    one = named("orchard.tree")
    guessed = take("name,state\nOak,fine\n")
    wishes = {"columns": {"name": ["name", {"field": "notes", "values": {"Oak": "old"}}], "state": "health"}}

    found = mapping_from(wishes, guessed, one)

    assert [(column.header, column.field) for column in found.columns] == [
        ("name", "name"), ("name", "notes"), ("state", "health"),
    ]  # fmt: skip
    assert mapping_from(found.to_json(), guessed, one) == found
    assert found.unmapped() == []


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ([], "not_a_mapping"),
        ({"colums": {}}, "unknown_key"),
        ({"columns": {"nme": "name"}}, "unknown_header"),
        ({"columns": {"name": {"feld": "name"}}}, "unknown_key"),
        ({"columns": {"name": "title"}}, "unknown_field"),
        ({"columns": {"name": 7}}, "not_a_mapping"),
        ({"columns": {"name": {"field": "name", "values": []}}}, "not_a_mapping"),
        ({"constants": {"colour": "red"}}, "unknown_field"),
        ({"match": ["colour"]}, "unknown_field"),
        ({"match": "name"}, "not_a_mapping"),
        ({"mode": "replace"}, "unknown_mode"),
        ({"locale": "de"}, "unknown_locale"),
        ({"columns": {"name": ""}}, "nothing_mapped"),
    ],
)
def test_a_mapping_that_does_not_fit_says_what_there_is(take, written, code):
    one = named("orchard.tree")

    with pytest.raises(WrongMapping) as caught:
        checked(mapping_from(written, take("name\nOak\n"), one), one)

    assert caught.value.code == code
    assert str(caught.value)


def test_the_command_line_says_keys_with_commas_and_plus():
    assert match_from("emails, phones,name+planted") == (("emails",), ("phones",), ("name", "planted"))
    assert match_from("") == ()
