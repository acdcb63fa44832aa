"""What quotes and contracts add to their own pages and to those of deals and customers."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.objects import Panel, extend
from payvand.sales.commands.quote_version import quote_opportunity
from payvand.sales.panels import quote

extend(
    "sales.quote",
    panels=[
        Panel(
            name="course", label=_("Course"), template="sales/quote_course.html", values=quote.course,
            place="strip",
        ),
        Panel(
            name="content", label=_("Lines"), template="sales/quote_content.html", values=quote.content,
            place="main",
        ),
        Panel(
            name="papers", label=_("Paper and acceptance"), template="sales/quote_papers.html",
            values=quote.papers, place="side",
        ),
    ],
)  # fmt: skip
extend(
    "sales.contract",
    panels=[
        Panel(
            name="papers", label=_("On paper"), template="sales/contract_papers.html",
            values=quote.contract_papers, place="side",
        )
    ],
)  # fmt: skip
extend(
    "sales.opportunity",
    panels=[
        Panel(
            name="quotes", label=_("Quotes"), template="sales/documents.html", values=quote.of_opportunity,
            weight=30,
        )
    ],
    commands=[quote_opportunity],
)  # fmt: skip
extend(
    "parties.party",
    panels=[
        Panel(
            name="quotes", label=_("Quotes and contracts"), template="sales/documents.html",
            values=quote.of_party, weight=40,
        )
    ],
)  # fmt: skip
