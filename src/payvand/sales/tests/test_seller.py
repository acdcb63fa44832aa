"""The seller on documents: who it is for a branch, its logo, and samples of its papers."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from payvand.culture.locale import DEFAULTS
from payvand.kernel.access import system
from payvand.kernel.errors import Denied, DomainError
from payvand.kernel.models import Company, Fact
from payvand.kernel.testing.world import make_world
from payvand.sales.commands.seller import logo_of, set_logo
from payvand.sales.models.seller import seller_side
from payvand.sales.printing import block_of
from payvand.sales.testing.seller import make_seller
from payvand.sales.tests.test_printing import PIXEL

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def test_before_a_profile_is_filled_the_company_stands_on_documents():
    assert seller_side() == {"name": Company().name}


def test_a_branch_may_have_a_seller_of_its_own(world):
    branch = world.north.branch
    make_seller("مرکزی")
    make_seller("شعبه", branch={"id": branch.pk})

    assert seller_side(branch.pk)["name"] == "شعبه"
    assert seller_side(world.south.branch.pk)["name"] == "مرکزی"
    assert seller_side()["name"] == "مرکزی"


def test_the_side_becomes_a_block_in_the_language_of_the_document():
    seller = make_seller(
        name_latin="Example Co",
        city="تهران",
        street="خیابان ولیعصر",
        plaque="8",
        economic_number="10101234567",
    )

    persian, english = block_of(seller.side(), DEFAULTS["fa"]), block_of(seller.side(), DEFAULTS["en"])

    assert (persian.name, english.name) == ("شرکت نمونه", "Example Co")
    assert (persian.province, english.province) == ("تهران", "Tehran")
    assert "خیابان ولیعصر" in persian.address and persian.economic_number == "10101234567"


def test_a_wrong_memory_id_is_refused_and_a_right_one_written_in_capitals():
    with pytest.raises(DomainError) as refusal:
        make_seller(memory_id="A1-2C3")

    assert refusal.value.field == "memory_id"
    assert make_seller(memory_id="a1b2c3").memory_id == "A1B2C3"


def test_a_logo_is_kept_and_told():
    seller = make_seller()

    set_logo(seller.pk, BytesIO(PIXEL), "mark.png", actor=system())

    seller.refresh_from_db()
    kept = logo_of(seller.side()["logo"])
    assert kept is not None and kept.content == PIXEL
    assert Fact.objects.filter(name="sales.logo_changed", subject_id=seller.pk).count() == 1


@pytest.mark.parametrize(
    ("content", "code"), [(b"no picture", "no_picture"), (PIXEL + bytes(600 * 1024), "too_large")]
)
def test_what_cannot_be_a_logo_is_refused(content, code):
    seller = make_seller()

    with pytest.raises(DomainError) as refusal:
        set_logo(seller.pk, BytesIO(content), "mark.png", actor=system())

    seller.refresh_from_db()
    assert refusal.value.code == code
    assert seller.logo is None


def test_only_who_may_edit_the_seller_changes_its_logo(world):
    seller = make_seller()

    with pytest.raises(Denied):
        set_logo(seller.pk, BytesIO(PIXEL), "mark.png", actor=world.actor("ann"))


def test_the_page_takes_a_logo_and_draws_samples(client, world):
    seller = make_seller()
    client.force_login(world.alma)

    sent = client.post(
        reverse("seller_logo", args=[seller.pk]), {"file": SimpleUploadedFile("mark.png", PIXEL)}
    )
    page = client.get(sent["Location"])
    drawn = client.get(reverse("seller_sample", args=[seller.pk, "invoice", "fa"]))

    seller.refresh_from_db()
    assert seller.logo is not None and seller.logo.name == "mark.png"
    assert "mark.png" in page.content.decode()
    assert drawn["Content-Type"] == "application/pdf" and drawn.content[:5] == b"%PDF-"
    assert drawn["Cache-Control"] == "private, no-store"


def test_an_unknown_sort_of_sample_is_not_found(client, world):
    seller = make_seller()
    client.force_login(world.alma)

    assert client.get(reverse("seller_sample", args=[seller.pk, "letter", "fa"])).status_code == 404
    client.force_login(world.stranger)
    assert client.get(reverse("seller_sample", args=[seller.pk, "quote", "fa"])).status_code in (403, 404)
