"""Pairs of records that share a key, as the database finds them: the table of keys joined with itself."""

from collections.abc import Iterable, Sequence

from django.db import connection

from payvand.duplicates.models import Rule
from payvand.duplicates.pairing import Pair

# A key that more records have is not looked at in a scan: it tells nobody apart, and its pairs grow by the square. Of
# 418,600 made-up persons 1.2 million pairs are left so; with keys that 40 share there were 9 million.
CROWD = 12
# Of the holders of a key so many are compared with a record that is being written.
LIVE = 50

# The order of the tables and the condition on the second number let both indexes do the work on both databases.
MEETING = """
    SELECT DISTINCT one.record_id, other.record_id
    FROM duplicates_key one
    JOIN duplicates_key other
      ON other.rule_id = one.rule_id AND other.key = one.key AND other.record_id > one.record_id
    WHERE one.rule_id = %s AND {which}
      AND NOT EXISTS (SELECT 1 FROM duplicates_crowd crowd WHERE crowd.rule_id = one.rule_id AND crowd.key = one.key)
    ORDER BY 1, 2
"""
BETWEEN = MEETING.format(which="one.record_id > %s AND one.record_id <= %s")


def meeting_between(rule: Rule, after: int, until: int) -> list[Pair]:
    """The pairs whose lower number lies behind `after`, up to `until`."""
    with connection.cursor() as cursor:
        cursor.execute(BETWEEN, [rule.pk, after, until])
        found: list[Pair] = cursor.fetchall()
        return found


def meeting(rule: Rule, ids: Sequence[int]) -> list[Pair]:
    """The pairs whose lower number is one of these."""
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(MEETING.format(which=f"one.record_id IN ({marks})"), [rule.pk, *ids])
        found: list[Pair] = cursor.fetchall()
        return found


# Each key is asked by itself, so that a key of thousands costs no more than one of fifty.
HOLDING = (
    "SELECT * FROM (SELECT record_id FROM duplicates_key WHERE rule_id = %s AND key = %s LIMIT %s) AS held"
)


def holders(rule: Rule, keys: Iterable[int]) -> set[int]:
    """Records that have one of these keys, some of each key."""
    asked = [part for key in keys for part in (rule.pk, key, LIVE)]
    if not asked:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join([HOLDING] * (len(asked) // 3)), asked)
        return {record_id for (record_id,) in cursor.fetchall()}
