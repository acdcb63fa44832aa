"""Texts are collected from Python and from templates, and what lacks a translation is known."""

import pytest

from payvand.project import catalogues


@pytest.fixture
def package(tmp_path, monkeypatch):
    (tmp_path / "templates").mkdir()
    (tmp_path / "words.py").write_text(
        'from x import gettext as _, ngettext\n_("Phone")\nngettext("a row", "rows", 2)\n'
    )
    (tmp_path / "templates" / "page.html").write_text("{% do nothing() %}<p>{{ _('Customer') }}</p>")
    monkeypatch.setattr(catalogues, "PACKAGE", tmp_path)
    return tmp_path


def test_texts_of_python_and_of_templates_are_found(package):
    assert {catalogues.first(message.id) for message in catalogues.extract() if message.id} == {
        "Phone",
        "a row",
        "Customer",
    }


def test_a_template_that_cannot_be_read_is_not_passed_over(package):
    (package / "templates" / "broken.html").write_text("{{ _('Customer')")

    with pytest.raises(Exception, match="unexpected"):
        catalogues.extract()


def test_a_new_catalogue_lacks_everything_and_knows_how_its_language_counts(package):
    lacking = catalogues.update("fa")

    assert sorted(lacking) == ["Customer", "Phone", "a row"]
    assert catalogues.load("fa").num_plurals == 2
    assert catalogues.update("ar") == lacking
    assert catalogues.load("ar").num_plurals == 6


def test_an_update_keeps_what_is_translated_and_changes_nothing_twice(package):
    catalogues.update("fa")
    file = catalogues.path("fa")
    file.write_text(file.read_text().replace('msgid "Phone"\nmsgstr ""', 'msgid "Phone"\nmsgstr "تلفن"'))

    lacking = catalogues.update("fa")
    written = file.read_text()
    catalogues.update("fa")

    assert "Phone" not in lacking
    assert ("Phone", "تلفن") in list(catalogues.translations("fa"))
    assert file.read_text() == written


def test_a_text_that_is_gone_leaves_the_catalogue(package):
    catalogues.update("fa")
    (package / "words.py").write_text("")

    catalogues.update("fa")

    assert [text for text, _ in catalogues.translations("fa")] == ["Customer"]
