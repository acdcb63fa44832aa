"""One document a record, in the folded form that the text indexes look at."""

from typing import ClassVar

from django.db import models


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents, and the one way by which they go."""

    def drop(self) -> None:
        """Remove these documents; the text index must have let go of them before."""
        self.delete()


class Document(models.Model):
    """The searchable text of one record.

    `text` is folded, the title first, one field a line; `keys` holds the transliteration keys of the title's words.
    The text indexes beside the table are made by the migration and kept by `payvand.search.index`.
    """

    id = models.BigAutoField(primary_key=True)
    object = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=300)
    text = models.TextField()
    keys = models.CharField(max_length=400, blank=True, default="")
    archived = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Document"]] = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object", "subject_id"], name="search_document_once")]
