"""The app of integration."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class IntegrationConfig(AppConfig):
    """Files in and out: import and export of any Object."""

    name = "payvand.integration"
    label = "integration"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("jobs")
