"""The app of parties."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """The register of parties: persons and organisations, how they are reached, how they are related."""

    name = "payvand.parties"
    label = "parties"
    default_auto_field = "django.db.models.BigAutoField"
