"""What every Object keeps by the API, whatever app it comes from."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.module_loading import autodiscover_modules
from openapi_schema_validator import OAS31Validator

from payvand.api.problems import api_address
from payvand.kernel.models import Fact
from payvand.kernel.objects import all_objects, named
from payvand.kernel.testing.contract import SINGLE, Maker

# What an app tells the contract of its Objects stands there.
autodiscover_modules("testing")
NAMES = [one.name for one in all_objects()]
pytestmark = pytest.mark.parametrize("name", NAMES)


@pytest.fixture
def alma(api_of):
    return api_of("alma")


@pytest.fixture
def made(alma, name):
    """A record with every field filled, made by the API, as it is shown."""
    if named(name).read_only:
        return alma.get(api_address(name, Maker().make(named(name)).pk)).json()
    values = Maker().values(named(name))
    response = alma.post(f"{api_address(name)}?allow_duplicate=1", values)
    assert response.status_code == 201, response.json()
    return response.json()


def writable(name, shown):
    return {
        key: value
        for key, value in shown.items()
        if key in named(name).fields and named(name).fields[key].editable
    }


def test_what_is_shown_fits_the_description(alma, name, made):
    document = alma.get("/api/v1/openapi.json").json()
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}

    assert [error.message for error in OAS31Validator(schema).iter_errors(made)] == []
    assert set(made) == {"version", *named(name).fields}


def test_what_is_shown_may_be_sent_back_and_changes_nothing(alma, name, made):
    facts = Fact.objects.count()

    response = alma.patch(
        api_address(name, made["id"]), writable(name, made), If_Match=f'"{made["version"]}"'
    )

    if named(name).read_only:
        assert response.status_code == 403
    else:
        assert (response.status_code, response.json()) == (200, made)
    assert Fact.objects.count() == facts


def test_a_list_takes_as_many_queries_for_three_as_for_one(alma, name, made):
    address = f"{api_address(name)}?columns={','.join(named(name).fields)}"
    alma.get(address)
    with CaptureQueriesContext(connection) as for_one:
        assert alma.get(address).status_code == 200
    if name not in SINGLE:
        for _other in range(2):
            Maker(count=700 + 100 * _other).make(named(name))
    alma.get(address)

    with CaptureQueriesContext(connection) as for_three:
        assert alma.get(address).status_code == 200

    assert len(for_three) == len(for_one)


def test_nothing_without_permission(api_of, name, made):
    stranger = api_of("stranger")
    address = api_address(name, made["id"])

    answers = [
        stranger.get(api_address(name)),
        stranger.post(api_address(name), {}),
        stranger.post(f"{api_address(name)}:upsert", []),
        stranger.post(f"{api_address(name)}:bulk", {"deed": "archive", "ids": [made["id"]]}),
        stranger.post(f"{api_address(name)}:bulk", {"deed": "delete", "where": "id > 0"}),
        stranger.get(address),
        stranger.patch(address, {}),
        stranger.send("DELETE", address),
        stranger.post(f"{address}/archive"),
    ]

    assert {answer.status_code for answer in answers} == {403}
