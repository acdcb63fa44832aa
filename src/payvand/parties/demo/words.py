"""Words that the demo's names, addresses and notes are made of. Nobody real is meant; each list is our own."""

# Persian | Latin | f or m
GIVEN = """
سارا Sara f|مریم Maryam f|زهرا Zahra f|نرگس Narges f|الهام Elham f|شیرین Shirin f|پریسا Parisa f|نسترن Nastaran f
مهسا Mahsa f|آزاده Azadeh f|لاله Laleh f|فاطمه Fatemeh f|ریحانه Reyhaneh f|هانیه Hanieh f|سمیرا Samira f
نگار Negar f|علی Ali m|محمد Mohammad m|حسین Hossein m|امیر Amir m|مهدی Mahdi m|سعید Saeed m|کاوه Kaveh m
بهرام Bahram m|فرهاد Farhad m|علی‌رضا Alireza m|محمدرضا Mohammadreza m|پیمان Peyman m|سینا Sina m|بابک Babak m
داریوش Dariush m|کیوان Keyvan m|مجید Majid m|حامد Hamed m|نیما Nima m|آرش Arash m|یوسف Yousef m|جواد Javad m
"""
FAMILY = """
احمدی Ahmadi|کریمی Karimi|محمدی Mohammadi|رضایی Rezaei|حسینی Hosseini|موسوی Mousavi|قاسمی Ghasemi|صادقی Sadeghi
جعفری Jafari|رحیمی Rahimi|کاظمی Kazemi|ابراهیمی Ebrahimi|نوری Nouri|شریفی Sharifi|عباسی Abbasi|اکبری Akbari
یزدانی Yazdani|رستمی Rostami|سلطانی Soltani|فرهادی Farhadi|میرزایی Mirzaei|توکلی Tavakoli|زمانی Zamani
امینی Amini|باقری Bagheri|مرادی Moradi|نجفی Najafi|قربانی Ghorbani|حیدری Heydari|شفیعی Shafiei|طاهری Taheri
فتحی Fathi|پارسا Parsa|کامرانی Kamrani|دهقان Dehghan|تهرانی‌نژاد Tehraninejad|علی‌زاده Alizadeh|مقدم Moghaddam
گودرزی Goudarzi|بهشتی Beheshti|خسروی Khosravi|ملکی Maleki|صالحی Salehi|نیک‌پور Nikpour|راد Rad|آذری Azari
"""
BRAND = """
آفتاب Aftab|سپهر Sepehr|کیان Kian|پارس Pars|آریا Aria|نگین Negin|البرز Alborz|دماوند Damavand|زاگرس Zagros
خزر Khazar|نوین Novin|پیشگام Pishgam|آرمان Arman|بهاران Baharan|یاس Yas|نیلوفر Niloufar|ستاره Setareh
کوروش Kourosh|رستا Rasta|پویا Pouya|تلاش Talash|همگام Hamgam|مهرگان Mehregan|سهند Sahand|سبلان Sabalan
ارغوان Arghavan|باران Baran|ساحل Sahel|طلوع Tolou|گلبرگ Golbarg|صدف Sadaf|کهکشان Kahkeshan|فردوس Ferdows
آبان Aban|سروش Soroush|نوبهار Nobahar|خورشید Khorshid|پردیس Pardis|ماهان Mahan|شایان Shayan
"""
# Persian | Latin | sector; the brand stands for {}
TRADE = """
فروشگاه‌های زنجیره‌ای {} | {} Chain Stores | خرده‌فروشی زنجیره‌ای
هایپرمارکت {} | {} Hypermarket | خرده‌فروشی
بازرگانی {} | {} Trading | عمده‌فروشی
پخش مواد غذایی {} | {} Food Distribution | عمده‌فروشی
صنایع غذایی {} | {} Food Industries | صنایع غذایی
شرکت لبنیات {} | {} Dairy | صنایع غذایی
هتل {} | {} Hotel | هتل و رستوران
رستوران‌های {} | {} Restaurants | هتل و رستوران
آشپزخانهٔ صنعتی {} | {} Catering | هتل و رستوران
قنادی {} | {} Confectionery | قنادی و نان
داروخانهٔ شبانه‌روزی {} | {} Pharmacy | سلامت
فروشگاه کارکنان {} | {} Staff Store | تعاونی مصرف
"""
# city | province code | area code | streets
CITIES = """
تهران | IR-23 | 021 | خیابان ولیعصر، خیابان بهشتی، خیابان مطهری، بلوار میرداماد، خیابان شریعتی، خیابان آزادی، بازار بزرگ
کرج | IR-30 | 026 | بلوار طالقانی، میدان آزادگان، خیابان بهشتی
اصفهان | IR-10 | 031 | خیابان چهارباغ، خیابان حکیم نظامی، خیابان توحید
شیراز | IR-07 | 071 | بلوار چمران، خیابان زند، بلوار معالی‌آباد
مشهد | IR-09 | 051 | بلوار وکیل‌آباد، خیابان احمدآباد، بلوار سجاد
تبریز | IR-03 | 041 | خیابان امام، ائل گؤلی، خیابان آزادی
رشت | IR-01 | 013 | خیابان گلسار، میدان شهرداری
اهواز | IR-06 | 061 | کیانپارس، خیابان نادری
قم | IR-25 | 025 | بلوار امین، خیابان صفاییه
یزد | IR-21 | 035 | خیابان کاشانی، بلوار جمهوری
بندرعباس | IR-22 | 076 | بلوار امام خمینی، گلشهر
کرمان | IR-08 | 034 | خیابان شریعتی، بلوار جمهوری
"""
JOBS = """
مدیرعامل|مدیر بازرگانی|مدیر خرید|کارشناس خرید|مدیر مالی|حسابدار|مدیر فروشگاه|مدیر انبار|مسئول تدارکات|سرآشپز
"""
# Arabic names: organisation | Latin | country | city | dialling prefix
ARABIC_COMPANIES = """
شركة الرافدين للتجارة العامة | Al-Rafidain General Trading | IQ | بغداد | +964790000
مؤسسة النخيل للمواد الغذائية | Al-Nakheel Foodstuff | IQ | البصرة | +964770000
مجموعة الكاظمية التجارية | Kadhimiya Group | IQ | كربلاء | +964780000
شركة دجلة للتوزيع | Dijlah Distribution | IQ | النجف | +964750000
أسواق الواحة | Al-Waha Markets | AE | دبي | +97150000
شركة الخليج للأغذية | Gulf Foods | AE | الشارقة | +97155000
مؤسسة اللؤلؤة التجارية | Al-Lulua Trading | QA | الدوحة | +9745500
شركة البيت الحديث | Al-Bait Al-Hadith | KW | الكويت | +9655000
أسواق صحار المركزية | Sohar Central Markets | OM | صحار | +9689100
شركة المنامة للتموين | Manama Catering | BH | المنامة | +9733600
شركة الشام للاستيراد | Al-Sham Import | SY | دمشق | +96393300
مؤسسة الأرز للتجارة | Cedar Trading | LB | بيروت | +9617100
"""
ARABIC_PEOPLE = """
أحمد العبيدي Ahmed Al-Obaidi|فاطمة الزهراء حسن Fatima Hassan|عبد الرحمن السعدي Abdulrahman Al-Saadi
نور الهدى جاسم Noor Jassim|خالد المنصوري Khalid Al-Mansoori|مريم الكعبي Maryam Al-Kaabi|حيدر الموسوي Haidar Al-Mousawi
ليلى حداد Layla Haddad|عمر الحربي Omar Al-Harbi|زينب العلوي Zainab Al-Alawi|سالم البلوشي Salim Al-Balushi
رنا خوري Rana Khoury|محمود درويش عيسى Mahmoud Issa|هدى الشمري Huda Al-Shammari
"""
ENGLISH_COMPANIES = """
Bosphorus Gida Ltd | TR | Istanbul | +90532000
Nordwind Handels GmbH | DE | Hamburg | +491520000
Silk Route Spices Pvt Ltd | IN | Mumbai | +9198000
Harbour & Hill Grocers | GB | London | +4420794601
Golden Lantern Trading Co | CN | Guangzhou | +86138000
Maple Grove Imports | CA | Toronto | +1416555
Steppe Foods LLC | KZ | Almaty | +7701000
"""
ENGLISH_PEOPLE = """
Emre Aydin|Katrin Vogel|Rohan Mehta|Olivia Grant|Li Wei|Daniel Tremblay|Aigerim Suleimen|Thomas Reed|Priya Nair
"""
NOTES_FA = """
تلفنی صحبت شد؛ از زمان تحویل راضی هستند و دربارهٔ تخفیف حجمی پرسیدند.
جلسهٔ حضوری در دفتر مشتری؛ قرار شد نمونهٔ محصول جدید را برایشان بفرستیم.
پیگیری پیش‌فاکتور؛ مدیر خرید گفت تا آخر هفته جواب می‌دهد.
از افزایش قیمت گله داشت؛ فهرست قیمت تازه برایش ارسال شد.
درخواست خرید اعتباری شصت‌روزه دارند؛ باید مدیر مالی تأیید کند.
کالا با یک روز تأخیر رسید؛ عذرخواهی شد و هزینهٔ حمل را برگرداندیم.
برای نمایشگاه دعوت شدند و حضورشان را قطعی کردند.
انبارشان تا نوروز پر است؛ سفارش بعدی فروردین.
رقیب ده درصد ارزان‌تر پیشنهاد داده؛ باید شرایط بهتری بدهیم.
شمارهٔ تماس مدیر خرید عوض شد و در پرونده ثبت شد.
از کیفیت بسته‌بندی تعریف کرد و قول معرفی دو همکار را داد.
چک سررسید امروز پاس شد؛ حساب‌شان تسویه است.
می‌خواهند شعبهٔ تازه‌ای باز کنند؛ نیاز به قفسه‌چینی و آموزش دارند.
دو بار تماس گرفته شد و پاسخ ندادند؛ پیامک فرستاده شد.
"""
NOTES_AR = """
مكالمة هاتفية: طلبوا قائمة الأسعار الجديدة بالدولار.
اجتماع عبر الإنترنت حول شروط الشحن إلى البصرة.
أرسلنا العينات وننتظر رأي مدير المشتريات.
طلبوا تمديد مهلة الدفع إلى خمسة وأربعين يومًا.
أكدوا استلام البضاعة كاملة وبحالة جيدة.
"""
NOTES_EN = """
Called about the next container; they want delivery before the end of the month.
Sent the certificate of analysis and the halal certificate.
They compare our saffron with a Spanish offer; quality matters more than price.
Agreed on payment by letter of credit, sixty days.
Their new buyer asked for a short introduction to our range.
"""
LOST_REASONS = """
به رقیب ارزان‌تر پیوست|کسب‌وکارشان تعطیل شد|نیازشان را خودشان تولید می‌کنند|اختلاف بر سر شرایط پرداخت
"""
TAGS = """
مشتری ویژه saffron|خوش‌حساب green|نیازمند پیگیری orange|صادرات violet|پخش گرم blue|نمایشگاه pink|پرریسک red|فصلی grey
"""


def words_of(table: str) -> list[str]:
    """The cells of a table of words, whatever line they stand on."""
    return [cell.strip() for line in table.strip().splitlines() for cell in line.split("|")]


def rows_of(table: str) -> list[list[str]]:
    """The lines of a table, in cells."""
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def lines_of(table: str) -> list[str]:
    """The lines of a table as they stand."""
    return [line.strip() for line in table.strip().splitlines()]
