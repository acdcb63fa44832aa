"""Files of every sort and state, as tables."""

import codecs
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet

from payvand.integration.readers import UnreadableFile, examine, open_table
from payvand.integration.readers.archive import MOST_ENTRIES
from payvand.integration.readers.sheet import SheetTable, large_rows
from payvand.integration.readers.table import LARGEST_FILE, LONGEST_CELL, MOST_COLUMNS
from payvand.integration.readers.text import TextTable

PERSIAN = "نام;شهر;یادداشت\r\nعلی كريمي;تهران;مشتری خوب\r\nزهرا;اصفهان;پیگیری\r\n"


def table(tmp_path: Path, content: bytes | str, name: str = "file.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_table(path, name)


def cells(found) -> list[list[object]]:
    return [line.cells for line in found.lines()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_its_mark(tmp_path, encoding):
    found = table(tmp_path, (PERSIAN * 3).encode(encoding))

    assert found.headers == ("نام", "شهر", "یادداشت")
    assert cells(found)[0] == ["علی كريمي", "تهران", "مشتری خوب"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("الاسم,المدينة\nمحمد علي,القاهرة\nفاطمة,مكة المكرمة\n", "cp1256"),
        ("نام,شهر\nمحمد رضا,تهران\nمريم,اصفهان\n", "cp1256"),
        ("Prénom,Ville\nAndré,Orléans\nZoë,Besançon\n", "cp1252"),
        ("Name,City\nAnn,York\nJürgen,München\n", "cp1252"),
    ],
)
def test_old_encodings_are_found_out_by_their_letters(tmp_path, text, encoding):
    found = table(tmp_path, text.encode(encoding))

    assert [",".join(map(str, row)) for row in [found.headers, *cells(found)]] == text.splitlines()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "؛"])
def test_the_delimiter_is_found_out(tmp_path, delimiter):
    text = "\n".join(delimiter.join(row) for row in [("name", "note"), ("Oak", '"a, b; c"'), ("Elm", "d")])

    assert cells(table(tmp_path, text)) == [["Oak", "a, b; c"], ["Elm", "d"]]


def test_a_declared_delimiter_wins(tmp_path):
    found = table(tmp_path, "sep=|\na,b|c\n1,2|3\n")

    assert (found.headers, cells(found)) == (("a,b", "c"), [["1,2", "3"]])


def test_titles_above_the_header_and_empty_lines_are_passed_over_but_numbered(tmp_path):
    found = table(tmp_path, "Report of May,,\n,,\nname,age,\nOak,7,\n,,\nElm,8,\n")

    assert found.headers == ("name", "age")
    assert [(line.number, line.cells) for line in found.lines()] == [(4, ["Oak", "7"]), (6, ["Elm", "8"])]


def test_columns_without_a_name_or_with_the_same_one_are_told_apart(tmp_path):
    found = table(tmp_path, "phone,,phone,x\n1,2,3,4\n")

    assert found.headers == ("phone", "#2", "phone (2)", "x")


def test_short_lines_are_filled_and_what_is_beyond_the_header_stays(tmp_path):
    assert cells(table(tmp_path, "a,b\n1\n1,2,3\n1,2,\n")) == [["1", None], ["1", "2", "3"], ["1", "2"]]


def test_cells_may_hold_line_ends_and_quotes(tmp_path):
    assert cells(table(tmp_path, 'a,b\n"x\ny","say ""hi"""\n')) == [["x\ny", 'say "hi"']]


def write_sheet(path: Path, rows) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("data")
    for row in rows:
        book["data"].append(row)
    book.save(path)


def test_a_spreadsheet_gives_typed_cells_from_its_first_filled_sheet(tmp_path):
    path = tmp_path / "t.xlsx"
    write_sheet(path, [["نام", "تولد", "عدد", "تلفن"], ["علی", date(1990, 5, 1), 12.5, 9121234567]])

    found = open_table(path)

    assert found.headers == ("نام", "تولد", "عدد", "تلفن")
    assert cells(found) == [["علی", date(1990, 5, 1), 12.5, 9121234567]]


def test_the_reader_of_large_sheets_reads_the_same(tmp_path, monkeypatch):
    path = tmp_path / "t.xlsx"
    write_sheet(path, [["a", "b"], [1, date(2024, 1, 1)], ["x", None]])
    small = cells(SheetTable(path))

    monkeypatch.setattr("payvand.integration.readers.sheet.AT_ONCE", 0)
    large = SheetTable(path)

    assert large.is_large
    assert cells(large) == small == [[1, date(2024, 1, 1)], ["x", None]]
    assert next(large_rows(path)) == ("a", "b")


def test_lines_of_json_and_parquet_keep_their_types(tmp_path):
    parquet.write_table(
        pa.table({"name": ["Oak"], "age": [7.0], "day": [date(2024, 1, 2)]}), tmp_path / "t.parquet"
    )

    lines = table(tmp_path, '{"name": "Oak", "tags": ["a"]}\n\n{"age": 7}\n', "t.jsonl")
    columns = open_table(tmp_path / "t.parquet")

    assert (lines.headers, cells(lines)) == (("name", "tags", "age"), [["Oak", ["a"], None], [None, None, 7]])
    assert cells(columns) == [["Oak", 7, date(2024, 1, 2)]]


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (64 * 1024 * 1024))


def crowd(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(MOST_ENTRIES + 1):
            archive.writestr(f"xl/{number}", b"")


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        examine(open_table(path, path.name))
    assert str(caught.value)
    return caught.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\n\n\n", "empty_file"),
        (codecs.BOM_UTF8, "empty_file"),
        (b"name,age\n", "empty_file"),
        (b"\x7fELF\x02\x01\x01\0" + bytes(range(256)) * 20, "not_text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not_text"),
        (b"PK\x03\x04 no archive at all", "broken_archive"),
        (b"PAR1 no parquet", "broken_parquet"),
        (b'{"a": 1}\n[1]\n', "not_json"),
        (b'a,b\n"never closed,1\n' + b"x,y\n" * 300_000, "cell_too_long"),
        (b"a," * (MOST_COLUMNS + 1) + b"\n1\n", "too_many_columns"),
        (b"a,b\n" + "سلام,ب\n".encode() * 200_000 + "سلام,ب\n".encode("cp1256"), "wrong_encoding"),
        (b"BEGIN:VCARD\nEND:VCARD\n", "empty_file"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, content, code):
    path = tmp_path / ("file.jsonl" if content.startswith(b"{") else "file.csv")
    path.write_bytes(content)

    assert refusal(path) == code


@pytest.mark.parametrize("make", [bomb, crowd])
def test_an_archive_that_unpacks_to_too_much_is_refused_unopened(tmp_path, make):
    make(tmp_path / "bomb.xlsx")

    assert refusal(tmp_path / "bomb.xlsx") == "zip_bomb"


def test_a_file_beyond_two_gigabytes_is_refused_at_once(tmp_path):
    with (tmp_path / "huge.csv").open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)

    assert refusal(tmp_path / "huge.csv") == "file_too_large"


def test_the_place_where_another_encoding_begins_is_told(tmp_path):
    path = tmp_path / "file.csv"
    path.write_bytes(b"a,b\n" + b"x,y\n" * 400_000 + "é,ü\n".encode("cp1252"))

    with pytest.raises(UnreadableFile) as caught:
        examine(TextTable(path))

    assert "Line 400002 " in str(caught.value)


def test_a_cell_may_be_as_long_as_is_allowed(tmp_path):
    assert len(str(cells(table(tmp_path, f"a,b\n{'x' * (LONGEST_CELL - 1)},1\n"))[0][0])) == LONGEST_CELL - 1
