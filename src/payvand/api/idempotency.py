"""The Idempotency-Key of a request: the same key does the same work once, however often it is sent."""

import hashlib
from collections.abc import Callable

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from payvand.api.models import KeyedRequest
from payvand.api.problems import Refused
from payvand.kernel.access import Actor
from payvand.kernel.kinds import JSON

LONGEST = 200


def keyed_request(request: HttpRequest, actor: Actor, body_digest: bytes) -> KeyedRequest | None:
    """The request under the key that it brings, if it brings one. The digest covers address and body."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key or actor.user_id is None:
        return None
    if len(key) > LONGEST or not key.isprintable():
        message = _("An Idempotency-Key has at most %(most)d characters.") % {"most": LONGEST}
        raise Refused(400, "bad_key", message, "Idempotency-Key")
    whole = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode() + body_digest)
    return KeyedRequest.of(actor.user_id, key, whole.hexdigest())


def once(keyed: KeyedRequest | None, part: int, work: Callable[[], JSON]) -> JSON:
    """The answer of a part of a request, kept where the request has a key."""
    return work() if keyed is None else keyed.once(part, work)


def digest_of(body: bytes) -> bytes:
    """The digest of a body that is all there."""
    return hashlib.sha256(body).digest()
