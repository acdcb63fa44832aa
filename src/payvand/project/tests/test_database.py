"""The database that settings describe, and that a connection really has."""

import pytest
from django.db import connection

from payvand.project.database import describe
from payvand.project.environment import read

sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")


def test_without_an_address_it_is_a_file_of_the_instance(tmp_path):
    described = describe(read({"PAYVAND_HOME": str(tmp_path)}))

    assert described["ENGINE"] == "django.db.backends.sqlite3"
    assert described["NAME"] == tmp_path / "database.sqlite3"


def test_an_address_names_a_server():
    address = "postgres://ann:secret@db.example:5433/crm"

    described = describe(read({"DATABASE_URL": address, "PAYVAND_DATABASE_POOL": "3"}))

    assert described["ENGINE"] == "django.db.backends.postgresql"
    assert (described["HOST"], described["PORT"], described["NAME"]) == ("db.example", 5433, "crm")
    assert described["OPTIONS"]["pool"]["max_size"] == 3


@sqlite
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 1)]
)
def test_sqlite_is_set_up_to_be_safe(name, value):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")

        assert cursor.fetchone() == (value,)


@sqlite
@pytest.mark.django_db(transaction=True)
def test_a_transaction_takes_the_lock_at_its_start():
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
