"""Sample values for the gallery, in Persian and in English; invented, and no part of any product page."""

from dataclasses import replace
from typing import Any

from payvand.ui.components import (
    Column,
    Control,
    Detail,
    Figure,
    MenuItem,
    Option,
    Progress,
    Row,
    Step,
    Tab,
    Table,
    Tone,
)
from payvand.ui.frame import Frame, Look, Place, Preference, Viewer

LOOKS = {
    "fa": Look(
        language="fa", direction="rtl", calendar="persian", digits="arabext", money_unit="toman", today="2026-11-21"
    ),
    "ar": Look(
        language="ar", direction="rtl", calendar="islamic-umalqura", digits="arab", money_unit="SAR", region="SA",
        first_weekday=6, weekend=(4, 5), today="2026-11-21",
    ),
    "en": Look(
        language="en", direction="ltr", calendar="gregory", digits="latn", money_unit="IRR", region="GB",
        first_weekday=0, weekend=(5, 6), today="2026-11-21",
    ),
}  # fmt: skip

# English is the key; what has no Persian stays as it is.
PERSIAN = {
    "Home": "خانه", "Customers": "مشتریان", "Opportunities": "فرصت‌ها", "Tickets": "تیکت‌ها", "Calendar": "تقویم",
    "Reports": "گزارش‌ها", "Settings": "تنظیمات", "Tehran shops": "فروشگاه‌های تهران", "Overdue": "عقب‌افتاده",
    "Negotiation": "مذاکره", "Lead": "سرنخ", "Qualified": "ارزیابی‌شده", "Proposal": "پیشنهاد قیمت", "Won": "موفق",
    "Lost": "ناموفق", "Active": "فعال", "Dormant": "راکد", "Prospect": "بالقوه", "Name": "نام", "Stage": "مرحله",
    "Owner": "مسئول", "City": "شهر", "Balance": "مانده حساب", "Phone": "تلفن", "Last contact": "آخرین تماس",
    "Tehran": "تهران", "Isfahan": "اصفهان", "Shiraz": "شیراز", "Tabriz": "تبریز", "Mashhad": "مشهد",
    "Sara Rahimi": "سارا رحیمی", "Babak Kiani": "بابک کیانی", "Nika Foods": "صنایع غذایی نیکا",
    "Aftab Distribution": "پخش سراسری آفتاب", "Mehr Pharmacy": "داروخانهٔ مهر", "Sepid Trading": "بازرگانی سپید",
    "Kohan Tools": "ابزار کهن", "Laleh Bakery": "قنادی لاله", "Omid Clinic": "کلینیک امید",
    "Parsa Electric": "برق پارسا", "Arman Books": "کتاب آرمان", "Danesh Institute": "مؤسسهٔ دانش",
    "Yesterday": "دیروز", "3 days ago": "۳ روز پیش", "2 hours ago": "۲ ساعت پیش", "Today": "امروز",
    "Organisation": "سازمان", "Distributor in Tehran": "پخش‌کننده در تهران", "Open balance": "ماندهٔ باز",
    "Value tier": "ردهٔ ارزش", "Gold": "طلایی", "Open complaints": "شکایت‌های باز", "Next action": "اقدام بعدی",
    "Call about the renewal": "تماس دربارهٔ تمدید", "Satisfaction": "رضایت", "Email": "ایمیل",
    "National id": "شناسهٔ ملی", "Source": "منبع", "Exhibition": "نمایشگاه", "Birthday": "تاریخ تولد",
    "Amount": "مبلغ", "Toman": "تومان", "Rial": "ریال", "Notes": "یادداشت", "Tags": "برچسب‌ها",
    "Wholesale": "عمده‌فروش", "Key account": "مشتری کلیدی", "Receives the newsletter": "خبرنامه می‌گیرد",
    "Parent company": "شرکت مادر", "File": "فایل", "Period": "بازه", "Visit at": "زمان بازدید",
    "Save": "ذخیره", "Cancel": "انصراف", "Edit": "ویرایش", "Archive": "بایگانی", "Delete": "حذف", "Call": "تماس",
    "Copy the link": "رونوشت پیوند", "Timeline": "سوابق", "Details": "مشخصات", "Relations": "روابط", "Files": "فایل‌ها",
    "List": "فهرست", "Board": "بُرد", "New customer": "مشتری تازه", "Filter": "پالایه", "Export": "خروجی",
    "is": "برابر", "over": "بیش از", "500 million Toman": "۵۰۰ میلیون تومان", "this quarter": "این فصل",
    "Expected close": "تاریخ احتمالی", "in": "در", "12,304": "۱۲٬۳۰۴", "Language": "زبان", "Theme": "پوسته",
    "Density": "تراکم", "Digits": "ارقام", "Money": "پول", "Auto": "خودکار", "Light": "روشن", "Dark": "تیره",
    "Comfortable": "راحت", "Compact": "فشرده", "Sales manager": "مدیر فروش", "File and mapping": "فایل و ستون‌ها",
    "Preview": "پیش‌نمایش", "Run": "اجرا", "Upload": "بارگذاری", "Your first customers": "نخستین مشتریان شما",
    "Every person and firm you deal with has one page here: what was said, sold and promised.":
        "هر فرد و شرکتی که با او کار دارید اینجا یک صفحه دارد: گفته‌ها، فروش‌ها و قول‌ها.",
    "Import a file": "ورود از فایل", "The file could not be read": "فایل خوانده نشد",
    "It is not a spreadsheet. Save it as XLSX or CSV and drop it again.":
        "این فایل صفحه‌گسترده نیست. آن را با قالب XLSX یا CSV ذخیره کنید و دوباره بیندازید.",
    "Try again": "دوباره", "Importing customers": "ورود مشتریان", "3,120 of 4,383": "۳٬۱۲۰ از ۴٬۳۸۳",
    "Called and agreed on the price list": "تماس گرفت و بر سر لیست قیمت توافق شد",
    "Quote 1404-118 was sent": "پیش‌فاکتور ۱۴۰۴/۱۱۸ فرستاده شد", "Note": "یادداشت",
    "They move to the new warehouse in spring and want delivery twice a week.":
        "بهار به انبار تازه می‌روند و تحویل دو بار در هفته می‌خواهند.",
    "Complaint closed": "شکایت بسته شد", "A number is needed.": "شماره لازم است.",
    "With the country code or without it.": "با کد کشور یا بی آن.", "This customer may exist already":
        "شاید این مشتری از پیش باشد", "Nika Foods has the same phone number.": "صنایع غذایی نیکا همین تلفن را دارد.",
    "Customer saved": "مشتری ذخیره شد", "New opportunity": "فرصت تازه", "New ticket": "تیکت تازه",
    "Contact": "تماس", "Sales": "فروش", "Only what is needed first; the rest may wait.":
        "نخست آنچه لازم است؛ باقی بماند برای بعد.", "More": "بیشتر", "Components": "اجزا", "Total": "جمع",
    "Search for a company": "جست‌وجوی شرکت", "up 12% on last quarter": "۱۲٪ بیش از فصل پیش", "overdue": "عقب‌افتاده",
}  # fmt: skip

FIRMS: tuple[tuple[str, str, str, Tone, int, str], ...] = (
    ("Nika Foods", "Tehran", "Negotiation", "info", 1_284_500_000, "Yesterday"),
    ("Aftab Distribution", "Isfahan", "Won", "success", 12_750_000, "3 days ago"),
    ("Mehr Pharmacy", "Shiraz", "Proposal", "accent", -48_200_000, "2 hours ago"),
    ("Sepid Trading", "Tabriz", "Lost", "danger", 0, "3 days ago"),
    ("Kohan Tools", "Mashhad", "Lead", "neutral", 94_000_000, "Today"),
    ("Laleh Bakery", "Tehran", "Qualified", "primary", 7_300_000, "Yesterday"),
    ("Omid Clinic", "Shiraz", "Negotiation", "info", 310_000_000, "Yesterday"),
    ("Parsa Electric", "Tehran", "Won", "success", 2_050_400_000, "Today"),
    ("Arman Books", "Isfahan", "Proposal", "accent", 18_900_000, "3 days ago"),
    ("Danesh Institute", "Tabriz", "Lead", "neutral", 0, "2 hours ago"),
)


class Specimens:
    """The sample values in one language."""

    def __init__(self, language: str) -> None:
        self.look = LOOKS[language]
        self.persian = language in ("fa", "ar")

    def say(self, text: str) -> str:
        """The text in this language."""
        return PERSIAN.get(text, text) if self.persian else text

    def digits(self, text: str) -> str:
        """The text with the digits of this language."""
        ours = str.maketrans("0123456789,", "۰۱۲۳۴۵۶۷۸۹٬")
        return text.translate(ours) if self.persian else text

    def frame(self, address: str, **look: Any) -> Frame:
        """The shell round the gallery."""
        say = self.say
        places = [
            ("Home", "home"), ("Customers", "users"), ("Opportunities", "target-arrow"), ("Tickets", "ticket"),
            ("Calendar", "calendar"), ("Reports", "chart-bar"), ("Settings", "settings"),
        ]  # fmt: skip
        return Frame(
            look=replace(self.look, **look),
            viewer=Viewer(name=say("Sara Rahimi"), detail=say("Sales manager")),
            brand="پیوند" if self.persian else "Payvand",
            home=address,
            places=[
                Place(label=say(label), href=f"{address}?{icon}", icon=icon, current=label == "Customers",
                      count=self.digits("12") if label == "Tickets" else "")
                for label, icon in places
            ] + [Place(label=say("Tehran shops"), href=f"{address}?pinned", icon="bookmark", pinned=True)],
            create=[
                MenuItem(label=say("New customer"), href=address, icon="user-plus", kbd="P"),
                MenuItem(label=say("New opportunity"), href=address, icon="target-arrow", kbd="O"),
                MenuItem(label=say("New ticket"), href=address, icon="ticket", kbd="T"),
            ],
            preferences=self.preferences(),
            account=[MenuItem(label=say("Settings"), href=address, icon="settings")],
            palette_url=f"{address}palette", preferences_url=f"{address}preferences", sign_out_url=address,
            notifications_url=f"{address}notifications", notifications=self.digits("3"),
            work_url=f"{address}notifications",
        )  # fmt: skip

    def preferences(self) -> list[Preference]:
        """The switches of the user's menu."""
        say, look = self.say, self.look
        return [
            Preference(name="language", label=say("Language"), value=look.language, options=[
                Option(value="fa", text="فارسی"), Option(value="ar", text="العربية"), Option(value="en", text="English")
            ]),
            Preference(name="calendar", label=say("Calendar"), value=look.calendar, options=[
                Option(value="persian", text="شمسی" if self.persian else "Jalali"),
                Option(value="gregory", text="میلادی" if self.persian else "Gregorian"),
                Option(value="islamic-umalqura", text="قمری" if self.persian else "Hijri"),
            ]),
            Preference(name="digits", label=say("Digits"), value=look.digits, options=[
                Option(value="arabext", text="۱۲۳"), Option(value="arab", text="١٢٣"), Option(value="latn", text="123")
            ]),
            Preference(name="money_unit", label=say("Money"), value=look.money_unit, options=[
                Option(value="toman", text=say("Toman")), Option(value="IRR", text=say("Rial"))
            ]),
            Preference(name="theme", label=say("Theme"), value=look.theme, options=[
                Option(value="auto", text=say("Auto")), Option(value="light", text=say("Light")),
                Option(value="dark", text=say("Dark")),
            ]),
            Preference(name="density", label=say("Density"), value=look.density, options=[
                Option(value="comfortable", text=say("Comfortable")), Option(value="compact", text=say("Compact"))
            ]),
        ]  # fmt: skip

    def table(self, address: str, rows: list[Row], next_url: str = "") -> Table:
        """A list of customers; `rows` hold rendered cells."""
        say = self.say
        return Table(
            id="customers", label=say("Customers"), rows=rows, next_url=next_url,
            edit_url=f"{address}cell/{{id}}/{{field}}", columns_url=f"{address}columns", total=self.digits("12,304"),
            totals_label=say("Total"),
            columns=[
                Column(name="name", label=say("Name"), lead=True, sort="asc", sort_href=address, width=250),
                Column(name="stage", label=say("Stage"), width=150, sort_href=address),
                Column(name="city", label=say("City"), editable=True, width=130, sort_href=address),
                Column(name="balance", label=say("Balance"), align="end", width=170, sort_href=address,
                       total=self.digits("3,728,650,000")),
                Column(name="phone", label=say("Phone"), width=170),
                Column(name="owner", label=say("Owner"), width=160),
                Column(name="contact", label=say("Last contact"), width=140),
            ],
        )  # fmt: skip

    def controls(self, address: str) -> list[Control]:
        """One control of every editor."""
        say = self.say
        stages = [
            Option(value=name, text=say(name)) for name in ("Lead", "Qualified", "Proposal", "Won", "Lost")
        ]
        tags = [Option(value="w", text=say("Wholesale")), Option(value="k", text=say("Key account"))]
        day = "۱۴۰۵/۸/۳۰" if self.persian else "21 November 2026"
        return [
            Control(editor="text", name="name", label=say("Name"), value=say("Nika Foods"), required=True),
            Control(editor="choice", name="stage", label=say("Stage"), value="Qualified", options=stages,
                    required=True),
            Control(editor="phone", name="phone", label=say("Phone"), value="+98 21 8932 6444",
                    help=say("With the country code or without it.")),
            Control(editor="email", name="email", label=say("Email"), placeholder="info@nika.example"),
            Control(editor="money", name="amount", label=say("Amount"), value="25000000", unit_value="toman",
                    units=[Option(value="toman", text=say("Toman")), Option(value="IRR", text=say("Rial"))]),
            Control(editor="number", name="id", label=say("National id"), errors=[say("A number is needed.")]),
            Control(editor="day", name="birthday", label=say("Birthday"), value=day, attrs={"data-iso": "2026-11-21"}),
            Control(editor="moment", name="visit", label=say("Visit at"), attrs={"data-iso": "2026-11-21T10:30"}),
            Control(editor="day_range", name="period", label=say("Period")),
            Control(editor="link", name="parent", label=say("Parent company"), options_url=f"{address}options",
                    placeholder=say("Search for a company"), create_url=f"{address}dialog"),
            Control(editor="choices", name="tags", label=say("Tags"), chosen=tags, options=[*tags, *stages]),
            Control(editor="switch", name="news", label=say("Receives the newsletter"), value="true"),
            Control(editor="boolean", name="key", label=say("Key account"), value="true"),
            Control(editor="textarea", name="notes", label=say("Notes"), wide=True, rows=3,
                    value=say("They move to the new warehouse in spring and want delivery twice a week.")),
            Control(editor="file", name="file", label=say("File"), wide=True, accept=".csv,.xlsx,.vcf",
                    text="CSV, XLSX, vCard"),
        ]  # fmt: skip

    def figures(self, address: str) -> list[Figure]:
        """The decision strip of a customer."""
        say = self.say
        return [
            Figure(label=say("Value tier"), value=say("Gold"), icon="trophy", href=address),
            Figure(
                label=say("Open balance"), value=self.digits("1,284,500,000"), hint=say("Toman"), href=address
            ),
            Figure(label=say("Last contact"), value=say("Yesterday"), hint=say("Sara Rahimi"), icon="clock"),
            Figure(
                label=say("Next action"),
                value=say("Call about the renewal"),
                tone="danger",
                hint=say("overdue"),
            ),
            Figure(label=say("Open complaints"), value=self.digits("0"), tone="success"),
            Figure(
                label=say("Satisfaction"),
                value=self.digits("4.6"),
                trend="up",
                hint=say("up 12% on last quarter"),
            ),
        ]

    def details(self, address: str) -> list[Detail]:
        """Facts of a customer."""
        say = self.say
        return [
            Detail(label=say("City"), value=say("Tehran"), edit_url=f"{address}cell/1/city"),
            Detail(label=say("Source"), value=say("Exhibition"), edit_url=f"{address}cell/1/source"),
            Detail(label=say("Owner"), value=say("Babak Kiani")),
            Detail(label=say("National id"), value="", edit_url=f"{address}cell/1/id"),
        ]

    def steps(self) -> list[Step]:
        """Stages of an opportunity."""
        states: list[tuple[str, Progress]] = [
            ("Lead", "done"),
            ("Qualified", "done"),
            ("Proposal", "current"),
            ("Negotiation", "todo"),
            ("Won", "todo"),
        ]
        return [Step(label=self.say(name), state=state, href="#") for name, state in states]

    def import_steps(self) -> list[Step]:
        """Steps of an import."""
        states: list[tuple[str, Progress]] = [
            ("Upload", "done"),
            ("File and mapping", "current"),
            ("Preview", "todo"),
            ("Run", "todo"),
        ]
        return [Step(label=self.say(name), state=state) for name, state in states]

    def menu(self) -> list[MenuItem]:
        """What may be done with a record."""
        say = self.say
        return [
            MenuItem(label=say("Edit"), icon="edit", kbd="E"),
            MenuItem(label=say("Copy the link"), icon="link"),
            MenuItem(label=say("Archive"), icon="archive"),
            MenuItem(label=say("Delete"), icon="trash", danger=True, divided=True),
        ]

    def tabs(self, address: str) -> list[Tab]:
        """Tabs of a record."""
        say = self.say
        return [
            Tab(label=say("Timeline"), href=address, current=True, icon="history"),
            Tab(label=say("Details"), href=address),
            Tab(label=say("Relations"), href=address, count=self.digits("4")),
            Tab(label=say("Files"), href=address, count=self.digits("12")),
        ]
