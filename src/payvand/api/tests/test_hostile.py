"""Whatever is sent, sensible or not, gets an answer, and never a fault of ours."""

from base64 import urlsafe_b64encode
from urllib.parse import urlencode

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payvand.api.tests.conftest import TREES, lines
from payvand.kernel.objects import named
from payvand.kernel.query import OPERATOR_WORDS
from payvand.kernel.query.words import SIGNS

quick = settings(
    max_examples=60, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
awkward = st.sampled_from(
    [
        "",
        " ",
        "\x00",
        "\u202e",
        "ك‌ي",
        "1404/12/30",
        "۱۴۰۳",
        "9" * 400,
        "-0",
        "1e999",
        "NaN",
        "=1+1",
        "%s",
        "' or 1=1 --",
        "me",
    ]
)
texts = awkward | st.text(max_size=30)
scalars = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | texts
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["value", "id", "label", "amount", "x"]), inner)
    ),
    max_leaves=6,
)
fields = st.deferred(
    lambda: st.sampled_from(
        [*named("orchard.tree").fields, "custom", "version", "pk", "owner.name", "name_fold"]
    )
)
bodies = st.dictionaries(fields, values, max_size=4)
conditions = st.builds(
    "{} {} {}".format,
    fields,
    st.sampled_from([*SIGNS.values(), *OPERATOR_WORDS]),
    texts.map(lambda text: f'"{text}"'),
)


@pytest.fixture
def alma(api_of):
    api = api_of("alma")
    api.fig = api.post(TREES, {"name": "Fig"}).headers["Location"]
    return api


def test_bodies(alma):
    @quick
    @given(body=bodies)
    def send(body):
        for response in (alma.post(TREES, {"name": "Quince"} | body), alma.patch(alma.fig, body)):
            assert response.status_code in (200, 201, 409, 422)

    send()


def test_rows(alma):
    @quick
    @given(rows=st.lists(bodies | values, max_size=5), match=fields)
    def send(rows, match):
        response = alma.post(f"{TREES}:upsert?{urlencode({'match': match})}", orjson.dumps(rows))

        if response.status_code == 200:
            assert "summary" in lines(response)[-1]
        else:
            assert response.status_code == 400

    send()


def test_conditions_and_other_parameters(alma):
    @quick
    @given(
        where=conditions | texts, sort=fields | texts, columns=fields | texts, after=texts, limit=texts, q=texts,
        wanted=st.sets(st.sampled_from(["where", "sort", "columns", "after", "limit", "q"]), min_size=1),
    )  # fmt: skip
    def ask(wanted, **parameters):
        asked = {name: value for name, value in parameters.items() if name in wanted}

        assert alma.get(f"{TREES}?{urlencode(asked)}").status_code in (200, 400)

    ask()


def test_markers_that_somebody_made_up(alma):
    alma.post(TREES, {"name": "Quince"})

    @quick
    @given(
        marker=st.lists(scalars, max_size=3),
        sort=st.sampled_from(["name", "-planted", "fruits", "price", "id", "owner"]),
    )
    def ask(marker, sort):
        after = urlsafe_b64encode(orjson.dumps(marker, default=str))

        assert alma.get(f"{TREES}?{urlencode({'after': after, 'sort': sort})}").status_code in (200, 400)

    ask()


def test_headers(alma):
    @settings(quick, max_examples=20)
    @given(text=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30))
    def send(text):
        for name in ("If-Match", "If-None-Match", "Accept-Language", "Idempotency-Key", "Content-Encoding"):
            response = alma.patch(alma.fig, {"notes": "Old"}, **{name: text})
            assert response.status_code in (200, 400, 412, 415)

    send()
