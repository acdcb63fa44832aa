"""Files that people hand over: the bytes lie in the instance's folder once, whoever attached them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.models.user import User


class StoredFile(models.Model):
    """One uploaded file. `sha256` names the bytes in the file store; equal bytes are kept once."""

    ABOUT = ("object", "subject_id")

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(_("name"), max_length=255)
    size = models.BigIntegerField(_("size in bytes"))
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64, db_index=True)
    object = models.CharField(max_length=60, blank=True, default="")
    subject_id = models.BigIntegerField(null=True)
    uploaded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["object", "subject_id", "id"], name="kernel_file_subject")]
