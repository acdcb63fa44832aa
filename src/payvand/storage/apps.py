"""The app of storage."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class StorageConfig(AppConfig):
    """Archives of the whole instance, made by hand or by the clock."""

    name = "payvand.storage"
    label = "storage"

    def ready(self) -> None:
        autodiscover_modules("jobs")
