"""What happens to the seller's profile beside being written."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.facts import fact


@fact("sales.logo_changed", label=_("Logo changed"), icon="photo")
class LogoChanged:
    """Another picture heads the documents from now on; an empty name: none."""

    file: str
