"""The browser's files are named by their content, compressed, and collected only when something has changed."""

import pytest
from django.templatetags.static import static as address
from django.test import override_settings

from payvand.project import static


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "page.js").write_text('import { value } from "./part.js";\nconsole.log(value);\n')
    (folder / "part.js").write_text(f"export const value = '{'text ' * 200}';\n")
    with override_settings(
        STATIC_ROOT=tmp_path / "collected",
        STATICFILES_DIRS=[folder],
        STATICFILES_FINDERS=["django.contrib.staticfiles.finders.FileSystemFinder"],
        STORAGES={"staticfiles": {"BACKEND": "payvand.project.static.HashedStorage"}},
    ):
        yield folder


def names(folder):
    return sorted(file.name for file in folder.iterdir())


def test_a_module_names_the_hashed_name_of_what_it_imports(source, tmp_path):
    static.collect()

    page = tmp_path / "collected" / address("page.js").removeprefix("/static/")
    part = address("part.js").removeprefix("/static/")
    assert part != "part.js"
    assert f'from "./{part}"' in page.read_text()


def test_what_is_worth_it_is_compressed_and_plain_names_are_not_kept(source, tmp_path):
    static.collect()

    part = address("part.js").removeprefix("/static/")
    collected = names(tmp_path / "collected")
    assert f"{part}.br" in collected
    assert "part.js" not in collected


def test_a_second_time_nothing_is_done(source, tmp_path):
    static.collect()
    (tmp_path / "collected" / "staticfiles.json").unlink()

    static.collect()

    assert "staticfiles.json" not in names(tmp_path / "collected")


def test_a_changed_file_is_collected_again(source):
    static.collect()
    before = address("part.js")
    (source / "part.js").write_text("export const value = 1;\n")

    static.collect()

    assert address("part.js") != before
