"""The app of search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One search over everything, fed by facts and by the bulk path."""

    name = "payvand.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
