"""What is measured: the rows of the performance contract that exist by now."""

import io
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from urllib.parse import quote

import orjson
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from payvand.api.rows import rows_json
from payvand.culture.locale import NEUTRAL
from payvand.integration.export import stream_export
from payvand.kernel.access import Actor, system
from payvand.kernel.access.tokens import issue
from payvand.kernel.models import User
from payvand.kernel.outbox import deliver_all
from payvand.kernel.query import Query, page, parse_where, query_from
from payvand.kernel.records import write_many
from payvand.parties.models import Channel, ContactPoint, Party
from payvand.parties.objects import parties
from payvand.project.bench import DIRECTOR, LEADER, SELLER, Cost, Figure, beside_floor, measured, seeded_actor
from payvand.project.seed_people import username
from payvand.search.find import find

FIFTEEN = (
    "name,kind,organisation,phones,emails,city,lifecycle,birth_day,tags,owner,team,job_title,source,"
    "created_at,employees"
)
FILTER = "kind is person and source is referral"
DEEP_STEPS = 40


def lists() -> Sequence[Figure]:
    """Fifty rows of fifteen columns, filtered and sorted: the first page, a deep one, within one's rights."""
    goal = "CPU ≤ 4 × floor"
    director = seeded_actor(DIRECTOR)
    deep = deep_cursor(director)
    figures = [
        beside_floor("list as JSON, first page", goal, lambda: listed(director)),
        beside_floor(f"list as JSON, page {DEEP_STEPS + 1}", goal, lambda: listed(director, deep)),
        beside_floor(
            "list as JSON, by date, newest first", goal, lambda: listed(director, sort="-updated_at")
        ),
    ]
    for number, name in ((LEADER, "team"), (SELLER, "own")):
        actor = seeded_actor(number)
        what = f"list as JSON, who sees {name} records"
        figures.append(beside_floor(what, "≤ 20 % on top", partial(listed, actor)))
    return figures


def listed(actor: Actor, after: str = "", sort: str = "name") -> bytes:
    """A page of the list as the API gives it."""
    asked = {"where": FILTER, "sort": sort, "columns": FIFTEEN, "after": after}
    found = page(parties, query_from(asked, parties, actor), actor)
    return orjson.dumps({"rows": rows_json(found.rows, found.fields), "after": found.after})


def deep_cursor(actor: Actor) -> str:
    """The cursor behind many pages."""
    query = Query(
        where=parse_where(FILTER, parties, actor.locale), sort=("name",), columns=("name",), limit=1000
    )
    after: str | None = None
    for _step in range(DEEP_STEPS * 50 // 1000):
        found = page(
            parties,
            Query(where=query.where, sort=query.sort, columns=query.columns, limit=1000, after=after),
            actor,
        )
        after = found.after or after
    return after or ""


class Browser:
    """A client of this process: the application called as a server calls it, without a network between."""

    def __init__(self, **headers: str) -> None:
        self.application = WSGIHandler()
        self.headers = headers

    def ask(self, address: str, body: bytes | None = None, **headers: str) -> bytes:
        """The body of the answer. Raises RuntimeError where it is a refusal."""
        path, _mark, query = address.partition("?")
        said: dict[str, str] = {}
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET" if body is None else "POST",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body or b"")),
            "wsgi.input": io.BytesIO(body or b""),
            "wsgi.url_scheme": "http",
            "wsgi.errors": io.StringIO(),
            **self.headers,
            **headers,
        }

        def start(status: str, _headers: object, _fault: object = None, /) -> Callable[[bytes], object]:
            said["status"] = status
            return said.__contains__

        answer = self.application(environ, start)
        content = b"".join(answer)
        answer.close()
        if said["status"][0] != "2":
            raise RuntimeError(f"{address}: {said['status']} {content[:300]!r}")
        return content


def by_token(number: int) -> Browser:
    """A program with a token of a seeded user."""
    return Browser(HTTP_AUTHORIZATION=f"Bearer {issue(username(number), label='bench')}")


def by_session(number: int) -> Browser:
    """A browser in which a seeded user is signed in."""
    user = User.objects.get(username=username(number))
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    return Browser(HTTP_COOKIE=f"{cookie.key}={cookie.value}")


def pages() -> Sequence[Figure]:
    """The list over HTTP: by the API, as the rows that scrolling adds, as a whole page; and a long record."""
    director = seeded_actor(DIRECTOR)
    asked = f"where={FILTER.replace(' ', '%20')}&sort=name&columns={FIFTEEN}"
    program, browser = by_token(DIRECTOR), by_session(DIRECTOR)
    deep = deep_cursor(director)
    first = Party.objects.order_by("pk").values_list("pk", flat=True)[0]
    return [
        beside_floor("list by the API, whole request", "", lambda: program.ask(f"/api/v1/parties/party?{asked}")),
        beside_floor(
            "list as HTML, the rows that scrolling adds", "CPU ≤ 10 × floor, p95 ≤ 25 ms",
            lambda: browser.ask(f"/parties/party?{asked}&after={deep}", HTTP_HX_REQUEST="true"),
        ),
        beside_floor(
            "list as HTML, whole page with count", "p95 ≤ 60 ms", lambda: browser.ask(f"/parties/party?{asked}")
        ),
        beside_floor(
            "record page, timeline of 5,000 facts", "p95 ≤ 80 ms", lambda: browser.ask(f"/parties/party/{first}")
        ),
    ]  # fmt: skip


def searches() -> Sequence[Figure]:
    """What somebody types into the search of everything."""
    director = seeded_actor(DIRECTOR)
    address = ContactPoint.objects.filter(channel=Channel.EMAIL, party_id__gt=Party.objects.count() // 2)
    email = address.order_by("party_id").values_list("value", flat=True)[0]
    phone = (
        ContactPoint.objects.filter(channel=Channel.PHONE)
        .order_by("-party_id")
        .values_list("value", flat=True)
    )
    title = Party.objects.filter(kind="person").order_by("-pk").values_list("name", flat=True)[0]
    typed = {
        "as typed": title,
        "beginning of two words": " ".join(word[:3] for word in title.split()),
        "two letters": title[:2],
        "inside a word": title.split()[-1][1:4],
        "an e-mail address": email.partition("@")[0],
        "a phone number, as it is dialled": f"0{phone[0][3:]}",
        "in other letters": "Sara Ahmadi",
        "half of it in other letters": "moham",
        "mistyped": "محممدی سیاووش",
        "nothing like it": f"sales{10**9}",
    }
    browser = by_session(DIRECTOR)
    return [
        *[
            beside_floor(f"search: {how}", "p95 ≤ 50 ms", partial(find, text, director), times=40)
            for how, text in typed.items()
        ],
        beside_floor(
            "search: the whole page, by Object with counts", "",
            lambda: browser.ask(f"/search?q={quote(title)}"), times=20,
        ),
    ]  # fmt: skip


def creating() -> Sequence[Figure]:
    """New parties by the API: facts, duplicate check, then the worker's share."""
    program = by_token(DIRECTOR)
    count = iter(range(10**9))
    mark = time.time_ns()

    def create() -> bytes:
        number = next(count)
        contact = {"kind": "person", "name": f"نمونه تازه {mark % 10**6} {number}", "city": "شیراز"}
        phone = f"+98935{(mark // 1000 + number) % 10**7:07d}"
        contact |= {"phones": [{"value": phone}], "emails": [{"value": f"new{mark}x{number}@example.com"}]}  # type: ignore[dict-item]
        return program.ask("/api/v1/parties/party", orjson.dumps(contact))

    # What others left is not the share of these.
    deliver_all()
    made = measured(create, times=200)
    began, cpu = time.perf_counter(), time.process_time()
    deliver_all()
    created = next(count)
    each = (time.perf_counter() - began) * 1e3 / created
    worked = Cost(median=each, p95=each, cpu=(time.process_time() - cpu) * 1e3 / created)
    return [
        Figure(work="create by the API, whole request", goal="≥ 150/s", cost=made, rate=1e3 / made.median),
        Figure(work="the worker's share of one creation", goal="", cost=worked, rate=1e3 / each),
    ]


def importing() -> Sequence[Figure]:
    """Contacts as a set: validated, folded, matched by phone and e-mail, told as facts; then indexed by the worker."""
    mark = time.time_ns() % 10**6
    rows = [
        {
            "kind": "person", "name": f"وارد شده {mark} {number}", "phones": f"+98990{mark % 100:02d}{number:05d}",
            "emails": f"in{mark}x{number}@example.com", "city": "تهران", "job_title": "کارشناس", "source": "exhibition",
        }
        for number in range(20_000)
    ]  # fmt: skip
    began, cpu = time.perf_counter(), time.process_time()
    for start in range(0, len(rows), 2000):
        write_many(
            parties, rows[start : start + 2000], actor=system("bench"), match=[("phones",), ("emails",)]
        )
    written = set_cost(began, cpu, len(rows))
    began, cpu = time.perf_counter(), time.process_time()
    deliver_all()
    indexed = set_cost(began, cpu, len(rows))
    return [
        of_a_set("import, 20,000 rows of 7 fields: writing", "≥ 10,000/s", written),
        of_a_set("import: the worker's search documents", "", indexed),
    ]


def of_a_set(work: str, goal: str, cost: Cost) -> Figure:
    """A figure of work done in sets: the cost of one row, and how many a processor does in a second."""
    return Figure(work=work, goal=goal, cost=cost, rate=1e3 / cost.cpu)


def set_cost(began: float, cpu: float, count: int) -> Cost:
    """The cost of one row of a set."""
    wall = (time.perf_counter() - began) * 1e3 / count
    return Cost(median=wall, p95=wall, cpu=(time.process_time() - cpu) * 1e3 / count)


def exporting() -> Sequence[Figure]:
    """A large file, streamed."""
    director = seeded_actor(DIRECTOR)
    query = Query(
        where=parse_where("kind is organisation", parties, NEUTRAL), columns=tuple(FIFTEEN.split(","))
    )
    began, cpu = time.perf_counter(), time.process_time()
    rows = sum(piece.count(b"\n") for piece in stream_export(parties, query, director, "csv"))
    cost = set_cost(began, cpu, max(rows, 1))
    return [of_a_set(f"export of {rows:,} rows of 15 columns as CSV", "≥ 50,000/s", cost)]


ROWS: dict[str, Callable[[], Sequence[Figure]]] = {
    "lists": lists,
    "pages": pages,
    "searches": searches,
    "creating": creating,
    "importing": importing,
    "exporting": exporting,
}
