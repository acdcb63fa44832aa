"""The input of a value outside a form: in a cell, in a condition, in a bulk edit."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from payvand.kernel.access import Actor
from payvand.kernel.kinds import Kind, YesNo
from payvand.ui.components import Control, Option
from payvand.ui.pages.controls import Ask, Filled, control, filled_with


def value_control(
    kind: Kind[Any],
    value: object,
    actor: Actor,
    *,
    name: str,
    label: str,
    errors: Sequence[str] = (),
    raw: str | None = None,
    id: str = "",
) -> Control:
    """The control for a value of a kind. `raw` is what was typed, where it was refused: it stands there again."""
    if isinstance(kind, YesNo):
        return yes_or_no(name, label, value if raw is None else raw == "yes", errors)
    filled = filled_with(kind, value, actor.locale) if raw is None else Filled(value=raw)
    made = control(Ask(name=name, label=label, kind=kind), filled, actor, value=value, errors=errors)
    return replace(made, id=id, create_url="", wide=False)


def yes_or_no(name: str, label: str, value: object, errors: Sequence[str]) -> Control:
    """Yes or no as a choice: a box that is not ticked would not tell “no” from “not asked”."""
    options = [Option(value="yes", text=_("yes")), Option(value="no", text=_("no"))]
    shown = "" if value is None else "yes" if value else "no"
    return Control(editor="choice", name=name, label=label, value=shown, options=options, errors=errors)
