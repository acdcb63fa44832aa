"""How people meet invoices, returns and their lines."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.objects import Object, Section, View, register
from payvand.sales.commands import invoice as commands
from payvand.sales.commands import keeping
from payvand.sales.commands.receipt import pay_invoice
from payvand.sales.models import Invoice, InvoiceLine

OWED = "kind is sale and open_amount > 0"

invoices = register(
    Object(
        model=Invoice,
        icon="file-invoice",
        columns=["number", "name", "party", "kind", "state", "on", "due_on", "total", "open_amount", "owner"],
        form=[
            Section(_("Invoice"), ["name", "party", "contact", "opportunity", "currency", "owner", "team"]),
            Section(_("Terms"), ["due_on", "discount_percent", "payment_terms", "delivery_terms", "note"]),
            Section(_("Figures"), ["subtotal", "discount", "net", "tax", "total", "open_amount"]),
            Section(
                _("Where it stands"),
                ["kind", "number", "on", "state", "order", "original", "tax_id"],
                folded=True,
            ),
        ],
        search={"name": 3, "number": 5, "tax_id": 2},
        calendar_by="due_on",
        views=[
            View(_("Open invoices"), OWED, sort=["due_on"]),
            View(_("Overdue invoices"), f"{OWED} and due_on < today", sort=["due_on"]),
            View(_("Due this week"), f"{OWED} and due_on in this week", sort=["due_on"]),
            View(_("Drafts"), "state is draft"),
            View(_("Issued this month"), "kind is sale and on in this month"),
            View(_("Returns"), "kind is return"),
        ],
        commands=[
            commands.issue_invoice, pay_invoice, commands.take_invoice_back, commands.return_part,
        ],
        together=keeping.keep,
        party="party",
    )
)  # fmt: skip

invoice_lines = register(
    Object(
        model=InvoiceLine,
        icon="list",
        title="description",
        columns=["invoice", "product", "description", "quantity", "unit", "unit_price", "discount_percent", "total"],
        form=[
            Section(
                _("Line"),
                [
                    "invoice", "product", "description", "quantity", "unit", "unit_price", "discount_percent",
                    "discount_amount", "tax_percent",
                ],
            ),
            Section(_("Figures"), ["gross", "discount", "net", "tax", "total"]),
        ],
        sort=["invoice", "id"],
        parent="invoice",
        together=keeping.rework_drafts,
    )
)  # fmt: skip
