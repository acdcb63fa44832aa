"""The countries that customers of the region deal with, by their ISO 3166 codes. Others are kept as written."""

from payvand.parties.places.place import Gazetteer, Place

# code | Persian | Arabic | English | other spellings
TABLE = """
IR | ایران | إيران | Iran | Islamic Republic of Iran, Persia
AF | افغانستان | أفغانستان | Afghanistan |
IQ | عراق | العراق | Iraq |
AE | امارات متحدهٔ عربی | الإمارات العربية المتحدة | United Arab Emirates | UAE, امارات, الإمارات, Emirates
SA | عربستان سعودی | المملكة العربية السعودية | Saudi Arabia | عربستان, السعودية, KSA
KW | کویت | الكويت | Kuwait |
QA | قطر | قطر | Qatar |
BH | بحرین | البحرين | Bahrain |
OM | عمان | عُمان | Oman |
YE | یمن | اليمن | Yemen |
JO | اردن | الأردن | Jordan |
LB | لبنان | لبنان | Lebanon |
SY | سوریه | سوريا | Syria |
PS | فلسطین | فلسطين | Palestine |
EG | مصر | مصر | Egypt |
SD | سودان | السودان | Sudan |
LY | لیبی | ليبيا | Libya |
TN | تونس | تونس | Tunisia |
DZ | الجزایر | الجزائر | Algeria |
MA | مراکش | المغرب | Morocco |
MR | موریتانی | موريتانيا | Mauritania |
TR | ترکیه | تركيا | Turkey | Türkiye
AM | ارمنستان | أرمينيا | Armenia |
AZ | جمهوری آذربایجان | أذربيجان | Azerbaijan | آذربایجان
GE | گرجستان | جورجيا | Georgia |
TM | ترکمنستان | تركمانستان | Turkmenistan |
UZ | ازبکستان | أوزبكستان | Uzbekistan |
TJ | تاجیکستان | طاجيكستان | Tajikistan |
KZ | قزاقستان | كازاخستان | Kazakhstan |
KG | قرقیزستان | قيرغيزستان | Kyrgyzstan |
PK | پاکستان | باكستان | Pakistan |
IN | هند | الهند | India | هندوستان
BD | بنگلادش | بنغلاديش | Bangladesh |
LK | سری‌لانکا | سريلانكا | Sri Lanka |
CN | چین | الصين | China | PRC
HK | هنگ‌کنگ | هونغ كونغ | Hong Kong |
TW | تایوان | تايوان | Taiwan |
JP | ژاپن | اليابان | Japan |
KR | کرهٔ جنوبی | كوريا الجنوبية | South Korea | Korea, Republic of Korea
MY | مالزی | ماليزيا | Malaysia |
ID | اندونزی | إندونيسيا | Indonesia |
SG | سنگاپور | سنغافورة | Singapore |
TH | تایلند | تايلاند | Thailand |
VN | ویتنام | فيتنام | Vietnam |
PH | فیلیپین | الفلبين | Philippines | Philipines
AU | استرالیا | أستراليا | Australia |
NZ | نیوزیلند | نيوزيلندا | New Zealand |
RU | روسیه | روسيا | Russia | Russian Federation
UA | اوکراین | أوكرانيا | Ukraine |
BY | بلاروس | بيلاروسيا | Belarus |
PL | لهستان | بولندا | Poland |
CZ | چک | التشيك | Czechia | Czech Republic
SK | اسلواکی | سلوفاكيا | Slovakia |
HU | مجارستان | المجر | Hungary |
RO | رومانی | رومانيا | Romania |
BG | بلغارستان | بلغاريا | Bulgaria |
RS | صربستان | صربيا | Serbia |
HR | کرواسی | كرواتيا | Croatia |
SI | اسلوونی | سلوفينيا | Slovenia |
GR | یونان | اليونان | Greece |
CY | قبرس | قبرص | Cyprus |
MT | مالت | مالطا | Malta |
IT | ایتالیا | إيطاليا | Italy |
ES | اسپانیا | إسبانيا | Spain |
PT | پرتغال | البرتغال | Portugal |
FR | فرانسه | فرنسا | France |
BE | بلژیک | بلجيكا | Belgium |
NL | هلند | هولندا | Netherlands | Holland
LU | لوکزامبورگ | لوكسمبورغ | Luxembourg |
DE | آلمان | ألمانيا | Germany | Deutschland
AT | اتریش | النمسا | Austria |
CH | سوئیس | سويسرا | Switzerland |
GB | بریتانیا | المملكة المتحدة | United Kingdom | UK, Great Britain, England, انگلستان, انگلیس, بريطانيا
IE | ایرلند | أيرلندا | Ireland | EIRE
IS | ایسلند | آيسلندا | Iceland |
NO | نروژ | النرويج | Norway |
SE | سوئد | السويد | Sweden |
DK | دانمارک | الدنمارك | Denmark |
FI | فنلاند | فنلندا | Finland |
EE | استونی | إستونيا | Estonia |
LV | لتونی | لاتفيا | Latvia |
LT | لیتوانی | ليتوانيا | Lithuania |
US | ایالات متحدهٔ آمریکا | الولايات المتحدة الأمريكية | United States | USA, آمریکا, أمريكا, United States of America
CA | کانادا | كندا | Canada |
MX | مکزیک | المكسيك | Mexico |
BR | برزیل | البرازيل | Brazil |
AR | آرژانتین | الأرجنتين | Argentina |
CL | شیلی | تشيلي | Chile |
CO | کلمبیا | كولومبيا | Colombia |
VE | ونزوئلا | فنزويلا | Venezuela |
PA | پاناما | بنما | Panama |
ZA | آفریقای جنوبی | جنوب أفريقيا | South Africa | RSA
NG | نیجریه | نيجيريا | Nigeria |
KE | کنیا | كينيا | Kenya |
ET | اتیوپی | إثيوبيا | Ethiopia |
TZ | تانزانیا | تنزانيا | Tanzania |
GH | غنا | غانا | Ghana |
SN | سنگال | السنغال | Senegal |
JM | جامائیکا | جامايكا | Jamaica |
IL | اسرائیل | إسرائيل | Israel |
"""


def _place(line: str) -> Place:
    code, fa, ar, en, also = (cell.strip() for cell in line.split("|"))
    others = tuple(word.strip() for word in also.split(",") if word.strip())
    return Place(code=code, fa=fa, ar=ar, en=en, also=others)


COUNTRIES = Gazetteer(_place(line) for line in TABLE.strip().splitlines())
