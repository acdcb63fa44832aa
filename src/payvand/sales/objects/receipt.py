"""How people meet money that comes in: receipts and cheques."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.objects import Object, Section, View, register
from payvand.sales.commands import cheque as cheque_commands
from payvand.sales.commands import keeping, receipt
from payvand.sales.models import Cheque, Receipt

receipts = register(
    Object(
        model=Receipt,
        icon="cash",
        columns=["number", "name", "party", "direction", "paid_by", "on", "amount", "allocated", "state", "owner"],
        form=[
            Section(
                _("Receipt"),
                ["name", "party", "direction", "amount", "paid_by", "on", "reference", "note", "owner", "team"],
            ),
            Section(_("Where it stands"), ["number", "state", "allocated", "cheque"], folded=True),
        ],
        search={"name": 2, "number": 5, "reference": 3},
        views=[
            View(_("This month"), "on in this month and state is registered"),
            View(_("Drafts"), "state is draft"),
            View(_("Money given back"), "direction is out"),
            View(_("Reversed"), "state is reversed"),
        ],
        commands=[receipt.register_receipt, receipt.reverse_receipt],
        together=keeping.keep,
        party="party",
    )
)  # fmt: skip

cheques = register(
    Object(
        model=Cheque,
        icon="writing-sign",
        title="serial",
        columns=["serial", "party", "amount", "due_on", "state", "bank", "holder", "bounces", "owner"],
        form=[
            Section(
                _("Cheque"),
                [
                    "party", "serial", "sayad_id", "amount", "due_on", "bank", "bank_branch", "holder",
                    "holder_national_id", "owner", "team",
                ],
            ),
            Section(_("Where it stands"), ["state", "state_on", "bounces", "endorsed_to"], folded=True),
        ],
        search={"serial": 4, "sayad_id": 4, "holder": 2},
        sort=["due_on", "id"],
        match=[["sayad_id"]],
        calendar_by="due_on",
        views=[
            View(_("In our hands"), "state is received"),
            View(_("Due this week"), "state in (received, deposited) and due_on in this week"),
            View(_("To be deposited"), "state is received and due_on <= today"),
            View(_("At the bank"), "state is deposited"),
            View(_("Bounced"), "state is bounced", sort=["-due_on"]),
            View(_("Expected"), "state is expected"),
        ],
        commands=[
            cheque_commands.receive_cheque, cheque_commands.deposit_cheque, cheque_commands.clear_cheque,
            cheque_commands.bounce_cheque, cheque_commands.endorse_cheque, cheque_commands.give_cheque_back,
        ],
        together=keeping.keep,
        party="party",
    )
)  # fmt: skip
