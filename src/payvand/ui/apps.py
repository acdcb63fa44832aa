"""The app of ui."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The screens of every Object: list, record, form, shell and components."""

    name = "payvand.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
