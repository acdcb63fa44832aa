"""Changes what a role may do: its scopes by Object and action, and its narrowed rights on fields."""

from collections.abc import Mapping

from django.db import transaction

from payvand.kernel.access import Actor
from payvand.kernel.facts import record
from payvand.kernel.models import FieldRight, Grant, Right, Role, Scope
from payvand.kernel.objects import object_of
from payvand.kernel.records import locked
from payvand.kernel.remembered import forget_everything
from payvand.ui.facts import RightsChanged

Scopes = Mapping[tuple[str, str], Scope | None]


def change_scopes(role_id: int, wanted: Scopes, *, actor: Actor) -> int:
    """Give a role these scopes by (object, action); None takes a line away. Returns how many lines changed."""
    with transaction.atomic():
        role = locked_role(role_id, actor)
        lines = {(line.object, line.action): Scope(line.scope) for line in Grant.objects.filter(role=role)}
        changes = {key: scope for key, scope in wanted.items() if lines.get(key) != scope}
        for (name, action), scope in changes.items():
            if scope is None:
                Grant.objects.filter(role=role, object=name, action=action).delete()
            else:
                defaults = {"scope": scope}
                Grant.objects.update_or_create(role=role, object=name, action=action, defaults=defaults)
        told = [
            f"{name} · {action}: {lines.get((name, action), '-')} → {scope or '-'}"
            for (name, action), scope in changes.items()
        ]
        _tell(role, told, actor)
    return len(changes)


def change_field_rights(role_id: int, name: str, wanted: Mapping[str, Right], *, actor: Actor) -> int:
    """Give a role these rights on the fields of an Object; the right to write needs no line."""
    with transaction.atomic():
        role = locked_role(role_id, actor)
        rows = FieldRight.objects.filter(role=role, object=name)
        lines = {line.field: Right(line.right) for line in rows}
        changes = {field: right for field, right in wanted.items() if lines.get(field, Right.WRITE) != right}
        for field, right in changes.items():
            if right == Right.WRITE:
                rows.filter(field=field).delete()
            else:
                FieldRight.objects.update_or_create(
                    role=role, object=name, field=field, defaults={"right": right}
                )
        told = [
            f"{name}.{field}: {lines.get(field, Right.WRITE)} → {right}" for field, right in changes.items()
        ]
        _tell(role, told, actor)
    return len(changes)


def locked_role(role_id: int, actor: Actor) -> Role:
    """The role, locked until the end of the transaction. Raises Missing or Denied."""
    role = locked(object_of(Role), role_id, actor, "edit")
    assert isinstance(role, Role)
    return role


def _tell(role: Role, lines: list[str], actor: Actor) -> None:
    if lines:
        record(RightsChanged(text="\n".join(lines)), about=role, actor=actor)
        forget_everything()
