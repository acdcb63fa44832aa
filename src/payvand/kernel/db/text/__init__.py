"""The text index of `search_document`, which each database keeps in its own way behind one face."""

from typing import Any

from django.db import connection

from payvand.kernel.db.text import postgres, sqlite


def text_index() -> Any:
    """The module that keeps and asks the text index of the database in use."""
    return postgres if connection.vendor == "postgresql" else sqlite
