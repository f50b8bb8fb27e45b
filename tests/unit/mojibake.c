/* mojibake.c: real damage of each kind and real text that looks like damage.  Comes in: nothing.  Goes out: ok or not
 * ok per line.  Never: fewer lines that must stay than lines that must change. */
#include <stdlib.h>

#include "check.h"
#include "repair/order.h"

static enum unbake_level level = UNBAKE_NORMAL;

static void repaired(const char *was, const char *want, const char *name)
{
    struct repair *repair = repair_new(UNBAKE_MOJIBAKE, level);
    struct line line = {.record = 1, .mask = SUSPECT_MOJIBAKE};
    bytes_append(&line.text, was, strlen(was));
    bool good = repair_line(repair, &line) == UNBAKE_OK;
    check_text(line.text.data, good ? line.text.len : 0, want, name);
    line_free(&line);
    repair_free(repair);
}

static const char *const changes[][3] = {
    {"UTF-8 as windows-1252", "FranÃ§ois a mangÃ© une crÃªpe", "François a mangé une crêpe"},
    {"windows-1252 quotes", "Itâ€™s the boyâ€™s dog", "It’s the boy’s dog"},
    {"an emoji", "good morning ðŸ˜€ everyone", "good morning 😀 everyone"},
    {"no-break space lost", "voilÃ  ce que j'ai trouvÃ© lÃ -bas", "voilà ce que j'ai trouvé là-bas"},
    {"no-break space joined with a space", "CittÃ di Castello, perchÃ© giÃ fatto", "Città di Castello, perché già fatto"},
    {"UTF-8 as ISO-8859-1", "Ã\xC2\x89" "tats gÃ©nÃ©raux", "États généraux"},
    {"Russian as windows-1252", "ÐŸÑ€Ð¸Ð²ÐµÑ‚, Ð¼Ð¸Ñ€", "Привет, мир"},
    {"Russian as windows-1251", "РџСЂРёРІРµС‚, РјРёСЂ", "Привет, мир"},
    {"Russian as code page 866", "╨Я╤А╨╕╨▓╨╡╤В, ╨╝╨╕╤А", "Привет, мир"},
    {"German as Mac Roman", "die gr√∂√üten L√§nder", "die größten Länder"},
    {"Turkish as Mac Roman twice, by glibc", "Veri dosyalarΔí¬± y‚àö¬∫kleniyor", "Veri dosyaları yükleniyor"},
    {"windows-1251 as Mac Roman, by glibc", "Û˜‡ÒÚÌËÍ \xEE\x80\x9E‡·ÓÚ‡ÂÚ ÒÂ„Ó‰Ìˇ", "участник работает сегодня"},
    {"windows-1251 as Mac Roman, by Apple", "Û˜‡ÒÚÌËÍ \xEF\xA3\xBF‡·ÓÚ‡ÂÚ ÒÂ„Ó‰Ìˇ", "участник работает сегодня"},
    {"Chinese as EUC-KR, by glibc", "耶\xC2\x97" "亮\xC2\x95" "渶①♠", "字幕編碼"},
    {"Spanish as code page 437", "ma├▒ana ser├í otro d├¡a", "mañana será otro día"},
    {"two layers", "El niÃƒÂ±o comiÃƒÂ³ manzanas", "El niño comió manzanas"},
    {"Chinese as GBK", "浣犲ソ锛屼笘鐣屻€備粖", "你好，世界。今"},
    {"French as GBK", "caf茅 cr猫me", "café crème"},
    {"GBK as windows-1252", "ÖÐ¹úµÄÈËÃñ¶¼ÔÚÕâÀï", "中国的人民都在这里"},
    {"GBK leniently as ISO-8859-1", "½ñÌìµĹ¤×÷ʱ¼ä°²ÅÅ", "今天的工作时间安排"},
    {"EUC-KR leniently as ISO-8859-1", "½ýºÅÛ ¼³Á¤À» ÀúÀåÇմϴÙ", "시스템 설정을 저장합니다"},
    {"code page 437 made windows-1252", "wait GÇô donGÇÖt press GÇ£StartGÇ¥", "wait – don’t press “Start”"},
    {"windows-1251 as windows-1252", "Ïðèâåò, êàê äåëà", "Привет, как дела"},
    {"KOI8-R as windows-1252", "ðÒÉ×ÅÔ, ËÁË ÄÅÌÁ", "Привет, как дела"},
    {"EUC-KR as GBK", "// 酒捞袍 捞固瘤狼 农扁甫 唱穿绰 蔼", "// 아이템 이미지의 크기를 나누는 값"},
    {"Shift_JIS as GBK", "巜掕偝傟偨僼傽僀儖", "指定されたファイル"},
    {"part of a line", "Größe: grÃ¶ÃŸer und schÃ¶ner", "Größe: größer und schöner"},
    {"a letter that is a word", "Questo Ã¨ il comportamento normale", "Questo è il comportamento normale"},
    {"after a capital", "PÃ¥ Amiga, genstartes", "På Amiga, genstartes"},
    {"Cyrillic as Thai", "ะขะตะผะฐ ะธะบะพะฝะฐ:", "Тема икона:"},
    {"a word as Thai", "Per decomprimere un bundle รจ necessario un repository.", "Per decomprimere un bundle è necessario un repository."},
    {"UTF-8 as Thai", "kun kunne gรธre det korrekt", "kun kunne gøre det korrekt"},
    {"one Chinese character in a word", "inden editoren afslutter, s氓 gives en fejl", "inden editoren afslutter, så gives en fejl"},
    {"Polish as windows-1252", "Narzêdzia te u³atwiaj¹ kontrolowanie g³oœnoœci", "Narzędzia te ułatwiają kontrolowanie głośności"},
    {"one letter of a known word", "Klíèová slova", "Klíčová slova"},
    {"a short word that is known", "Äàííè", "Данни"},
    {"letters of one language", "Pozice mìnícího se øádku", "Pozice měnícího se řádku"},
    {"a letter of Welsh behind an apostrophe", "Mae鈥檔 ymddangos eich bod", "Mae’n ymddangos eich bod"},
    {"a letter of Azerbaijani", "Kritik fayl s蓹hvi", "Kritik fayl səhvi"},
    {"emoji of a table", "m = { bar: \"馃搳\", line: \"馃搱\", pie: \"馃ェ\" };", "m = { bar: \"📊\", line: \"📈\", pie: \"🥧\" };"},
    {"quotation marks in pairs", "Premakni %d predmetov nazaj v 禄%s芦", "Premakni %d predmetov nazaj v »%s«"},
    {"a French space", "Redimensionner la largeur┬á:", "Redimensionner la largeur\xC2\xA0:"},
    {"the language tells the page", "nekoliko vaÅŸnih datoteka", "nekoliko važnih datoteka"},
    {"dots behind a word", "_Crearâ€¦", "_Crear…"},
    {"Spanish as windows-1250", "en seńal de espańol mańana", "en señal de español mañana"},
    {"French as code page 437", "il Θtait dΘjα lα", "il était déjà là"},
    {"KOI8-R as windows-1251", "УПЪДБФШ ПВЩЮОЩК ЖБКМ", "создать обычный файл"},
    {"Big5 as Python reads it", "в攪 羹檣縑 筐顫 в攪蒂 蹺陛м棲棻", "필터 체인에 델타 필터를 추가합니다"},
    {"made small afterwards", "le thã©ã¢tre franã§ais et la crã¨me brã»lã©e", "le théâtre français et la crème brûlée"},
    {"Russian made small", "рїсђрёрірµс‚, рјрёсђ, рєр°рє рґрµр»р°", "привет, мир, как дела"},
    {"a title made of it", "Р›Сћр±Рёрјс‹Рµ Рџрµсѓрѕрё Рњрѕрµр№ Рўс‚Сђр°Рѕс‹", "Любимые Песни Моей Страны"},
    {"dots made plain", "sÄ... teÅ¼ rÃ³Å¼ne ksiÄ...Å¼ki", "są też różne książki"},
    {"kana made wide", "讀懃エ「邨先棡縺瑚ヲ九▽縺九j縺セ縺帙s縺ァ縺励◆", "検索結果が見つかりませんでした"},
    {"Cyrillic with plain quotes", "РўРµР±Рµ РѕС'РІРµС'РёР»Рё РІ С'РµРјРµ", "Тебе ответили в теме"},
    {"fractions after NFKC", "konec moÅ3⁄4nosti uporabe Å3⁄4e shranjenih seznamov", "konec možnosti uporabe že shranjenih seznamov"},
    {"Korean as Shift_JIS, which has characters twice", "甯護攵 嶸菩享", "파일 형식"},
    {"a sign beside a letter with an accent", "Stejná ¹íøka v¹ech tabulek", "Stejná šířka všech tabulek"},
    {"a short word of which each letter proves much", "îðè¼à", "орија"},
    {"drawings among letters", "┴Ёръш фхЄхщ", "Браки детей"},
    {"common characters not known side by side", "SQL 訝듾폖", "SQL 上传"},
    {"one word of them", "AAC 嶹菩棗", "AAC 확장"},
    {"GBK as Shift_JIS, which has them", "ﾈ郤ﾎﾌ\xEF\xA8\x92ﾓｶ\xEF\xA7\x9C箏ﾄﾅ菁ｼ", "如何添加额外的配偶"},
    {"EUC-KR as Shift_JIS, of which other bytes give text, too", "ｸ\xEF\xA4\xA9ｪﾀｻ ｼｳﾁ､", "명칭을 설정"},
    {"EUC-KR as Shift_JIS, likewise", "ｾ\xEE\x99\x9D\xEF\xA8\xA8ﾟｸｸ ﾀﾛｵｿﾇﾕｴﾏｴﾙ", "없어야만 작동합니다"},
    {"Greek as code page 737", "╬Η╬╜╬┐╬╣╬│╬╝╬▒ ╬▒╧Β╧Θ╬╡╬ψ╬┐╧Ζ", "Άνοιγμα αρχείου"},
    {"Hebrew as code page 862", "╫ñ╫¬╫ש╫ק╫¬ ╫פ╫º╫ץ╫ס╫Ñ", "פתיחת הקובץ"},
    {"Lithuanian as ISO-8859-13", "Å¾odÅ¾iÅ³ paieÅ”ka", "žodžių paieška"},
    {"CESU-8", "smile \xC3\xAD\xC2\xA0\xC2\xBD\xC3\xAD\xC2\xB8\xC2\x80 again", "smile 😀 again"},
};

static const char *const stays[][2] = {
    {"Friulian", "Fatôr di calcul. In modalitât ritart assolût il fatôr al rapresente i seconts."},
    {"Old English", "Læteþ þec hyran oðer cynn"},
    {"a row of signs with Greek letters", "∇π√δ≤"},
    {"French", "Où est l'été à Évreux, ça va bien"},
    {"Portuguese capitals", "A AÇÃO DA NAÇÃO E A DECLARAÇÃO DO IRMÃO"},
    {"small Portuguese", "são irmãos e irmãs: não há ação sem coração"},
    {"abbreviations", "ФИ ХДЭЩБМ/СЧЗ, УЮФ/ФЗХ, ЩПФ СКВЯД"},
    {"capitals and abbreviations", "НЛЮЗВ ЦВВ/ЧВГ"},
    {"a letter in plain quotes", "0xD0: pLu | pp, // 'Ð'"},
    {"kana", "ソフトウェアとハードウェア"},
    {"rare Han, simplified", "阕、嬢、霑樊、鐢"},
    {"Vietnamese", "Cộng hòa xã hội chủ nghĩa Việt Nam"},
    {"Turkish", "Kullanıcı kaydı başarılı, şifre değişti"},
    {"Kashubian, of which one word is Romanian with other accents", "Wprowôdzë parolã przistãpù"},
    {"Kazakh in Latin letters of 2018", "Saqtaý úshin keste teńshelimderiniń eń kóp sany"},
    {"signs that stand alone", "free to use · proprietary · source withheld · not open source"},
    {"Polish", "Zażółć gęślą jaźń"},
    {"Czech", "Příliš žluťoučký kůň úpěl ďábelské ódy"},
    {"Icelandic", "Það er ekki allt gull sem glóir, sagði þú"},
    {"Russian", "Съешь же ещё этих мягких французских булок"},
    {"Turkish capitals", "GÜÇ VE GÖÇ, GÇ ÖLÇÜSÜ"},
    {"letters of many scripts", "Ω ÷ ʵ ʱ é ü"},
    {"Russian abbreviations", "РСФСР, ЦХРП, РРРРММДД и МіБ"},
    {"more of them", "МВД, ФСБ, ГКЧП, НКВД"},
    {"Serbian", "Љубазни фењерџија чађавог лица"},
    {"Greek", "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία"},
    {"Simplified Chinese", "锟斤拷是乱码的典型例子，中文测试"},
    {"Traditional Chinese", "鐵馬與漢字的歷史，電腦資訊"},
    {"rare Han", "龘靐齉爩麤灪驫 是罕见字"},
    {"Japanese", "吾輩は猫である。名前はまだ無い。"},
    {"half-width kana", "ｱｲｳｴｵ ﾃｽﾄ ﾃﾞｰﾀ"},
    {"Korean", "다람쥐 헌 쳇바퀴에 타고파"},
    {"Thai", "เป็นมนุษย์สุดประเสริฐเลิศคุณค่า"},
    {"a repair beside its damage", "\"Ã©\" should be \"é\""},
    {"a code table", "À Á Â Ã ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓ"},
    {"an alphabet that shows a font", "АаБбВвЖжШшЮюЯя123469$€¢?.;/()"},
    {"Japanese, of which Big5 has only the Han", "たばかりではない。その時のこの男の心もちから云えば、饑死などと云う事は、殆、考"},
    {"Sakha", "бэс ыйа, от ыйа, атырдьах ыйа, балаҕан ыйа, алтынньы,"},
    {"keys", "     Й  Ц  У  К  Е  Н  Г  Ш  Ў  З  Х  Ъ"},
    {"keys with both letters", "      яЯ  вВ  еЕ  рР  тТ  ыЫ  уУ  иИ  оО  пП  шШ  щЩ"},
    {"Church Slavonic tests", "Д\\x12оОО\\x12\\x12сСС\\x12\\x12тТТ\\x12\\x12тТТ"},
    {"a dictionary of readings", "(\"dl3\" (\"考烤拷栲攷洘薧丂槀燺稁鮳鲓㼥䯪𥬯\"))"},
    {"rare characters in one", "(\"binh3\" (\"秉炳柄\"))"},
    {"signs as marks", "Input: \"§a€§\", \"b,€§ c\""},
    {"a class of German letters", "[a-zA-ZÄÖÜßäöü]+"},
    {"German letters", "äöüß ÄÖÜ"},
    {"the upper row of a Czech keyboard", "+ěščřžýáíé="},
    {"vowels with a circumflex", "âêîôû"},
    {"Danish letters", "øæå ØÆÅ"},
    {"letters of a language between quotation marks", "No program can tell you “ěčřýáíéú” is both Czech"},
    {"a range of letters", "match special \"{[-а-яёА-ЯЁ0-9'\":%#=<>.,]+}\""},
    {"mathematics", "∀x∈ℝ: ⌈x⌉ = −⌊−x⌋, α∧¬β"},
    {"a test file's marks", "÷ 0030 × 0308 ÷"},
    {"what a program looks for", "rg 'Ã‰|Ã¨|Ã©|Ãª|Ã§' front/web"},
    {"an invisible mark in a list", "HINTS = (\"ï»¿\", \"x\")"},
    {"a dump", "00000010  C3 A9 20 F3 1F E2 20 41  |Ã©.ó.â A|"},
    {"a table in the order of its bytes", "0xE0-0xEF: ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ"},
    {"a table of two-byte characters", "B2A0 押旺横欧殴王翁襖鴬鴎黄岡沖荻億"},
    {"circled letters", "ⓞⓟⓒⓙⓘ ⓞⓩⓝⓐⓒⓩⓐ"},
    {"blocks", "░▒▓█▌▐ ▂▃▒▂▇▐▐▒ █▓█▒"},
    {"the pattern of a date", "ЖЖЖЖ-АА-КК СС:ММ[сс[.дддддд]]"},
    {"a Cyrillic letter in a Latin word", "Аkupunktоrоlоg"},
    {"a language without written kin", "Scancelâ i file asociæ a-o profî?"},
    {"capitals before a closing sign", "ESCRIVÃ…"},
    {"quoted capitals", "«ÆØÅ»"},
    {"a capital and a sign", "Ø®"},
    {"a box", "┌───┬───┐ │ a │ b │ └───┴───┘"},
    {"prices", "£10 – €12 ± 5% ©2024 ®"},
    {"one accent", "naïve"},
    {"bytes that are no UTF-8", "caf\xE9 \xC3\x28 \xFF"},
    {"nothing", ""},
};

int main(void)
{
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
        repaired(changes[i][1], changes[i][2], changes[i][0]);
    for (int at = UNBAKE_SAFE; at <= UNBAKE_BOLD; at++) {
        level = (enum unbake_level)at;
        for (size_t i = 0; i < sizeof stays / sizeof stays[0]; i++)
            repaired(stays[i][1], stays[i][1], stays[i][0]);
        for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
            repaired(changes[i][2], changes[i][2], "what was repaired stays");
    }
    return check_end();
}
