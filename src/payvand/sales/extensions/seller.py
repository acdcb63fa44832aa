"""The seller's page: its logo, and what documents look like with it."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payvand.kernel.access import Actor, right
from payvand.kernel.models import Record, Right
from payvand.kernel.objects import Panel, extend, named
from payvand.sales.models import SellerProfile
from payvand.ui.components import MenuItem


def papers(record: Record, actor: Actor) -> Mapping[str, object]:
    """The logo's file, where to give another, and samples to look at."""
    assert isinstance(record, SellerProfile)
    samples = (
        ("fa", "quote", _("Quote in Persian")),
        ("fa", "invoice", _("Official invoice in Persian")),
        ("ar", "quote", _("Quote in Arabic")),
        ("en", "quote", _("Quote in English")),
    )
    return {
        "logo": record.logo.name if record.logo else "",
        "logo_href": reverse("seller_logo", args=[record.pk]),
        "may_edit": right(named("sales.sellerprofile"), "name", actor) == Right.WRITE,
        "samples": [
            MenuItem(
                label=str(label),
                icon="file-text",
                href=reverse("seller_sample", args=[record.pk, kind, language]),
            )
            for language, kind, label in samples
        ],
    }


extend(
    "sales.sellerprofile",
    panels=[
        Panel(
            name="papers",
            label=_("On paper"),
            template="sales/seller_papers.html",
            values=papers,
            place="main",
        )
    ],
)
