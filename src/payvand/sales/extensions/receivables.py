"""What orders, invoices, receipts and cheques add to their own pages and to those of parties and quotes."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.objects import Panel, extend
from payvand.parties.glance import fill_place
from payvand.sales import receivables_panels
from payvand.sales.commands.account import follow_merge
from payvand.sales.commands.cheque import take_cheque
from payvand.sales.commands.credit import agree_credit
from payvand.sales.commands.invoice import invoice_order
from payvand.sales.commands.opening import open_account
from payvand.sales.commands.opportunity_order import order_opportunity
from payvand.sales.commands.order import order_quote
from payvand.sales.commands.receipt import give_money_back, take_money
from payvand.sales.panels import document

extend(
    "parties.party",
    panels=[
        Panel(
            name="account",
            label=_("Account"),
            template="sales/account.html",
            values=receivables_panels.account,
            weight=15,
        )
    ],
    commands=[take_money, take_cheque, give_money_back, agree_credit, open_account],
    merged=[follow_merge],
)
extend("sales.quote", commands=[order_quote])
extend("sales.opportunity", commands=[order_opportunity])
fill_place("open_balance", receivables_panels.open_balance)
extend(
    "sales.order",
    panels=[
        Panel(
            name="way", label=_("Where it stands"), template="sales/order_strip.html", values=document.order_strip,
            place="strip",
        ),
        Panel(
            name="lines", label=_("Lines"), template="sales/document_lines.html", values=document.order_lines,
            place="main",
        ),
        Panel(
            name="money", label=_("Deliveries and invoices"), template="sales/order_way.html",
            values=document.order_way, weight=10,
        ),
    ],
    commands=[invoice_order],
)  # fmt: skip
extend(
    "sales.invoice",
    panels=[
        Panel(
            name="figures", label=_("Figures"), template="sales/invoice_strip.html", values=document.invoice_strip,
            place="strip",
        ),
        Panel(
            name="lines", label=_("Lines"), template="sales/document_lines.html", values=document.invoice_lines,
            place="main",
        ),
        Panel(
            name="payments", label=_("Payments and returns"), template="sales/invoice_payments.html",
            values=document.invoice_payments, weight=10,
        ),
    ],
)  # fmt: skip
extend(
    "sales.cheque",
    panels=[
        Panel(
            name="way", label=_("Where it stands"), template="sales/cheque_strip.html", values=document.cheque_strip,
            place="strip",
        ),
        Panel(
            name="receipts", label=_("Receipts"), template="sales/cheque_receipts.html",
            values=document.cheque_receipts, weight=10,
        ),
    ],
)  # fmt: skip
