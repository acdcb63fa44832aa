"""The app of timeline."""

from django.apps import AppConfig


class TimelineConfig(AppConfig):
    """What happened, in the order in which it happened: the first reader of facts."""

    name = "payvand.timeline"
    label = "timeline"
    default_auto_field = "django.db.models.BigAutoField"
