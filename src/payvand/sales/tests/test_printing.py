"""A document comes out of the printer as it was put in: its text, its order, its money, in three languages."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils.translation import gettext, override
from pypdf import PdfReader

from payvand.sales.printing import Block, Logo, Means, file_name, render
from payvand.sales.printing.render import FONTS, pages
from payvand.sales.printing.sample import sample
from payvand.sales.printing.sheet import sheet_of
from payvand.sales.printing.texts import Writer
from payvand.sales.tests.pdf_text import pages_of

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63e02fcb030001"
    "8b00f43cc5202a0000000049454e44ae426082"
)


def printed(paper):
    return "".join(pages_of(render(paper)))


def say(language, msgid):
    with override(language):
        return gettext(msgid)


def test_the_typeface_is_there():
    assert {"Vazirmatn-Regular.ttf", "Vazirmatn-Bold.ttf"} <= {path.name for path in FONTS.iterdir()}


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (
            "fa",
            [
                "شرکت نمونهٔ پارسیان",
                "بازرگانی Kian & Sons",
                "خیابان ولیعصر، کوچهٔ ۱۲، پلاک ۸، واحد ۳",
                "مشاورهٔ استقرار سامانهٔ CRM (فاز ۱)",
                "تحویل ۱۰ روز کاری پس از سفارش؛ هماهنگی: 021-88776655",
                "۱۴۰۵-۰۰۰۱۲۳",
                "۱۴۰۵/۰۹/۰۱",
                "+۹۸ ۵۱ ۳۷۶۵ ۴۳۲۱",
                "info@example.com",
                "۲۶٬۱۲۵٬۰۰۰",
                "سی و نه میلیون و هشتصد و هفتاد و پنج هزار تومان",
            ],
        ),
        (
            "ar",
            [
                "شركة المثال للبرمجيات",
                "السيد أحمد Al-Harbi",
                "طريق الملك فهد، مبنى 7712",
                "خدمات استشارية لتطبيق CRM",
                "+966 11 234 5678",
                "22/11/2026",
                "1,375.55",
                "ثلاثة آلاف وتسعمئة وتسعة وثمانون ريالا سعوديا وعشر هللات",
            ],
        ),
        (
            "en",
            [
                "Example Software Ltd",
                "CRM roll-out consulting (phase 1)",
                "+44 20 7946 0000",
                "2026-11-22",
                "1,078.27",
                "three thousand, one hundred and twenty-seven pounds sterling",
            ],
        ),
    ],
)
def test_the_text_of_a_document_reads_in_logical_order(language, texts):
    text = printed(sample(language))

    assert [one for one in texts if one not in text] == []


def test_vowel_signs_do_not_turn_the_order_of_letters():
    paper = replace(sample("ar"), note="كتابةً: مليون ريالًا فقط، محمّد، نُسخة أولى")

    assert "كتابة: مليون ريالا فقط، محمد، نسخة أولى" in printed(paper)


@pytest.mark.parametrize("kind", ["proforma", "invoice", "return"])
def test_persian_invoices_come_on_the_official_sheet(kind):
    paper = replace(
        sample("fa", kind), buyer=Block(name="سارا کریمی", national_id="0012345679"), settlement="credit"
    )

    width, height = size_of(render(paper))
    text = printed(paper)

    assert width > height
    for label in (
        "Economic code",
        "Registration no.",
        "Postal code (10 digits)",
        "Terms of sale",
        "on credit",
    ):
        assert say("fa", label) in text
    assert "۰۰۱۲۳۴۵۶۷۹" in text
    assert say("fa", "Stamp and signature of the buyer") in text


def test_a_quote_and_other_currencies_come_upright():
    for paper in (sample("fa"), replace(sample("fa", "invoice"), currency="EUR"), sample("ar", "invoice")):
        width, height = size_of(render(paper))

        assert width < height


def test_many_lines_repeat_the_head_and_count_the_pages():
    paper = sample("fa", "invoice", lines=60)

    sheets = pages_of(render(paper))

    assert len(sheets) > 1
    with_lines = [text for text in sheets if "SRV-" in text]
    assert len(with_lines) > 1
    assert all(say("fa", "Amount after discount") in text for text in with_lines)
    with override("fa"):
        counted = gettext("Page %(page)s of %(pages)s") % {"page": "", "pages": ""}
    assert all(word in sheets[-1] for word in counted.split())


def test_the_unit_of_money_is_always_named_and_the_locale_chooses_it():
    paper = sample("fa")
    in_rial = replace(paper, locale=replace(paper.locale, money_unit="rial"))
    in_millions = replace(paper, locale=replace(paper.locale, money_unit="million_toman"))

    assert "تومان" in printed(paper) and "ریال" not in printed(paper)
    assert "ریال" in printed(in_rial) and "۱۳۷٬۵۰۰٬۰۰۰" in printed(in_rial)
    assert printed(in_millions) == printed(paper)


def test_large_amounts_stay_exact():
    paper = sample("fa")
    assert paper.totals is not None
    totals = replace(paper.totals, total=Decimal(10**15) + 7)

    text = printed(replace(paper, totals=totals, locale=replace(paper.locale, money_unit="rial")))

    assert "۱٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۷" in text


def test_an_amount_beyond_words_is_printed_in_digits_alone():
    paper = sample("en")
    assert paper.totals is not None
    totals = replace(paper.totals, total=Decimal(10**20))

    assert sheet_of(replace(paper, totals=totals))["words"] is None


@pytest.mark.parametrize(
    "hostile",
    [
        '#import "@preview/x:1.0.0" *bold* _it_ $x^2$ [ ] ` \\ @ref <label> = head',
        '"}; {"items": [] } // \'',
        "</script><b>#set page(fill: red)",
    ],
)
def test_mark_up_in_a_text_is_printed_as_text(hostile):
    paper = sample("en")
    item = replace(paper.items[0], description=hostile)

    text = printed(replace(paper, items=(item,), note=hostile))

    assert text.replace("\n", "").count(hostile[:20]) == 2


def test_marks_that_turn_directions_and_control_characters_are_left_out():
    writer = Writer.of(sample("fa"))

    shown = writer.free("ab\u202ecd\u2066ef\x00g\x07h\ufeff\ud800")

    assert not set(shown) & set("\u202e\x00\x07\ufeff\ud800")
    assert (
        render(replace(sample("fa"), note="a\u202eb\x00\ud800" * 50, number="\u202e12\x1b"))[:5] == b"%PDF-"
    )


def test_a_text_of_ten_thousand_letters_stays_on_the_page():
    paper = sample("fa")
    item = replace(paper.items[0], description="ب" * 10_000)

    sheets = pages_of(render(replace(paper, items=(item,))))

    assert sum(text.count("ب") for text in sheets) >= 10_000
    assert len(sheets) > 1


def test_without_a_number_it_is_a_draft():
    text = printed(replace(sample("en"), number=""))

    assert text.count("Draft") >= 2
    assert file_name(replace(sample("en"), number="")) == "Quote.pdf"


def test_a_file_is_called_by_title_and_number():
    assert file_name(replace(sample("en"), number="Q/2026:1")) == "Quote Q-2026-1.pdf"


def test_a_receipt_prints_its_means():
    cheque = Means(
        label="چک", amount=Decimal(50_000_000), reference="1234567890123456", due_on=date(2027, 1, 1)
    )
    paper = replace(sample("fa"), kind="receipt", items=(), totals=None, means=(cheque,))

    text = printed(paper)

    assert "۱۲۳۴۵۶۷۸۹۰۱۲۳۴۵۶" in text
    assert "۵٬۰۰۰٬۰۰۰" in text
    assert "پنج میلیون تومان" in text
    assert say("fa", "Paid by") in text


def test_a_contract_prints_its_paragraphs():
    body = "ماده ۱: موضوع قرارداد\n\nماده ۲: مبلغ و شیوهٔ پرداخت"

    text = printed(replace(sample("fa"), kind="contract", items=(), totals=None, body=body))

    assert "ماده ۱: موضوع قرارداد" in text and "ماده ۲: مبلغ و شیوهٔ پرداخت" in text


def test_a_logo_is_drawn_and_a_broken_one_left_out():
    plain = render(sample("en"))
    drawn = render(replace(sample("en"), logo=Logo(content=PIXEL)))
    broken = render(replace(sample("en"), logo=Logo(content=b"no picture at all")))

    assert [len(pictures_of(pdf)) for pdf in (plain, drawn, broken)] == [0, 1, 0]
    assert pages_of(broken) == pages_of(plain)


def test_a_square_code_is_drawn_and_too_much_is_left_out():
    with_code = sheet_of(replace(sample("en"), qr="https://example.com/q/1"))
    too_much = sheet_of(replace(sample("en"), qr="x" * 5000))

    drawn = with_code["qr"]
    assert isinstance(drawn, dict)
    assert drawn["width"] ** 2 == len(drawn["pixels"])
    assert too_much["qr"] is None
    assert render(replace(sample("ar", "invoice"), qr="AQxTYW1wbGU="))[:5] == b"%PDF-"


def test_a_page_comes_as_a_picture():
    assert [one[:4] for one in pages(sample("en"))] == [b"\x89PNG"]


def pictures_of(pdf):
    return re.findall(rb"/Subtype\s*/Image\b", pdf)


def size_of(pdf):
    box = PdfReader(BytesIO(pdf)).pages[0].mediabox
    return box.width, box.height
