"""The demo's customers, organisations and people, put together from words by a die that always falls alike."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from payvand.culture.identifiers import check
from payvand.parties.demo import words
from payvand.parties.demo.words import rows_of, words_of

Values = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A party to come: its values, the user name of its owner, its language, and the figures that belong to it."""

    values: Values
    owner: str
    language: str
    people: "list[Figure]" = field(default_factory=list)
    branches: list[Values] = field(default_factory=list)


class Die:
    """Choices that come out the same on every run."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - a story, not a secret
        self.used: set[str] = set()

    def pick(self, choices: Sequence[str]) -> str:
        return self.random.choice(choices)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def digits(self, count: int) -> str:
        return "".join(self.random.choice("0123456789") for _place in range(count))

    def fresh(self, prefix: str, count: int) -> str:
        """Digits behind a prefix that nobody has yet."""
        while True:
            number = prefix + self.digits(count)
            if number not in self.used:
                self.used.add(number)
                return number


def cast(seed: int = 1404) -> list[Figure]:
    """All organisations with their people, and the people who stand alone."""
    die = Die(seed)
    return [*_iranian_companies(die, 84), *_arabic_companies(die), *_english_companies(die), *_alone(die, 34)]


def official_number(die: Die, scheme: str, length: int, start: str) -> str:
    """A number whose check digit is right."""
    while True:
        body = die.fresh(start, length - 1 - len(start))
        for digit in "0123456789":
            if check(scheme, body + digit).valid:
                return f"{scheme}:{body}{digit}"


def _iranian_companies(die: Die, count: int) -> list[Figure]:
    brands, trades, cities = words_of(words.BRAND), rows_of(words.TRADE), rows_of(words.CITIES)
    pairs = [(brand, trade) for brand in brands for trade in trades]
    chosen = die.random.sample(pairs, count)
    # Every second customer is in Tehran, as the office is.
    places = [
        cities[0] if number % 2 else cities[1 + number // 2 % (len(cities) - 1)] for number in range(count)
    ]
    return [
        _iranian_company(die, *pair, place, number)
        for number, (pair, place) in enumerate(zip(chosen, places, strict=True))
    ]


def _iranian_company(die: Die, brand: str, trade: list[str], place: list[str], number: int) -> Figure:
    fa, latin = brand.split()
    city, province, area, streets = place
    host = f"{latin.lower()}-{trade[1].split()[-1].lower()}.example"
    street = die.pick(streets.split("، "))
    values: Values = {
        "kind": "organisation",
        "name": trade[0].format(fa),
        "name_latin": trade[1].format(latin) if die.chance(0.7) else "",
        "sector": trade[2],
        "phones": [{"value": die.fresh(f"{area}0", 7), "label": "دفتر"}],
        "emails": [{"value": f"info@{host}"}] if die.chance(0.8) else "",
        "website": f"https://www.{host}" if die.chance(0.6) else "",
        "social": f"instagram:{latin.lower()}.{number}" if die.chance(0.4) else "",
        "identifiers": _company_id(die, doubtful=number % 17 == 0),
        "country": "IR", "province": province, "city": city, "street": street,
        "plaque": str(die.random.randint(1, 240)), "postal_code": f"{die.random.randint(11, 99)}{die.digits(8)}",
        "employees": die.random.choice([6, 12, 18, 25, 40, 65, 120, 300]),
        "annual_revenue": f"IRR {die.random.randint(8, 900) * 1_000_000_000}",
        "founded": str(die.random.randint(1350, 1400)),
        "source": die.pick(("referral", "exhibition", "cold_call", "visit", "website", "search")),
        "preferred_channel": die.pick(("phone", "messenger", "visit")),
        "tags": "; ".join(_tags(die)),
    }  # fmt: skip
    owner = die.pick(("leila", "reza", "reza")) if area in ("021", "026") else "omid"
    people = [_iranian_person(die, owner, host) for _one in range(die.random.choice([1, 1, 2, 2, 3]))]
    branches = [_branch(die, place, name) for name in ("انبار مرکزی", "شعبهٔ دوم") if die.chance(0.25)]
    return Figure(values=values, owner=owner, language="fa", people=people, branches=branches)


def _company_id(die: Die, *, doubtful: bool) -> str:
    """A national id; now and then one that somebody mistyped."""
    return "ir_company_id:10991234567" if doubtful else official_number(die, "ir_company_id", 11, "1099")


def _branch(die: Die, place: list[str], name: str) -> Values:
    city, province, _area, streets = place
    use = "warehouse" if "انبار" in name else "shop"
    street, plaque = die.pick(streets.split("، ")), str(die.random.randint(1, 300))
    return {
        "name": name,
        "use": use,
        "country": "IR",
        "province": province,
        "city": city,
        "street": street,
        "plaque": plaque,
    }


def _iranian_person(die: Die, owner: str, host: str = "") -> Figure:
    given, latin, gender = die.pick(words_of(words.GIVEN)).split()
    family, latin_family = die.pick(words_of(words.FAMILY)).split()
    handle = f"{latin[0]}.{latin_family}".lower().replace("'", "")
    mobile = die.fresh(die.pick(("0912000", "0919000", "0935000", "0901000", "0990000")), 4)
    month, day = die.random.randint(1, 12), die.random.randint(1, 29)
    values: Values = {
        "kind": "person",
        "given_name": given,
        "family_name": family,
        "name_latin": f"{latin} {latin_family}" if die.chance(0.6) else "",
        "honorific": die.pick(("", "", "", "دکتر", "مهندس")),
        "gender": ("female" if gender == "f" else "male") if die.chance(0.8) else "",
        "birth_day": f"{die.random.randint(1340, 1382)}/{month}/{day}" if die.chance(0.7) else "",
        "phones": [{"value": mobile, "label": "همراه"}],
        "emails": f"{die.fresh(handle, 1)}@{host}" if host and die.chance(0.6) else "",
        "messengers": f"{die.pick(('telegram', 'bale', 'eitaa', 'rubika'))}:{handle.replace('.', '_')}"
        if die.chance(0.4)
        else "",
        "identifiers": official_number(die, "ir_national_id", 10, "999") if die.chance(0.5) else "",
        "job_title": die.pick(words_of(words.JOBS)) if host else "",
        "preferred_language": "fa",
    }
    return Figure(values=values, owner=owner, language="fa")


def _tags(die: Die) -> list[str]:
    names = [cell.rsplit(" ", 1)[0] for cell in words_of(words.TAGS)]
    return die.random.sample(names, die.random.choice([0, 0, 1, 1, 2]))


def _arabic_companies(die: Die) -> list[Figure]:
    figures = []
    people = words_of(words.ARABIC_PEOPLE)
    for number, (name, latin, country, city, prefix) in enumerate(rows_of(words.ARABIC_COMPANIES)):
        host = f"{latin.split()[0].lower()}.example"
        values: Values = {
            "kind": "organisation", "name": name, "name_latin": latin, "country": country, "city": city,
            "sector": die.pick(("تجارة عامة", "مواد غذائية", "تجزئة")),
            "phones": die.fresh(prefix, 12 - len(prefix) if len(prefix) < 9 else 4),
            "emails": f"sales@{host}", "messengers": "", "annual_revenue": f"USD {die.random.randint(1, 40) * 250_000}",
            "tags": "صادرات", "preferred_language": "ar", "preferred_channel": "messenger", "source": "exhibition",
        }  # fmt: skip
        buyer = _foreign_person(die, people[number], prefix, host, "ar")
        figures.append(Figure(values=values, owner="yousef", language="ar", people=[buyer]))
    return figures


def _english_companies(die: Die) -> list[Figure]:
    figures = []
    people = words_of(words.ENGLISH_PEOPLE)
    for number, (name, country, city, prefix) in enumerate(rows_of(words.ENGLISH_COMPANIES)):
        host = f"{name.split()[0].lower()}.example"
        values: Values = {
            "kind": "organisation", "name": name, "country": country, "city": city, "sector": "Wholesale",
            "emails": f"hello@{host}", "website": f"https://{host}",
            "annual_revenue": f"USD {die.random.randint(2, 90) * 500_000}", "tags": "صادرات",
            "preferred_language": "en", "preferred_channel": "email", "source": "website",
        }  # fmt: skip
        buyer = _foreign_person(die, people[number], prefix, host, "en")
        figures.append(Figure(values=values, owner="emma", language="en", people=[buyer]))
    return figures


def _foreign_person(die: Die, name: str, prefix: str, host: str, language: str) -> Figure:
    """Somebody abroad; of an Arabic name the Latin letters are the second script."""
    latin = " ".join(word for word in name.split() if word.isascii())
    own = " ".join(word for word in name.split() if not word.isascii()) or latin
    handle = latin.lower().replace("al-", "").replace(" ", ".")
    values: Values = {
        "kind": "person", "name": own, "name_latin": latin if own != latin else "", "emails": f"{handle}@{host}",
        "phones": die.fresh(prefix, 4), "messengers": "", "preferred_language": language,
        "job_title": {"ar": "مدير المشتريات", "en": "Head of purchasing"}[language],
    }  # fmt: skip
    owner = {"ar": "yousef", "en": "emma"}[language]
    return Figure(values=values, owner=owner, language=language)


def _alone(die: Die, count: int) -> list[Figure]:
    """People who buy, or may buy, for themselves."""
    figures = []
    for _one in range(count):
        figure = _iranian_person(die, die.pick(("reza", "leila", "omid")))
        figure.values["source"] = die.pick(("website", "social", "messenger", "sms", "referral"))
        figure.values["city"] = die.pick([row[0] for row in rows_of(words.CITIES)])
        figures.append(figure)
    return figures
