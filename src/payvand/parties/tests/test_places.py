"""Places by their names, and the kinds that only parties have."""

import csv

import pytest

from payvand.culture.folding import squash
from payvand.culture.locale import NEUTRAL, default_for
from payvand.kernel.errors import DomainError
from payvand.parties.kinds import MESSENGERS, SOCIAL, Handle, OfficialNumber, PlaceName, Year
from payvand.parties.places import CITIES, COUNTRIES, PROVINCES, Gazetteer, Place


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("تهران", "IR-23"),
        ("استان آذربايجان شرقي", "IR-03"),
        ("Tehran Province", "IR-23"),
        ("طهران", "IR-23"),
        ("چهار محال و بختیاری", "IR-14"),
        ("IR-30", "IR-30"),
        ("Bavaria", "Bavaria"),
    ],
)
def test_province_is_known_however_it_is_written(text, code):
    assert PlaceName(places=PROVINCES).parse(text, NEUTRAL) == code


def test_place_is_shown_in_the_readers_language():
    kind = PlaceName(places=COUNTRIES)

    assert [kind.text("IQ", default_for(language)) for language in ("fa", "ar", "en")] == [
        "عراق",
        "العراق",
        "Iraq",
    ]


def test_name_of_two_places_names_neither():
    twins = Gazetteer(Place(code=code, fa="نور", ar="نور", en=f"Nur {code}") for code in ("A", "B"))

    assert twins.named("نور") is None
    assert twins.named("Nur A") == twins.places[0]


def test_all_provinces_have_cities_and_only_namesakes_stand_twice():
    provinces = [province.code for province in PROVINCES.places]

    namesakes = {city.fa for city in CITIES.places if CITIES.named(city.fa) is None}

    assert len(set(provinces)) == 31
    assert {city.within for city in CITIES.places} == set(provinces)
    assert namesakes == {"نورآباد", "فیروزآباد", "رودبار"}


@pytest.mark.data
def test_provinces_and_cities_agree_with_public_data(data):
    folder = data / "persian-arabic" / "places-iran"
    provinces, cities = (names_in(folder / f"{name}.csv") for name in ("provinces", "cities"))

    ours = {squash(province.fa) for province in PROVINCES.places}
    unknown = {city.fa for city in CITIES.places if squash(city.fa) not in cities}

    assert ours == provinces
    assert len(unknown) < 15


def names_in(file):
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return {squash(row["name"]) for row in csv.DictReader(rows)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("https://t.me/ali_reza", "telegram:ali_reza"),
        ("@ali", None),
        ("تلگرام: @ali", "telegram:ali"),
        ("whatsapp ۰۹۱۲ ۱۲۳ ۴۵۶۷", "whatsapp:+989121234567"),
        ("واتساپ: 12", None),
        ("javascript:alert(1)", None),
    ],
)
def test_messenger_is_told_from_an_address_or_a_pair(text, value):
    kind = Handle(networks=MESSENGERS)

    if value is None:
        with pytest.raises(DomainError):
            kind.parse(text, NEUTRAL)
    else:
        assert kind.parse(text, NEUTRAL) == value


def test_handle_leads_to_its_page_and_to_nothing_else():
    kind = Handle(networks=SOCIAL)

    assert 'href="https://instagram.com/kian"' in kind.html("instagram:kian", NEUTRAL)
    assert "<b>" not in kind.html("nonsense:<b>", NEUTRAL)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("کد ملی: ۰۰۱۲۳۴۵۶۷۹", "ir_national_id:0012345679"),
        ("0012345679", "ir_national_id:0012345679"),
        ("شناسهٔ ملی: 14005893875", "ir_company_id:14005893875"),
        ("14005893875", "ir_company_id:14005893875"),
        ("National id: 0012345678", "ir_national_id:0012345678"),
        ("A-7788", "other:A-7788"),
    ],
)
def test_official_number_is_told_by_its_name_or_its_shape(text, value):
    assert OfficialNumber().parse(text, NEUTRAL) == value


def test_official_number_that_does_not_hold_is_kept_and_marked():
    kind = OfficialNumber()

    assert "doubtful" in kind.html("ir_national_id:0012345678", NEUTRAL)
    assert "doubtful" not in kind.html("ir_national_id:0012345679", NEUTRAL)


@pytest.mark.parametrize(("text", "year"), [("۱۳۷۵", 1996), ("1996", 1996), ("1402", 2023)])
def test_year_is_read_in_both_calendars_and_shown_in_the_readers_own(text, year):
    kind = Year()

    found = kind.parse(text, NEUTRAL)

    assert found == year
    assert kind.text(found, default_for("en")) == str(year)
    assert kind.parse(kind.input(found, default_for("fa")), default_for("fa")) == year


@pytest.mark.parametrize("text", ["96", "1003", "3000", "soon"])
def test_year_that_cannot_be_meant_is_refused(text):
    with pytest.raises(DomainError):
        Year().parse(text, NEUTRAL)
