"""What happens to files: that records left the house, and by whose hand."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.facts import fact


@fact("integration.records_exported", label=_("Records exported"), icon="download")
class RecordsExported:
    """Records of an Object were written to a file. The subject is the Object as a whole, so its number is 0."""

    format: str
    where: str
    columns: list[str]
    count: int
