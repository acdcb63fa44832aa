"""The kind of a name in a messenger or a social network: kept as "telegram:ali", read from an address or a pair."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from payvand.culture.digits import to_ascii
from payvand.culture.errors import Unreadable
from payvand.culture.folding import fold
from payvand.culture.locale import Locale
from payvand.culture.phones import parse_phone
from payvand.kernel.errors import Message
from payvand.kernel.kinds import JSON, Code, Unacceptable, Url
from payvand.kernel.kinds.kind import escape, ltr


@dataclass(frozen=True, kw_only=True)
class Network:
    """A messenger or social network. `address` is the page of a handle; `by_phone` where people are numbers there."""

    name: str
    label: Message
    hosts: tuple[str, ...] = ()
    address: str = ""
    also: tuple[str, ...] = ()
    by_phone: bool = False


MESSENGERS = (
    Network(
        name="telegram",
        label=_("Telegram"),
        hosts=("t.me", "telegram.me"),
        address="https://t.me/{}",
        also=("تلگرام", "تيليغرام"),
    ),
    Network(
        name="whatsapp",
        label=_("WhatsApp"),
        hosts=("wa.me",),
        address="https://wa.me/{}",
        also=("واتساپ", "واتس اپ", "واتساب"),
        by_phone=True,
    ),
    Network(name="bale", label=_("Bale"), hosts=("ble.ir",), address="https://ble.ir/{}", also=("بله",)),
    Network(
        name="eitaa", label=_("Eitaa"), hosts=("eitaa.com",), address="https://eitaa.com/{}", also=("ایتا",)
    ),
    Network(
        name="rubika",
        label=_("Rubika"),
        hosts=("rubika.ir",),
        address="https://rubika.ir/{}",
        also=("روبیکا",),
    ),
    Network(
        name="soroush", label=_("Soroush"), hosts=("splus.ir",), address="https://splus.ir/{}", also=("سروش",)
    ),
    Network(name="signal", label=_("Signal"), also=("سیگنال",), by_phone=True),
    Network(name="skype", label=_("Skype"), also=("اسکایپ",)),
)
SOCIAL = (
    Network(
        name="instagram",
        label=_("Instagram"),
        hosts=("instagram.com",),
        address="https://instagram.com/{}",
        also=("اینستاگرام", "إنستغرام"),
    ),
    Network(
        name="linkedin",
        label=_("LinkedIn"),
        hosts=("linkedin.com",),
        address="https://linkedin.com/{}",
        also=("لینکدین", "لينكد إن"),
    ),
    Network(
        name="x",
        label=_("X"),
        hosts=("x.com", "twitter.com"),
        address="https://x.com/{}",
        also=("twitter", "توییتر"),
    ),
    Network(
        name="facebook",
        label=_("Facebook"),
        hosts=("facebook.com", "fb.com"),
        address="https://facebook.com/{}",
        also=("فیسبوک", "فيسبوك"),
    ),
    Network(
        name="youtube",
        label=_("YouTube"),
        hosts=("youtube.com",),
        address="https://youtube.com/{}",
        also=("یوتیوب", "يوتيوب"),
    ),
    Network(
        name="aparat",
        label=_("Aparat"),
        hosts=("aparat.com",),
        address="https://aparat.com/{}",
        also=("آپارات",),
    ),
)

ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.|[a-z]{2}\.)?(?P<host>[a-z0-9.-]+\.[a-z]{2,})/(?P<path>[^\s?#]+)", re.IGNORECASE
)
HANDLE = re.compile(r"[^\s:,;|<>\"']{2,120}")


def network_of(word: str, networks: Iterable[Network]) -> Network | None:
    """The network that a word names, in any of our languages."""
    sought = fold(word)
    return next(
        (one for one in networks if sought in {fold(name) for name in (one.name, str(one.label), *one.also)}),
        None,
    )


@dataclass(frozen=True, kw_only=True)
class Handle(Code):
    """A handle in one of some networks, canonically "network:handle"."""

    name: ClassVar[str] = "handle"
    label: ClassVar[Message] = _("messenger or network name")

    networks: tuple[Network, ...]

    def tidy(self, text: str, locale: Locale) -> str:
        plain = super().tidy(text, locale)
        found = ADDRESS.fullmatch(plain)
        if found:
            return self._from_address(found["host"].lower(), found["path"])
        word, _mark, handle = plain.partition(":") if ":" in plain else plain.partition(" ")
        network = network_of(word, self.networks)
        if network is None:
            raise self._which()
        return self._canonical(network, handle, locale)

    def _from_address(self, host: str, path: str) -> str:
        network = next((one for one in self.networks if host in one.hosts), None)
        if network is None:
            raise self._which()
        return f"{network.name}:{path.strip('/').removeprefix('@')}"

    def _canonical(self, network: Network, text: str, locale: Locale) -> str:
        handle = text.strip().removeprefix("@")
        if network.by_phone:
            try:
                handle = parse_phone(to_ascii(handle), locale.region).e164
            except Unreadable:
                raise Unacceptable(
                    "not_a_phone", _("This is not a phone number that can be dialled.")
                ) from None
        if not HANDLE.fullmatch(handle):
            raise Unacceptable("not_a_handle", _("Write the network and the name in it, as telegram:name."))
        return f"{network.name}:{handle}"

    def _which(self) -> Unacceptable:
        known = ", ".join(str(one.label) for one in self.networks)
        return Unacceptable(
            "which_network",
            _("Say which network this is, as telegram:name. There are: %(known)s.") % {"known": known},
        )

    def text(self, value: str | None, locale: Locale) -> str:
        network, handle = self._parts(value)
        return f"{network.label} {handle}" if network else handle

    def html(self, value: str | None, locale: Locale) -> str:
        network, handle = self._parts(value)
        if network is not None and network.address:
            return Url().html(network.address.format(handle.removeprefix("+")), locale)
        return f"{escape(network.label)} {ltr(handle)}" if network else escape(handle)

    def _parts(self, value: str | None) -> tuple[Network | None, str]:
        name, _mark, handle = (value or "").partition(":")
        return network_of(name, self.networks), handle

    def input(self, value: str | None, locale: Locale) -> str:
        return value or ""

    def schema(self) -> dict[str, JSON]:
        return {"type": "string", "pattern": f"^({'|'.join(one.name for one in self.networks)}):.+$"}

    def samples(self) -> tuple[str, ...]:
        return tuple(
            f"{one.name}:+989121234567" if one.by_phone else f"{one.name}:payvand"
            for one in self.networks[:3]
        )
