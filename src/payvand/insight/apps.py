"""The app of measures."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightConfig(AppConfig):
    """Knows how to count and to cut, and no customer: what is counted, the apps above say."""

    name = "payvand.insight"
    label = "insight"
    verbose_name = _("Insight")
