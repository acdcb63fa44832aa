"""How people meet quotes and their lines."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.objects import Object, Section, View, register
from payvand.sales.commands import acceptance, contract, quote, quote_lines, quote_version
from payvand.sales.models import Quote, QuoteLine

OPEN = "state is sent"

quotes = register(
    Object(
        model=Quote,
        icon="file-text",
        columns=["name", "number", "revision", "party", "state", "total", "on", "valid_until", "owner"],
        form=[
            Section(
                _("Quote"),
                ["name", "party", "contact", "opportunity", "valid_until", "answer_by", "owner", "team"],
            ),
            Section(_("Terms"), ["payment_terms", "delivery_terms", "note"]),
            Section(_("Reckoning"), ["currency", "discount_percent", "coupon", "on"], folded=True),
            Section(
                _("Amounts"), ["subtotal", "discount", "net", "tax", "total", "cost", "margin"]
            ),
            Section(
                _("Course"),
                [
                    "number", "revision", "first", "state", "issued_at", "submitted_by", "approved_by", "reminders",
                    "answered_on", "decline_reason", "proforma_number", "proforma_on",
                ],
                folded=True,
            ),
        ],
        search={"number": 4, "name": 3, "party.name": 2},
        views=[
            View(_("My open quotes"), f"owner is me and {OPEN}", sort=["valid_until"]),
            View(_("Waiting for approval"), "state is awaiting", sort=["id"]),
            View(_("Running out this week"), f"{OPEN} and valid_until in this week", sort=["valid_until"]),
            View(_("Answer overdue"), f"{OPEN} and reminders > 0", sort=["answer_by"]),
            View(_("Drafts"), "state is draft"),
            View(_("Accepted this month"), "state is accepted and answered_on in this month", sort=["-answered_on"]),
            View(
                _("Declined"), "state is declined", sort=["-answered_on"],
                columns=["name", "number", "party", "total", "decline_reason", "answered_on", "owner"],
            ),
        ],
        commands=[
            quote.issue_quote, quote.approve_quote, acceptance.accept_quote, quote.send_back_quote,
            quote.withdraw_quote, quote.decline_quote, quote.issue_proforma, contract.draft_contract,
            quote_version.new_quote_version, quote_version.copy_quote, quote.chase_quote, quote.expire_quote,
        ],
        calendar_by="valid_until",
        party="party",
        together=quote_lines.with_quotes,
    )
)  # fmt: skip

quote_line_rows = register(
    Object(
        model=QuoteLine,
        icon="list-details",
        title="description",
        columns=["quote", "position", "product", "description", "quantity", "unit", "unit_price", "net", "total"],
        form=[
            Section(
                _("Line"),
                [
                    "quote", "position", "product", "description", "unit", "quantity", "unit_price", "discount_percent",
                    "discount_amount", "tax_percent", "unit_cost", "options",
                ],
            ),
            Section(
                _("Amounts"),
                [
                    "list_price", "promotion", "promotion_amount", "gift", "gross", "discount", "net", "tax_rate",
                    "tax", "total", "cost",
                ],
            ),
        ],
        sort=["quote", "position"],
        parent="quote",
        together=quote_lines.with_lines,
    )
)  # fmt: skip
