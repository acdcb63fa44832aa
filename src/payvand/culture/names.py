"""Names of people and companies: taken apart, made comparable, and greeted as is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from payvand.culture.folding import ZWNJ, clean, fold
from payvand.culture.locale import Language

Gender = Literal["female", "male"]


@dataclass(frozen=True, kw_only=True)
class Name:
    """A person's name in its parts, each as it was typed."""

    honorific: str = ""
    given: str = ""
    family: str = ""


def split_name(text: str) -> Name:
    """The parts of a full name: «جناب آقای دکتر علی‌رضا احمدی نژاد», "Dr. Sara van Dijk", "Kennedy, John".

    A single word is a family name after an honorific, a given name without one. A guess, for a person to mend:
    of an Arabic chain the first name is the given one and the rest the family.
    """
    text = clean(text, arabic=True)
    for comma in (",", "،"):
        family, found, given = text.partition(comma)
        if found and family.strip() and given.strip():
            honorific, words = _without_honorifics(given.split())
            before, family_words = _without_honorifics(family.split())
            return Name(
                honorific=" ".join([*before, *honorific]),
                given=" ".join(words),
                family=" ".join(family_words),
            )
    honorific, words = _without_honorifics(text.split())
    if len(words) < 2:
        cut = 0 if honorific else 1
    else:
        cut = _end_of_given(words)
    return Name(honorific=" ".join(honorific), given=" ".join(words[:cut]), family=" ".join(words[cut:]))


def company_key(text: str) -> str:
    """What tells a company apart: the folded name without its legal form and trade words, without spaces."""
    folded = f" {fold(text)} "
    for phrase in _LEGAL_PHRASES:
        folded = folded.replace(f" {phrase} ", " ")
    words = folded.split()
    kept = [word for word in words if word not in _COMPANY_WORDS]
    return "".join(kept or words) or fold(text)


def greeting(name: Name, language: Language, gender: Gender | None = None) -> str:
    """How a letter opens: «جناب آقای دکتر احمدی», "Dear Dr. Ahmadi". Gender is what was asked, never guessed.

    Where neither gender nor title is known, the full name is greeted.
    """
    titles = [word for word in name.honorific.split() if fold(word) not in _COURTESIES]
    courtesy = _COURTESY[language].get(gender) if gender else None
    whole = " ".join(filter(None, (name.given, name.family)))
    if language == "fa":
        return " ".join([courtesy, *titles, whole]) if courtesy else " ".join([*titles, whole, "گرامی"])
    if language == "ar":
        return " ".join([courtesy, *titles, whole]) if courtesy else " ".join(["تحية طيبة،", *titles, whole])
    if titles and name.family:
        return " ".join(["Dear", *titles, name.family])
    return f"Dear {courtesy} {name.family}" if courtesy and name.family else f"Dear {whole}".rstrip()


_COURTESY: Final[dict[Language, dict[Gender, str]]] = {
    "fa": {"male": "جناب آقای", "female": "سرکار خانم"},
    "ar": {"male": "السيد", "female": "السيدة"},
    "en": {"male": "Mr", "female": "Ms"},
}


def _folded(*texts: str) -> frozenset[str]:
    return frozenset(fold(word) for text in texts for word in text.split())


_COURTESIES: Final = _folded(
    "آقا آقای خانم جناب سرکار بانو دوشیزه",
    "السيد السيدة الآنسة سيد سيدة الأستاذ الأستاذة حضرة سعادة",
    "mr mrs ms miss mx sir madam",
)
_HONORIFICS: Final = _COURTESIES | _folded(
    "دکتر مهندس استاد پروفسور حاج حاجی حاجیه سید سیده شیخ سرهنگ سردار حجت‌الاسلام آیت‌الله کربلایی مشهدی",
    "الدكتور الدكتورة دكتور دكتورة المهندس المهندسة مهندس الشيخ الشيخة شيخ الحاج الحاجة",
    "dr prof professor eng engr haj hajj sheikh shaikh sayyid hon rev capt",
)

# Second halves of given names that are two words: «محمد رضا», «امیر حسین», "Mohammad Reza".
_SECOND_GIVEN: Final = _folded(
    "رضا علی حسین حسن مهدی امین جواد کاظم باقر صادق تقی نقی اکبر اصغر محمد هادی حسام یاسین طاها",
    "زهرا سادات بیگم خاتون بانو فاطمه ناز",
    "reza ali hossein hosein hassan hasan mahdi mehdi amin javad sadegh akbar asghar zahra fatemeh sadat",
)
# First words that never stand alone: «عبد الرحمن», «أبو بكر».
_OPENING_GIVEN: Final = _folded("عبد أبو ابو أم ام نور سيف abd abu abdel abdul")
_PARTICLES: Final = _folded(
    "van von de der den del della di da dos du la le bin ben ibn al el abu ter بن ابن آل بنت"
)
_FAMILY_ENDINGS: Final = _folded(
    "نژاد زاده پور نیا فر تبار منش دوست خواه راد پناه وند لو چی فرد اصل مقدم",
    "nejad nezhad zadeh zade pour poor nia far tabar manesh doost rad panah vand fard asl moghaddam",
)


def _without_honorifics(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The leading titles, and the rest. The last word is never a title: «سید» alone is somebody's name."""
    count = 0
    while count < len(words) - 1 and fold(words[count].removesuffix(".")) in _HONORIFICS:
        count += 1
    return list(words[:count]), list(words[count:])


def _end_of_given(words: Sequence[str]) -> int:
    """How many of at least two words make the given name; one word at least is left for the family name."""
    folded = [fold(word) for word in words]
    particle = next((place for place, word in enumerate(folded[1:-1], start=1) if word in _PARTICLES), None)
    if particle is not None:
        return particle
    if words[0].isascii():
        endings = 1 if folded[-1] in _FAMILY_ENDINGS and len(words) > 2 else 0
        return len(words) - 1 - endings
    # «علی رضا پور»: what looks like a second given name may be the head of the family name.
    doubled = folded[1] in _SECOND_GIVEN and folded[2:] and folded[2] not in _FAMILY_ENDINGS
    opening = folded[0] in _OPENING_GIVEN and len(words) > 2
    return 2 if (doubled or opening) and ZWNJ not in words[0] else 1


_LEGAL_PHRASES: Final = tuple(
    map(
        fold,
        (
            "با مسئولیت محدود",
            "مسئولیت محدود",
            "سهامی خاص",
            "سهامی عام",
            "سهامی",
            "ذات مسؤولية محدودة",
            "ذ.م.م",
            "ش.م.م",
            "ش.م.ع",
            "L.L.C.",
            "W.L.L.",
            "S.A.L.",
            "Pvt. Ltd.",
            "S.A.",
        ),
    )
)
_COMPANY_WORDS: Final = _folded(
    "شرکت مؤسسه موسسه بازرگانی گروه فروشگاه صنایع هلدینگ تعاونی تجاری",
    "شركة مؤسسة مجموعة الشركة التجارية المحدودة القابضة",
    "company co corp corporation inc incorporated llc ltd limited plc gmbh ag",
    "sa sas bv nv fze fzco dmcc wll the group holding",
)
