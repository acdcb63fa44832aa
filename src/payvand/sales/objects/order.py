"""How people meet orders and their lines."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.objects import Object, Section, View, register
from payvand.sales.commands import keeping
from payvand.sales.commands import order as commands
from payvand.sales.models import Order, OrderLine

orders = register(
    Object(
        model=Order,
        icon="clipboard-check",
        columns=["number", "name", "party", "state", "on", "total", "promised_on", "external_status", "owner"],
        form=[
            Section(_("What is ordered"), ["name", "party", "contact", "opportunity", "currency", "owner", "team"]),
            Section(_("Delivery"), ["promised_on", "delivery_address", "delivery_terms"]),
            Section(_("Terms"), ["discount_percent", "payment_terms", "note"]),
            Section(_("Figures"), ["subtotal", "discount", "net", "tax", "total"]),
            Section(
                _("Where it stands"),
                ["number", "on", "state", "state_on", "external_id", "external_status"],
                folded=True,
            ),
        ],
        search={"name": 3, "number": 5, "external_id": 2},
        calendar_by="promised_on",
        views=[
            View(_("My orders"), "owner is me and state not in (closed, cancelled)"),
            View(_("Awaiting credit approval"), "state is awaiting", sort=["id"]),
            View(_("To be delivered"), "state in (confirmed, in_fulfilment)", sort=["promised_on"]),
            View(_("Late"), "state in (confirmed, in_fulfilment) and promised_on < today", sort=["promised_on"]),
            View(_("Confirmed this month"), "on in this month and state not in (draft, awaiting, cancelled)"),
        ],
        commands=[
            commands.confirm_order, commands.approve_credit, commands.refuse_credit, commands.start_order,
            commands.send_order, commands.deliver_order, commands.close_order, commands.cancel_order,
            commands.note_erp_state,
        ],
        together=keeping.keep,
        party="party",
    )
)  # fmt: skip

order_lines = register(
    Object(
        model=OrderLine,
        icon="list",
        title="description",
        columns=["order", "product", "description", "quantity", "unit", "unit_price", "discount_percent", "total"],
        form=[
            Section(
                _("Line"),
                [
                    "order", "product", "description", "quantity", "unit", "unit_price", "discount_percent",
                    "discount_amount", "tax_percent",
                ],
            ),
            Section(_("Figures"), ["gross", "discount", "net", "tax", "total"]),
        ],
        sort=["order", "id"],
        parent="order",
        together=keeping.rework_drafts,
    )
)  # fmt: skip
