"""How people meet contracts and the texts that they are made of."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.objects import ADMINISTRATION, Object, Section, View, register
from payvand.sales.commands import contract
from payvand.sales.models import Contract, ContractTemplate

contracts = register(
    Object(
        model=Contract,
        icon="file-certificate",
        columns=["name", "number", "party", "state", "value", "return_by", "signed_on", "start_on", "end_on", "owner"],
        form=[
            Section(_("Contract"), ["name", "party", "quote", "opportunity", "value", "owner", "team"]),
            Section(_("Time"), ["start_on", "end_on", "notice_days", "return_by"]),
            Section(_("Text"), ["body"], folded=True),
            Section(
                _("Course"),
                [
                    "number", "state", "sent_on", "reminders", "signed_on", "notice_on", "closed_on", "close_reason",
                ],
                folded=True,
            ),
        ],
        search={"number": 4, "name": 3},
        views=[
            View(_("My running contracts"), "owner is me and state is signed", sort=["end_on"]),
            View(_("Not returned in time"), "state is sent and return_by < today", sort=["return_by"]),
            View(_("Asked for again"), "state is sent and reminders > 0", sort=["return_by"]),
            View(_("Notice has come"), "state is signed and notice_on <= today", sort=["end_on"]),
            View(_("Ending this quarter"), "state is signed and end_on in this quarter", sort=["end_on"]),
        ],
        commands=[
            contract.send_contract, contract.sign_contract, contract.chase_contract, contract.terminate_contract,
            contract.end_contract,
        ],
        calendar_by="end_on",
        party="party",
        together=contract.with_contracts,
    )
)  # fmt: skip

contract_templates = register(
    Object(
        model=ContractTemplate,
        icon="template",
        columns=["name", "language"],
        form=[Section(_("Template"), ["name", "language", "body"])],
        sort=["name"],
        menu=ADMINISTRATION,
    )
)
