"""How well pairs are found in public files whose doubles are known; the floors stand in data/README.md."""

from pathlib import Path

import pytest

from payvand.duplicates.evaluating import closed, evaluate
from payvand.kernel.errors import DomainError


@pytest.mark.data
@pytest.mark.parametrize(
    ("names", "pairs", "groups"),
    [
        (["febrl/dataset1.csv.gz"], 0.995, 0.995),
        (["febrl/dataset4a.csv.gz", "febrl/dataset4b.csv.gz"], 0.995, 0.995),
        (["splink/fake_1000.csv"], 0.9, 0.955),
    ],
    ids=["febrl1", "febrl4", "fake_1000"],
)
def test_pairs_are_found_without_anybody_saying_which(data, names, pairs, groups):
    found = evaluate([data / "record-linkage" / name for name in names])

    assert found.pairs.f1 >= pairs
    assert found.groups.f1 >= groups


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("name,email\nSara,s@example.com\n", "no_truth"),
        ("shoe,cluster\n42,1\n", "required"),
        ("name,cluster\nSara,1\n", "name_alone"),
        ("name,email,cluster\n", "files"),
    ],
)
def test_a_file_that_cannot_be_measured_is_refused(tmp_path: Path, text, code):
    path = tmp_path / "people.csv"
    path.write_text(text)

    with pytest.raises(DomainError) as refused:
        evaluate([path])

    assert refused.value.code == code


def test_chains_of_pairs_make_groups():
    pairs = {(0, 1), (1, 2), (4, 5)}

    found = closed(pairs, 6, lambda one, other: True)

    assert found == {(0, 1), (0, 2), (1, 2), (4, 5)}
