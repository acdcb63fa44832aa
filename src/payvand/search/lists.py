"""The search box of lists: which records of an Object a text finds, in the order of the list."""

from django.db.models import Q
from django.db.models.expressions import RawSQL

from payvand.culture.transliteration import skeleton
from payvand.kernel.db.text import text_index
from payvand.kernel.objects import Object
from payvand.search.reading import readings


class Engine:
    """What lists ask for their search box (see kernel.query.search)."""

    def condition(self, one: Object, text: str) -> Q:
        """The records whose document holds every word of the first reading that any document of theirs holds."""
        meant = list(readings(text))
        if not meant:
            return Q(pk__in=[])
        for words in meant if len(meant) > 1 else ():
            if text_index().text_matches(words, ("object = %s", [one.name]), 1):
                return among(one, words)
        return among(one, meant[0])


def among(one: Object, words: tuple[str, ...]) -> Q:
    """The records whose document holds every word, or whose title sounds like all of them."""
    statement, params = text_index().text_condition(words, [skeleton(word) for word in words])
    subjects = f"SELECT subject_id FROM search_document WHERE object = %s AND ({statement})"  # noqa: S608
    return Q(pk__in=RawSQL(subjects, (one.name, *params)))  # noqa: S611 - every value is a parameter
