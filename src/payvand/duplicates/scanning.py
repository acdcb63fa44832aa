"""Drives a scan to its end: keys, then weights, then every pair that shares a key; chunk by chunk, each in one
transaction with the number of the record up to which it is through.
"""

import logging
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as translate

from payvand.duplicates.candidates import CROWD, meeting, meeting_between
from payvand.duplicates.keeping import index_some
from payvand.duplicates.learning import learn
from payvand.duplicates.models import Crowd, Key, Pair, Phase, Rule, Scan, State
from payvand.duplicates.pairing import strangers
from payvand.duplicates.plan import Pattern, Profile
from payvand.duplicates.reading import Known, active
from payvand.duplicates.weights import probability
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Record
from payvand.kernel.records.memory import without_collection

CHUNK = 2_000
DROPPED = 50_000
# So many records are looked at to learn the weights; the pairs of the others are taken to be like theirs.
LEARNED_FROM = 20_000
# Profiles that are held in memory at once.
HELD = 30_000
log = logging.getLogger(__name__)

Progress = Callable[[Scan], None]


class Lost(Exception):
    """Somebody else drives the scan now, or it was cancelled."""


def drive(scan: Scan, progress: Progress = lambda scan: None) -> bool:
    """Drive a scan on, from wherever it stands. False where another process has it, or it is no longer open."""
    claim = scan.take()
    if not claim:
        return False
    try:
        Drive(scan, claim, progress).run()
    except Lost:
        return False
    except DomainError as error:
        scan.end(State.FAILED, str(error))
    except Exception:
        log.exception("scan %s broke off", scan.pk)
        scan.end(State.FAILED, translate("The scan broke off by an error of Payvand's own."))
        raise
    return True


class Drive:
    """One process's way through one scan."""

    def __init__(self, scan: Scan, claim: str, progress: Progress) -> None:
        self.scan, self.claim, self.progress = scan, claim, progress
        self.rule = Rule.objects.get(pk=scan.rule_id)
        self.active = active(self.rule)
        self.held: dict[int, Known] = {}
        self.judged: dict[Pattern, int] = {}

    @property
    def records(self) -> QuerySet[Record]:
        """The records that are gone through."""
        return self.active.rows

    def run(self) -> None:
        """All phases that are left; from the start again where the rule was changed meanwhile."""
        self._phases()
        while self._is_outdated():
            self.active, self.judged, self.held = active(self.rule), {}, {}
            self._phases()
        self.scan.end(State.DONE)

    def _is_outdated(self) -> bool:
        self.rule.refresh_from_db()
        return self.scan.definition != self.rule.definition

    def _phases(self) -> None:
        if self.scan.definition != self.rule.definition:
            self.scan.begin_with(self.rule.definition)
            self.scan.enter(Phase.KEYS, self.records.count())
        if self.scan.phase == Phase.KEYS:
            self._make_keys()
            self.scan.enter(Phase.LEARNING, 0)
        if self.scan.phase == Phase.LEARNING:
            self._learn()
            self.scan.enter(Phase.COMPARING, self.records.count())
        self.active = active(self.rule)
        self._compare()

    def _hold(self) -> None:
        if not self.scan.hold(self.claim):
            raise Lost

    def _chunks(self) -> Iterator[list[int]]:
        """The numbers of the records that are left, some at a time."""
        while True:
            left = self.records.filter(pk__gt=self.scan.cursor).order_by("pk")
            ids = list(left.values_list("pk", flat=True)[:CHUNK])
            if not ids:
                return
            yield ids
            self.progress(self.scan)

    def _make_keys(self) -> None:
        """Make the keys of every record, unless those that are there are whole."""
        if self.rule.is_keyed:
            return
        if not self.scan.cursor:
            self._drop_keys()
        for ids in self._chunks():
            with transaction.atomic():
                self._hold()
                index_some(self.active, ids)
                self.scan.advance(ids[-1], len(ids))
        self.rule.keep_keyed(self.rule.definition)

    def _drop_keys(self) -> None:
        self.rule.keep_keyed("")
        dropped = DROPPED
        while dropped == DROPPED:
            with transaction.atomic():
                self._hold()
                dropped = Key.objects.drop_some(self.rule, DROPPED)
            self.scan.sign_of_life()

    def _learn(self) -> None:
        """Learn the weights from a sample of records, and note which keys are crowded."""
        with transaction.atomic():
            self._hold()
            Crowd.objects.find_anew(self.rule, CROWD)
        count = self.records.count()
        ids = self._sample(count)
        if len(ids) < 2:
            return
        met: Counter[Pattern] = Counter()
        for start in range(0, len(ids), CHUNK):
            met.update(self._patterns(meeting(self.rule, ids[start : start + CHUNK])))
            self.scan.sign_of_life()
        others = self._strangers(ids)
        scale = count / len(ids)
        grown = {pattern: seen * scale for pattern, seen in met.items()}
        weights = learn(self.active.plan, grown, others, count * (count - 1) / 2, count)
        with transaction.atomic():
            self._hold()
            self.rule.keep_learned(weights)

    def _sample(self, count: int) -> list[int]:
        step = max(count // LEARNED_FROM, 1)
        rows = self.records.annotate(left=F("pk") % step).filter(left=0) if step > 1 else self.records
        return list(rows.order_by("pk").values_list("pk", flat=True))

    def _strangers(self, ids: Sequence[int]) -> Counter[Pattern]:
        """The patterns of random pairs, which stand for all pairs that share no key."""
        chosen = random.Random(1).sample(list(ids), min(len(ids), CHUNK))  # noqa: S311 - a sample, no secret
        profiles = [known.profile for known in self.active.read(chosen)]
        keys = [set(self.active.plan.keys(profile)) for profile in profiles]
        apart = ((a, b) for a, b in strangers(len(profiles)) if keys[a].isdisjoint(keys[b]))
        compare = self.active.plan.compare
        return Counter(compare(profiles[a], profiles[b]) for a, b in apart)

    def _patterns(self, pairs: Sequence[tuple[int, int]]) -> Iterator[Pattern]:
        profiles = self._profiles(pairs)
        for one, other in pairs:
            if one in profiles and other in profiles:
                yield self.active.plan.compare(profiles[one], profiles[other])

    def _profiles(self, pairs: Sequence[tuple[int, int]]) -> dict[int, Profile]:
        """The profiles of the records of some pairs; what was read lately is not read again."""
        wanted = {pk for pair in pairs for pk in pair}
        if len(self.held) > HELD:
            self.held = {pk: self.held[pk] for pk in wanted & self.held.keys()}
        missing = sorted(wanted - self.held.keys())
        for start in range(0, len(missing), CHUNK):
            for known in self.active.read(missing[start : start + CHUNK]):
                self.held[known.id] = known
        return {pk: self.held[pk].profile for pk in wanted if pk in self.held}

    def _compare(self) -> None:
        """Compare every pair that shares a key, and put those up that are certain enough."""
        for ids in self._chunks():
            with without_collection():
                pairs = meeting_between(self.rule, self.scan.cursor, ids[-1])
                found = self._certain(pairs)
            with transaction.atomic():
                self._hold()
                fresh = Pair.objects.propose(found)
                self.scan.advance(ids[-1], len(ids), len(pairs), fresh)

    def _certain(self, pairs: Sequence[tuple[int, int]]) -> list[Pair]:
        profiles, compare = self._profiles(pairs), self.active.plan.compare
        found = []
        for one, other in pairs:
            if one not in profiles or other not in profiles:
                continue
            pattern = compare(profiles[one], profiles[other])
            score = self._score(pattern)
            if score >= self.rule.threshold:
                found.append(self._pair(one, other, score, pattern))
        return found

    def _score(self, pattern: Pattern) -> int:
        """How certain a pattern makes it, in percent; each pattern is judged once."""
        score = self.judged.get(pattern)
        if score is None:
            likely = probability(pattern, self.active.plan, self.active.weights)
            score = self.judged[pattern] = int(likely * 100)
        return score

    def _pair(self, one: int, other: int, score: int, pattern: Pattern) -> Pair:
        return Pair(
            name=f"{self.held[one].title[:147]} ↔ {self.held[other].title[:147]}",
            object=self.rule.object, one_id=one, other_id=other, rule=self.rule, score=score, pattern=list(pattern),
        )  # fmt: skip
