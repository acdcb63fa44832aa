"""Views of a list that people keep: a query with its columns, under a name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.models.organisation import Team
from payvand.kernel.models.user import User


class SavedView(models.Model):
    """A named query of an Object: its owner's own, shared with a team, or shared with everybody."""

    id = models.BigAutoField(primary_key=True)
    object = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=100)
    layout = models.CharField(max_length=10, default="list")
    params = models.JSONField(default=dict)
    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="+")
    shared = models.BooleanField(_("shared with everybody"), default=False)
    pinned = models.BooleanField(_("pinned"), default=False)
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["object", "owner"], name="kernel_view_owner")]
