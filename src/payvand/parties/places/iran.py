"""The 31 provinces of Iran by their ISO 3166-2 codes, and their larger cities."""

from collections.abc import Iterator

from payvand.parties.places.place import Gazetteer, Place

# A line a province: code | Persian | Arabic | English | other spelling. Below it its cities: Persian=English.
TABLE = """
IR-00 | مرکزی | مركزي | Markazi |
  اراک=Arak ساوه=Saveh خمین=Khomein محلات=Mahallat دلیجان=Delijan تفرش=Tafresh شازند=Shazand
  مأمونیه=Mamuniyeh
IR-01 | گیلان | جيلان | Gilan | Guilan
  رشت=Rasht بندرانزلی=Bandar_Anzali لاهیجان=Lahijan لنگرود=Langarud تالش=Talesh آستارا=Astara
  فومن=Fuman رودسر=Rudsar رودبار=Rudbar صومعه‌سرا=Sowmeh_Sara
IR-02 | مازندران | مازندران | Mazandaran |
  ساری=Sari بابل=Babol آمل=Amol قائم‌شهر=Qaemshahr بهشهر=Behshahr چالوس=Chalus نوشهر=Nowshahr
  بابلسر=Babolsar تنکابن=Tonekabon رامسر=Ramsar نکا=Neka محمودآباد=Mahmudabad نور=Nur
IR-03 | آذربایجان شرقی | أذربيجان الشرقية | East Azerbaijan | Azarbaijan-e Sharghi
  تبریز=Tabriz مراغه=Maragheh مرند=Marand میانه=Mianeh اهر=Ahar بناب=Bonab سراب=Sarab
  شبستر=Shabestar عجب‌شیر=Ajabshir جلفا=Jolfa
IR-04 | آذربایجان غربی | أذربيجان الغربية | West Azerbaijan | Azarbaijan-e Gharbi
  ارومیه=Urmia خوی=Khoy بوکان=Bukan مهاباد=Mahabad میاندوآب=Miandoab سلماس=Salmas
  پیرانشهر=Piranshahr نقده=Naqadeh ماکو=Maku سردشت=Sardasht
IR-05 | کرمانشاه | كرمانشاه | Kermanshah |
  کرمانشاه=Kermanshah اسلام‌آباد_غرب=Eslamabad-e_Gharb هرسین=Harsin کنگاور=Kangavar سنقر=Sonqor
  پاوه=Paveh جوانرود=Javanrud قصرشیرین=Qasr-e_Shirin
IR-06 | خوزستان | خوزستان | Khuzestan |
  اهواز=Ahvaz دزفول=Dezful آبادان=Abadan خرمشهر=Khorramshahr اندیمشک=Andimeshk
  بندر_ماهشهر=Bandar_Mahshahr بهبهان=Behbahan ایذه=Izeh شوشتر=Shushtar شوش=Shush
  مسجدسلیمان=Masjed_Soleyman رامهرمز=Ramhormoz سوسنگرد=Susangerd
IR-07 | فارس | فارس | Fars |
  شیراز=Shiraz مرودشت=Marvdasht جهرم=Jahrom فسا=Fasa کازرون=Kazerun لار=Lar داراب=Darab آباده=Abadeh
  فیروزآباد=Firuzabad نورآباد=Nurabad اقلید=Eqlid لامرد=Lamerd
IR-08 | کرمان | كرمان | Kerman |
  کرمان=Kerman سیرجان=Sirjan رفسنجان=Rafsanjan جیرفت=Jiroft بم=Bam زرند=Zarand بافت=Baft
  شهربابک=Shahr-e_Babak رودبار=Rudbar
IR-09 | خراسان رضوی | خراسان رضوي | Razavi Khorasan | Khorasan-e Razavi
  مشهد=Mashhad نیشابور=Neyshabur سبزوار=Sabzevar تربت_حیدریه=Torbat-e_Heydarieh کاشمر=Kashmar
  قوچان=Quchan تربت_جام=Torbat-e_Jam تایباد=Taybad چناران=Chenaran گناباد=Gonabad سرخس=Sarakhs
IR-10 | اصفهان | أصفهان | Isfahan | Esfahan
  اصفهان=Isfahan کاشان=Kashan خمینی‌شهر=Khomeyni_Shahr نجف‌آباد=Najafabad شاهین‌شهر=Shahin_Shahr
  شهرضا=Shahreza فولادشهر=Fuladshahr مبارکه=Mobarakeh گلپایگان=Golpayegan زرین‌شهر=Zarrin_Shahr
  نائین=Nain نطنز=Natanz
IR-11 | سیستان و بلوچستان | سيستان وبلوشستان | Sistan and Baluchestan |
  زاهدان=Zahedan زابل=Zabol ایرانشهر=Iranshahr چابهار=Chabahar سراوان=Saravan خاش=Khash
  کنارک=Konarak
IR-12 | کردستان | كردستان | Kurdistan | Kordestan
  سنندج=Sanandaj سقز=Saqqez مریوان=Marivan بانه=Baneh قروه=Qorveh بیجار=Bijar کامیاران=Kamyaran
IR-13 | همدان | همدان | Hamadan | Hamedan
  همدان=Hamadan ملایر=Malayer نهاوند=Nahavand تویسرکان=Tuyserkan اسدآباد=Asadabad بهار=Bahar
  کبودرآهنگ=Kabudarahang
IR-14 | چهارمحال و بختیاری | جهارمحال وبختياري | Chaharmahal and Bakhtiari |
  شهرکرد=Shahr-e_Kord بروجن=Borujen فارسان=Farsan لردگان=Lordegan فرخ‌شهر=Farrokhshahr
IR-15 | لرستان | لرستان | Lorestan | Luristan
  خرم‌آباد=Khorramabad بروجرد=Borujerd دورود=Dorud الیگودرز=Aligudarz کوهدشت=Kuhdasht ازنا=Azna
  نورآباد=Nurabad فیروزآباد=Firuzabad
  پلدختر=Pol-e_Dokhtar
IR-16 | ایلام | إيلام | Ilam |
  ایلام=Ilam ایوان=Eyvan دهلران=Dehloran آبدانان=Abdanan مهران=Mehran دره‌شهر=Darreh_Shahr
IR-17 | کهگیلویه و بویراحمد | كهكيلويه وبوير أحمد | Kohgiluyeh and Boyer-Ahmad |
  یاسوج=Yasuj دوگنبدان=Dogonbadan دهدشت=Dehdasht
IR-18 | بوشهر | بوشهر | Bushehr |
  بوشهر=Bushehr برازجان=Borazjan گناوه=Genaveh کنگان=Kangan خورموج=Khormoj عسلویه=Asaluyeh
  دیلم=Deylam
IR-19 | زنجان | زنجان | Zanjan |
  زنجان=Zanjan ابهر=Abhar خرمدره=Khorramdarreh قیدار=Qeydar
IR-20 | سمنان | سمنان | Semnan |
  سمنان=Semnan شاهرود=Shahrud دامغان=Damghan گرمسار=Garmsar مهدی‌شهر=Mahdishahr
IR-21 | یزد | يزد | Yazd |
  یزد=Yazd میبد=Meybod اردکان=Ardakan بافق=Bafq مهریز=Mehriz تفت=Taft ابرکوه=Abarkuh
IR-22 | هرمزگان | هرمزكان | Hormozgan |
  بندرعباس=Bandar_Abbas میناب=Minab قشم=Qeshm کیش=Kish بندرلنگه=Bandar_Lengeh رودان=Rudan
IR-23 | تهران | طهران | Tehran | Teheran
  تهران=Tehran شهرری=Rey اسلامشهر=Eslamshahr شهریار=Shahriar قدس=Qods ملارد=Malard ورامین=Varamin
  پاکدشت=Pakdasht رباط‌کریم=Robat_Karim پردیس=Pardis دماوند=Damavand قرچک=Qarchak اندیشه=Andisheh
  بومهن=Bumehen فیروزکوه=Firuzkuh لواسان=Lavasan
IR-24 | اردبیل | أردبيل | Ardabil | Ardebil
  اردبیل=Ardabil پارس‌آباد=Parsabad مشگین‌شهر=Meshginshahr خلخال=Khalkhal گرمی=Germi نمین=Namin
IR-25 | قم | قم | Qom | Ghom
  قم=Qom جعفریه=Jafariyeh
IR-26 | قزوین | قزوين | Qazvin | Ghazvin
  قزوین=Qazvin تاکستان=Takestan الوند=Alvand آبیک=Abyek بوئین‌زهرا=Buin_Zahra
IR-27 | گلستان | كلستان | Golestan |
  گرگان=Gorgan گنبدکاووس=Gonbad-e_Kavus علی‌آباد_کتول=Aliabad-e_Katul بندرترکمن=Bandar_Torkaman
  آق‌قلا=Aqqala کردکوی=Kordkuy مینودشت=Minudasht
IR-28 | خراسان شمالی | خراسان الشمالية | North Khorasan | Khorasan-e Shomali
  بجنورد=Bojnurd شیروان=Shirvan اسفراین=Esfarayen آشخانه=Ashkhaneh جاجرم=Jajarm
IR-29 | خراسان جنوبی | خراسان الجنوبية | South Khorasan | Khorasan-e Jonubi
  بیرجند=Birjand قائن=Qaen طبس=Tabas فردوس=Ferdows نهبندان=Nehbandan
IR-30 | البرز | البرز | Alborz |
  کرج=Karaj هشتگرد=Hashtgerd نظرآباد=Nazarabad فردیس=Fardis محمدشهر=Mohammadshahr ماهدشت=Mahdasht
  کمال‌شهر=Kamalshahr
"""


def _blocks() -> Iterator[tuple[list[str], list[str]]]:
    """The cells of each province, and the pairs of names of its cities."""
    cells: list[str] = []
    cities: list[str] = []
    for line in [*TABLE.strip().splitlines(), "IR-"]:
        if not line.startswith("IR-"):
            cities += line.split()
            continue
        if cells:
            yield cells, cities
        cells, cities = [cell.strip() for cell in line.split("|")], []


def _province(cells: list[str]) -> Place:
    code, fa, ar, en, also = cells
    return Place(code=code, fa=fa, ar=ar, en=en, also=(also,) if also else (), within="IR")


def _city(pair: str, province: str) -> Place:
    fa, en = pair.replace("_", " ").split("=")
    return Place(code="", fa=fa, ar=fa, en=en, within=province)


PROVINCES = Gazetteer(_province(cells) for cells, _cities in _blocks())
CITIES = Gazetteer(_city(pair, cells[0]) for cells, cities in _blocks() for pair in cities)
