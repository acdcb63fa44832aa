"""The app of the orchard."""

from django.apps import AppConfig


class OrchardConfig(AppConfig):
    """A plug-in app."""

    name = "tests.orchard"
    label = "orchard"
    default_auto_field = "django.db.models.BigAutoField"
