"""The instance's key is made once and kept from others."""

from payvand.project.secret import secret_key


def test_the_key_stays_the_same(tmp_path):
    first = secret_key(tmp_path / "home")

    assert secret_key(tmp_path / "home") == first
    assert len(first) >= 50


def test_two_instances_have_two_keys(tmp_path):
    assert secret_key(tmp_path / "one") != secret_key(tmp_path / "two")


def test_only_the_owner_may_read_it(tmp_path):
    secret_key(tmp_path)

    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]
