"""Words that the demo's deals are made of: pipelines and stages, what is sold, next steps, reasons, rivals, notes."""

# name | category | probability | days until stuck; the pipeline's name stands first
PIPELINES = (
    ("فروش سازمانی", (
        ("شناسایی نیاز", "open", 10, 20), ("ارائه و نمونه", "open", 30, 20), ("پیشنهاد قیمت", "open", 55, 15),
        ("مذاکره", "open", 75, 15), ("موفق", "won", 100, None), ("ناموفق", "lost", 0, None),
    )),
    ("صادرات", (
        ("Enquiry", "open", 10, 30), ("Samples sent", "open", 35, 30), ("Terms agreed", "open", 70, 25),
        ("Won", "won", 100, None), ("Lost", "lost", 0, None),
    )),
    ("تمدید قرارداد", (
        ("یادآوری", "open", 50, 15), ("گفت‌وگو", "open", 70, 15), ("تأیید", "open", 90, 10),
        ("تمدید شد", "won", 100, None), ("تمدید نشد", "lost", 0, None),
    )),
)  # fmt: skip

TOPICS = {
    "fa": (
        "تأمین سالانهٔ {}", "قرارداد شش‌ماههٔ {}", "سفارش آغازین {}", "طرح فروش ویژهٔ {}", "تجهیز شعبهٔ تازهٔ {}",
        "سبد ماه رمضان {}", "سبد نوروزی {}", "افزودن کالای تازه به {}",
    ),
    "renewal": ("تمدید قرارداد {}", "تمدید سالانهٔ {}"),
    "ar": ("توريد سنوي لـ {}", "طلب أول من {}", "عقد موسمي لـ {}"),
    "en": ("Annual supply for {}", "First container for {}", "Private label for {}"),
}  # fmt: skip

NEXT_STEPS = {
    "fa": (
        "تماس برای تعیین جلسه",
        "ارسال نمونه",
        "ارسال پیش‌فاکتور",
        "پیگیری نظر مدیر خرید",
        "جلسه با مدیرعامل",
        "بازبینی شرایط پرداخت",
        "هماهنگی زمان تحویل",
    ),
    "ar": ("إرسال العينات", "متابعة عرض السعر", "اتصال بالمدير"),
    "en": ("Send samples", "Call about the quotation", "Agree on payment terms"),
}

NOTES = {
    "fa": (
        "مدیر خرید نمونه‌ها را پسندید.",
        "منتظر تصویب بودجه‌اند.",
        "رقیب پنج درصد تخفیف داده است.",
        "برای پرداخت سه‌ماهه چانه می‌زنند.",
        "انبارشان تا پایان ماه جا ندارد.",
    ),
    "ar": ("أعجبتهم العينات.", "بانتظار الموافقة على الميزانية."),
    "en": ("They liked the samples.", "Waiting for the import licence."),
}

LOST_REASONS = (
    "قیمت بالا",
    "خرید از رقیب",
    "نبود بودجه",
    "تصمیم به تعویق افتاد",
    "نیاز برطرف شد",
    "پاسخ ندادند",
)
LOST_NOTES = {
    "fa": (
        "قیمت رقیب پایین‌تر بود و به شرایط پرداخت هم راضی نشدند.",
        "بودجهٔ امسال تمام شده است؛ سال آینده.",
        "مدیر خرید عوض شد و پرونده بسته شد.",
        "پس از سه پیگیری پاسخی ندادند.",
    ),
    "ar": ("سعر المنافس أقل.", "تأجل القرار إلى العام القادم."),
    "en": ("The freight made us too dear.", "They buy locally now."),
}
RIVALS = ("پخش سپیدان", "توزیع آرمین", "گروه بازرگانی دنا", "Gulf Foods Trading")
CHECKLIST = ("تماس با تصمیم‌گیر", "ارسال نمونهٔ کالا")
SOURCES = ("referral", "website", "exhibition", "cold_call", "visit", "search")
