"""Gives the seller's documents their logo."""

from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payvand.kernel.access import Actor, denied, right
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import record
from payvand.kernel.files import path_of, store
from payvand.kernel.models import Right, StoredFile
from payvand.kernel.objects import named
from payvand.kernel.records import locked
from payvand.kernel.records.write import stamp
from payvand.sales.facts.seller import LogoChanged
from payvand.sales.models import SellerProfile
from payvand.sales.printing import Logo, can_draw

LARGEST = 512 * 1024


def set_logo(pk: int, stream: BinaryIO | None, name: str = "", *, actor: Actor) -> SellerProfile:
    """Put a picture at the head of a seller's documents; None takes it away.

    Raises Denied for whom the name is closed too, DomainError where the file is too large, or no picture that can be
    printed; then nothing changes.
    """
    sellers = named("sales.sellerprofile")
    if right(sellers, "name", actor) != Right.WRITE:
        raise denied("edit", sellers)
    with transaction.atomic():
        seller = locked(sellers, pk, actor, "edit")
        assert isinstance(seller, SellerProfile)
        seller.carry(None if stream is None else _picture(stream, name, seller, actor))
        stamp(seller, adding=False)
        seller.save(update_fields=["logo", "updated_at", "version"])
        record(LogoChanged(file=seller.logo.name if seller.logo else ""), about=seller, actor=actor)
    return seller


def _picture(stream: BinaryIO, name: str, seller: SellerProfile, actor: Actor) -> StoredFile:
    content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise DomainError("too_large", _("A logo has at most %(limit)s KB.") % {"limit": 512}, "file")
    if not can_draw(Logo(content=content)):
        raise DomainError("no_picture", _("This is no PNG, JPEG, GIF, WebP or SVG picture."), "file")
    stream.seek(0)
    return store(stream, name, actor=actor, about=seller, largest=LARGEST)


def logo_of(file_id: str | int | None) -> Logo | None:
    """The picture of a stored file, as documents carry it; None where it is not there any more."""
    kept = StoredFile.objects.filter(pk=file_id).first() if file_id else None
    if kept is None or not path_of(kept.sha256).exists():
        return None
    return Logo(content=path_of(kept.sha256).read_bytes())
