"""A broken unique rule is told with the field that it stands on, whichever column the database names."""

import pytest

from payvand.kernel import records
from payvand.kernel.errors import Invalid
from payvand.kernel.objects import named
from payvand.kernel.records.write import columns_named
from payvand.kernel.testing.world import make_world

pytestmark = pytest.mark.django_db


def test_a_tag_of_the_same_folded_name_is_refused_at_its_name():
    alma, tags = make_world().actor("alma"), named("kernel.tag")
    records.create(tags, {"name": "علی"}, actor=alma)

    with pytest.raises(Invalid) as refusal:
        records.create(tags, {"name": "علي"}, actor=alma, allow_duplicate=True)

    assert [(error.field, error.code) for error in refusal.value.errors] == [("name", "not_unique")]


@pytest.mark.parametrize(
    ("reason", "columns"),
    [
        (
            "UNIQUE constraint failed: catalog_price.product_id, catalog_price.list_id",
            {"product_id", "list_id"},
        ),
        (
            'duplicate key value violates unique constraint "a"\nDETAIL:  Key (code_fold)=(x1) already exists.\n',
            {"code_fold"},
        ),
        ("Key (object, key)=(a, b) already exists.", {"object", "key"}),
        ("CHECK constraint failed: sales_deal_1900", set()),
    ],
)
def test_the_columns_of_a_broken_rule_are_found_in_the_words_of_both_databases(reason, columns):
    assert columns_named(reason) == columns
