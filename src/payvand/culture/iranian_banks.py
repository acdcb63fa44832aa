"""Iranian banks by the first digits of their cards and by their Sheba codes, as data for `identifiers`."""

from collections.abc import Mapping
from typing import Final

_BANKS: Final = """
010 | مرکزی | 636795
011 | صنعت و معدن | 627961
012 | ملت | 610433 991975
013 | رفاه کارگران | 589463
014 | مسکن | 628023
015 | سپه | 589210 627381 639370 639599 636949 505801
016 | کشاورزی | 603770 639217
017 | ملی ایران | 603799 170019
018 | تجارت | 627353 585983
019 | صادرات ایران | 603769
020 | توسعه صادرات | 627648 207177
021 | پست بانک | 627760
022 | توسعه تعاون | 502908
051 | مؤسسه اعتباری توسعه | 628157
053 | کارآفرین | 627488 502910
054 | پارسیان | 622106 627884 639194
055 | اقتصاد نوین | 627412
056 | سامان | 621986
057 | پاسارگاد | 502229 639347
058 | سرمایه | 639607
059 | سینا | 639346
060 | قرض‌الحسنه مهر ایران | 606373
061 | شهر | 502806 504706
062 | آینده | 636214
064 | گردشگری | 505416
066 | دی | 502938
069 | ایران زمین | 505785
070 | قرض‌الحسنه رسالت | 504172
075 | مؤسسه اعتباری ملل | 606256
078 | خاورمیانه | 585947
080 | مؤسسه اعتباری نور | 507677
095 | ایران و ونزوئلا | 581874
"""


def _tables() -> tuple[dict[str, str], dict[str, str]]:
    by_code, by_prefix = {}, {}
    for line in _BANKS.strip().splitlines():
        code, name, prefixes = (cell.strip() for cell in line.split("|"))
        by_code[code] = name
        by_prefix.update(dict.fromkeys(prefixes.split(), name))
    return by_code, by_prefix


_BY_CODE, _BY_PREFIX = _tables()
BANKS_BY_SHEBA_CODE: Final[Mapping[str, str]] = _BY_CODE
BANKS_BY_CARD_PREFIX: Final[Mapping[str, str]] = _BY_PREFIX
