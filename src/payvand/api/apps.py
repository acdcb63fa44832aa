"""The app of api."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """REST over the registry: every Object, every command, and their description in OpenAPI."""

    name = "payvand.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
