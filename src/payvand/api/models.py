"""What the API remembers of requests that came with an Idempotency-Key, so that one sent again does nothing twice."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import JSON

REMEMBERED = timedelta(days=7)


class KeyedRequest(models.Model):
    """A request under a key. `digest` tells another request under the same key apart."""

    user = models.ForeignKey("kernel.User", models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="api_keyed_request_once")]
        indexes = [models.Index(fields=["at"], name="api_keyed_request_at")]

    @classmethod
    def of(cls, user_id: int, key: str, digest: str) -> "KeyedRequest":
        """The request under this key, new or come again. Raises DomainError where the key stood for another one."""
        now = datetime.now(UTC)
        found, _made = cls.objects.get_or_create(
            user_id=user_id, key=key, defaults={"digest": digest, "at": now}
        )
        if found.digest != digest:
            raise DomainError(
                "key_reused", _("This Idempotency-Key was used for another request."), "Idempotency-Key"
            )
        return found

    def once(self, part: int, work: Callable[[], JSON]) -> JSON:
        """The answer of a part of the request: kept before, or done now and kept in the same transaction."""
        with transaction.atomic():
            KeyedRequest.objects.select_for_update(no_key=True).get(pk=self.pk)
            kept = self.parts.filter(number=part).first()
            if kept is None:
                kept = self.parts.create(number=part, answer=work())
            return kept.answer


class KeyedPart(models.Model):
    """The answer to one part of a keyed request: one batch of an upsert, or the whole of a small one."""

    request = models.ForeignKey(KeyedRequest, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    answer = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "number"], name="api_keyed_part_once")]


def forget_old_requests() -> None:
    """Let go of keys that nobody will send again."""
    KeyedRequest.objects.filter(at__lt=datetime.now(UTC) - REMEMBERED).delete()
