"""What people and programs write above their columns, in three languages, and the fields that are meant.

The keys are names that a field may have; an Object without such a field passes them over. Header rows of Google,
Outlook, HubSpot and Salesforce exports are covered. A word with a question mark gives way to any other column.
"""

from typing import Final

# Names of a field, the likeliest first, and below them the headers that mean it.
_WORDS: Final = """
given_name, first_name, name:
    first name, given name, forename, نام کوچک, اسم کوچک, الاسم الأول, الاسم الشخصي, prénom
family_name, last_name, surname, name:
    last name, family name, surname, نام خانوادگی, فامیلی, فامیل, شهرت, اسم العائلة, الاسم الأخير
    اللقب, nom de famille
name, title:
    name, full name, display name, contact name, account name, customer name, company name, account
    customer, نام, نام و نام خانوادگی, نام کامل, نام مشتری, نام طرف حساب, طرف حساب, مشتری, الاسم
    الاسم الكامل, اسم العميل, العميل
name_latin:
    latin name, english name, name in english, نام لاتین, نام انگلیسی, الاسم بالإنجليزية
honorific:
    title?, salutation, name prefix, prefix, honorific, عنوان احترام, لقب, اللقب التشريفي
nickname:
    nickname, nick, short name, نام مستعار, الكنية
kind:
    kind, record type, party type, نوع شخص, حقیقی حقوقی, نوع مشتری, النوع
gender:
    gender, sex, جنسیت, جنس, الجنس
phones, phone, mobile:
    phone, phones, telephone, tel, mobile, cell, cellphone, mobile phone, cell phone, phone number
    mobile number, mobile phone number, home phone, business phone, work phone, other phone
    primary phone, company main phone, car phone, fax, home fax, business fax, work fax, other fax
    fax number, assistant s phone, pager, whatsapp phone number, phone value, تلفن, شماره تلفن
    تلفن ثابت, تلفن همراه, موبایل, همراه, شماره موبایل, شماره همراه, شماره تماس, تلفن تماس, فکس, نمابر
    دورنگار, الهاتف, رقم الهاتف, هاتف, الجوال, جوال, الموبايل, رقم الجوال, الفاكس
emails, email:
    email, e mail, emails, email address, e mail address, mail, e mail value, work email
    additional email addresses, ایمیل, پست الکترونیک, پست الکترونیکی, رایانامه, نشانی ایمیل
    آدرس ایمیل, البريد الإلكتروني, البريد, ايميل
messengers, messenger:
    messenger, messengers, im, telegram, whatsapp, skype, instagram, تلگرام, واتساپ, پیام رسان
organisation, organization, company:
    organisation, organization, company, employer, organization name, organization 1 name
    company name, associated company, سازمان, شرکت, نام شرکت, محل کار, موسسه, الشركة, اسم الشركة
    المؤسسة
parent, parent_company:
    parent, parent company, parent account, subsidiary of, شرکت مادر, هلدینگ, زیرمجموعه, الشركة الأم
department:
    department, organization department, واحد, بخش, دپارتمان, القسم
job_title, position:
    job title, position, occupation, organization title, role, title, profession, سمت, عنوان شغلی, شغل
    پست سازمانی, المسمى الوظيفي, الوظيفة, المنصب
birth_day, birthday, birth_date, born:
    birthday, birth day, birth date, date of birth, dob, bday, تاریخ تولد, تولد, روز تولد
    تاريخ الميلاد, الميلاد
sector, industry:
    industry, sector, line of business, صنعت, حوزه فعالیت, زمینه فعالیت, القطاع, الصناعة, مجال العمل
website, url, web:
    website, website url, web page, web, url, homepage, home page, company domain name, domain name
    وب سایت, وبسایت, سایت, تارنما, الموقع, الموقع الإلكتروني
annual_revenue, revenue:
    annual revenue, revenue, turnover, sales, درآمد سالانه, درآمد, گردش مالی, فروش سالانه, الإيرادات
    الإيراد السنوي
employees, employee_count:
    employees, number of employees, employee count, headcount, company size, تعداد کارکنان
    تعداد پرسنل, کارکنان, پرسنل, عدد الموظفين, الموظفون
founded, founded_on, year_established:
    founded, year founded, year established, year started, established, سال تاسیس, تاریخ تاسیس, تأسیس
    سنة التأسيس
source, lead_source:
    source, lead source, account source, original source, منبع, نحوه آشنایی, المصدر, مصدر العميل
owner:
    owner, مسئول, مالک, المسؤول, المالك
team:
    team, hubspot team, sales team, تیم, گروه فروش, الفريق
tags:
    tags, labels, categories, group membership, keywords, برچسب, برچسب ها, گروه, دسته, دسته بندی
    الوسوم, التصنيفات
description, notes, note:
    description, notes, note, comments, comment, remarks, remark, memo, message, membership notes
    توضیحات, توضیح, یادداشت, ملاحظات, شرح, الملاحظات, ملاحظة, الوصف
country:
    address country, business country region, home country region?, mailing country?, country
    country region, office location, billing country, mailing country, کشور, البلد, الدولة
province, state:
    address region, business state, home state?, province, state, state region, region, billing state
    استان, المحافظة, الولاية
city:
    address city, business city, home city?, city, town, billing city, mailing city, شهر, المدينة
street, address:
    address street, business street, address formatted?, home street?, street, street address, address
    billing street, mailing street, نشانی, آدرس, خیابان, العنوان, الشارع
address:
    full address, نشانی کامل, نشانی پستی, آدرس پستی, العنوان الكامل
postal_code, zip:
    address postal code, business postal code, home postal code?, postal code, zip, zip code, postcode
    billing postal code, کد پستی, کدپستی, الرمز البريدي
identifiers, national_id:
    national id, national code, identifiers, national identifier, کد ملی, کدملی, شناسه ملی, شماره ملی
    کد اقتصادی, رقم الهوية, الهوية الوطنية
preferred_language, language:
    language, preferred language, زبان, اللغة
"""

# A word in a header → the label that the value gets.
LABELS: Final[tuple[tuple[str, str], ...]] = (
    ("fax", "فکس فكس نمابر دورنگار fax الفاكس"),
    ("mobile", "mobile cell cellphone موبایل همراه جوال الجوال الموبايل"),
    ("home", "home منزل خانه المنزل"),
    ("work", "business work office company محل کار دفتر شرکت العمل المكتب"),
    ("pager", "pager"),
    ("other", "other سایر دیگر"),
)

# Headers of further given names, which follow the first one.
MIDDLE: Final = ("middle name", "additional name")

# Headers that mean the record itself, unless its rows are people: then they name where these work.
COMPANIES: Final = ("company name", "account name", "account", "organization name", "نام شرکت", "اسم الشركة")

# A field of choices, the value that all rows have where two of the first fields and none of the others are fed.
TELLING: Final = (
    (
        "kind",
        "organisation",
        frozenset({"sector", "annual_revenue", "employees", "founded", "parent"}),
        frozenset(
            {"given_name", "family_name", "birth_day", "gender", "job_title", "organisation", "honorific"}
        ),
    ),
)

# Header words that tell the unit of an amount.
UNITS: Final[tuple[tuple[str, str], ...]] = (
    ("million toman", "میلیون تومان"),
    ("million rial", "میلیون ریال"),
    ("toman", "تومان toman"),
    ("rial", "ریال rial irr"),
    ("usd", "usd dollar دلار"),
    ("eur", "eur euro یورو"),
    ("aed", "aed dirham درهم"),
    ("sar", "sar riyal ريال"),
)


def _read(text: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    rows: list[tuple[tuple[str, ...], list[str]]] = []
    for line in text.strip().splitlines():
        if line.startswith(" "):
            rows[-1][1].extend(word.strip() for word in line.split(",") if word.strip())
        else:
            rows.append((tuple(name.strip() for name in line.rstrip(":").split(",")), []))
    return tuple((names, tuple(words)) for names, words in rows)


WORDS: Final = _read(_WORDS)
"""The fields, by the names that they may have, and the headers that mean them."""
