"""What administrators do to the access of people: kept like every other fact, since it is asked for first."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.facts import fact


@fact("access.rights_changed", label=_("Permissions changed"), icon="shield-lock")
class RightsChanged:
    """Lines of a role's permissions changed; `text` has one change a line, by the names that the API uses."""

    text: str


@fact("access.password_set", label=_("Password set"), icon="key")
class PasswordSet:
    """A user's password was set by the user or by an administrator."""


@fact("access.token_issued", label=_("API token issued"), icon="key")
class TokenIssued:
    """A bearer token was made; `text` is its first letters and its label."""

    text: str


@fact("access.token_revoked", label=_("API token revoked"), icon="key")
class TokenRevoked:
    """A bearer token was made worthless; `text` is its first letters and its label."""

    text: str
