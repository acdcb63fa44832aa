"""The addresses of the pages. The generic ones, which any Object answers to, come last."""

from payvand.ui.pages import (
    administration,
    bell,
    commands,
    exports,
    forms,
    home,
    import_undo,
    imports,
    lists,
    live,
    measures,
    preferences,
    records,
    searching,
    sign_in,
    views,
)  # fmt: skip

urlpatterns = [
    *home.urlpatterns,
    *sign_in.urlpatterns,
    *preferences.urlpatterns,
    *bell.urlpatterns,
    *administration.urlpatterns,
    *searching.urlpatterns,
    *live.urlpatterns,
    *measures.urlpatterns,
    *import_undo.urlpatterns,
    *imports.urlpatterns,
    *exports.urlpatterns,
    *views.urlpatterns,
    *forms.urlpatterns,
    *records.urlpatterns,
    *commands.urlpatterns,
    *lists.urlpatterns,
]
