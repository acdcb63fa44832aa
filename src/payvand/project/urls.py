"""The addresses of the whole product: each app brings its own, and this list says where they hang."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path


@login_not_required
def health(_request: HttpRequest) -> HttpResponse:
    """Answer that this process serves; it asks no database, so that a slow one does not get the process killed."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health, name="health"),
    path("api/v1/", include("payvand.api.urls")),
    path("", include("payvand.catalog.urls")),
    path("", include("payvand.sales.urls")),
    # The generic pages answer to any Object's address, so they come last.
    path("", include("payvand.ui.urls")),
]

handler400 = "payvand.ui.pages.errors.bad_request"
handler403 = "payvand.ui.pages.errors.not_allowed"
handler404 = "payvand.ui.pages.errors.not_found"
handler500 = "payvand.ui.pages.errors.failure"
