"""The app of search."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SearchConfig(AppConfig):
    """One search over everything, fed by facts and by the bulk path."""

    name = "payvand.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the jobs known to the worker."""
        autodiscover_modules("jobs")
