"""The demo's activities: what each seller has done with customers lately, has to do today, and has planned."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.db import transaction

from payvand.activities.commands import complete_activity
from payvand.activities.models import Activity, Outcome
from payvand.kernel import clock
from payvand.kernel.access import Actor, actor_of
from payvand.kernel.models import User
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.parties.models import Party

SUBJECTS = {
    "fa": (
        ("call", "پیگیری پیش‌فاکتور"), ("meeting", "جلسهٔ معرفی محصول"), ("task", "ارسال کاتالوگ و فهرست قیمت"),
        ("visit", "بازدید از انبار مشتری"), ("call", "تماس برای تمدید قرارداد"), ("email", "ارسال نمونهٔ قرارداد"),
    ),
    "ar": (
        ("call", "متابعة عرض السعر"), ("meeting", "اجتماع تعريف بالمنتج"), ("task", "إرسال قائمة الأسعار"),
        ("visit", "زيارة مستودع العميل"), ("email", "إرسال مسودة العقد"),
    ),
    "en": (
        ("call", "Follow up the quote"), ("meeting", "Product demonstration"), ("task", "Send the price list"),
        ("visit", "Visit their warehouse"), ("email", "Send a draft of the contract"),
    ),
}  # fmt: skip
# Days from today on which a seller's activities fall; those before today are done but for two.
DAYS = (-40, -31, -24, -18, -12, -9, -6, -4, -3, -2, -1, 0, 0, 0, 1, 1, 2, 3, 4, 6, 8, 11, 15, 22)
LEFT_BEHIND = (-3, -1)


def fill(_actor: Actor) -> None:
    """Write the demo's activities; does nothing where there are some already."""
    if Activity.objects.exists():
        return
    with transaction.atomic():
        for seller in User.objects.filter(archived_at=None, is_active=True).order_by("pk"):
            customers = list(Party.objects.current().filter(owner=seller).order_by("pk")[:12])
            if customers:
                busy(seller, customers)


def busy(seller: User, customers: Sequence[Party]) -> None:
    """The activities of one seller."""
    actor, die = actor_of(seller), random.Random(seller.pk)  # noqa: S311  (a demo, the same on each machine)
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    for number, days in enumerate(DAYS):
        kind, subject = die.choice(SUBJECTS[seller.language])
        due_at = today + timedelta(days=days, hours=5 + die.randrange(9), minutes=30 * die.randrange(2))
        values = {
            "kind": kind, "subject": subject, "party": {"id": customers[number % len(customers)].pk},
            "due_at": due_at, "minutes": 30 if kind in ("call", "task") else 60,
        }  # fmt: skip
        with clock.at(min(due_at, datetime.now(UTC)) - timedelta(days=3)):
            made = create(named("activities.activity"), values, actor=actor)
        if days < 0 and days not in LEFT_BEHIND:
            with clock.at(due_at + timedelta(hours=1)):
                complete_activity.run(made.pk, actor=actor, outcome=die.choice(Outcome.values[:4]))
