"""Starts the kernel: collects what every app describes, resolves it, and freezes it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    """The kernel is listed last among our apps, so that every model stands when descriptions are read."""

    name = "payvand.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules(
            "facts",
            "commands",
            "objects",
            "administration",
            "extensions",
            "reactions",
            "measures",
            "checks",
            "jobs",
            "bulk_actions",
        )
