/* judge.c (test): ordinary sentences of many languages against the same bytes read in a wrong encoding.  Comes in:
 * sentences written for this test.  Goes out: checks.  Never: a sentence that the model was trained on. */
#include "judge/judge.h"
#include "judge/find_print.h"
#include "judge/languages.h"
#include "base/utf8.h"
#include "check.h"
#include "tables/language_model.h"

#include <iconv.h>
#include <stdlib.h>

enum { ROOM = 1024 };

static const struct { const char *language, *text, *wrong; } sentences[] = {
    {"English", "We met at the café and she said “it’s late”, so I walked home.", "CP1252"},
    {"French", "Le garçon a mangé une crêpe près de la fenêtre, où il faisait déjà très froid.", "CP1252"},
    {"German", "Die Mädchen hören gern Geschichten über fünf große Bären im Süden.", "CP1252"},
    {"Spanish", "Mañana por la tarde la niña irá con su tío al jardín del pueblo.", "CP1252"},
    {"Portuguese", "As crianças não querem ir à escola amanhã porque está a chover.", "CP1252"},
    {"Polish", "Żółw powoli przeszedł przez gęsty las, aż znalazł ścieżkę nad rzeką.", "CP1250"},
    {"Czech", "Dědeček nám večer vyprávěl, jak kdysi chodil pěšky přes zamrzlou řeku.", "CP1250"},
    {"Turkish", "Çocuklar akşamüstü bahçede oynarken yağmur başladı ve hepsi eve koştu.", "CP1254"},
    {"Hungarian", "A kislány őszi délutánon gyűjtötte össze a lehullott diót a kertben.", "CP1250"},
    {"Vietnamese", "Hôm qua trời mưa suốt ngày nên chúng tôi ở nhà nấu phở và kể chuyện.", "CP1252"},
    {"Russian", "Вчера вечером мы долго гуляли по набережной и смотрели на огни города.", "CP1251"},
    {"Ukrainian", "Моя бабуся щоранку їздить на ринок, щоб купити свіжий хліб і яблука.", "CP1251"},
    {"Greek", "Το καλοκαίρι πηγαίνουμε συχνά στη θάλασσα με τους φίλους μας.", "CP1253"},
    {"Hebrew", "אתמול בערב הלכנו לטייל על שפת הים עם הילדים.", "CP1255"},
    {"Arabic", "ذهبت أمس إلى السوق واشتريت خبزا طازجا وبعض الفواكه.", "CP1256"},
    {"Thai", "เมื่อวานนี้ฝนตกหนักมาก เราจึงอยู่บ้านและทำอาหารกินกัน", "CP1252"},
    {"Hindi", "कल शाम को हम सब नदी के किनारे घूमने गए थे।", "CP1252"},
    {"simplified Chinese", "昨天晚上我们一起去河边散步，看见许多孩子在放风筝。", "GB18030"},
    {"traditional Chinese", "昨天晚上我們一起去河邊散步，看見許多孩子在放風箏。", "GB18030"},
    {"Japanese", "昨日は雨が降っていたので、家で本を読んで過ごしました。", "CP932"},
    {"Korean", "어제는 비가 많이 와서 집에서 책을 읽으며 시간을 보냈습니다.", "CP949"}};

static size_t decode(const char *text, uint32_t out[ROOM])
{
    size_t n = 0, left = strlen(text);
    for (size_t step; left > 0 && (step = utf8_decode(text, left, &out[n])) > 0; text += step, left -= step)
        n++;
    return n;
}

/* What a program shows that reads text's bytes in another encoding; bytes that it cannot read become Latin-1. */
static size_t misread(const char *text, const char *encoding, uint32_t out[ROOM])
{
    iconv_t from = iconv_open("UTF-8", encoding);
    char shown[ROOM * 4], *in = (char *)(uintptr_t)text, *to = shown;
    size_t left = strlen(text), room = sizeof shown - 1;
    while (from != (iconv_t)-1 && left > 0)
        if (iconv(from, &in, &left, &to, &room) == (size_t)-1 && left > 0 && room > 2) {
            size_t n = utf8_encode((unsigned char)*in++, to);
            to += n;
            room -= n;
            left--;
        }
    if (from != (iconv_t)-1)
        iconv_close(from);
    *to = '\0';
    return decode(shown, out);
}

static int64_t ordinary_cost(const char *text, size_t *n)
{
    uint32_t line[ROOM];
    *n = decode(text, line);
    return judge_text(line, *n);
}

/* English has three characters to misread in its sentence, the others many. */
static void check_sentences(void)
{
    uint32_t wrong[ROOM];
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        size_t n, wrong_n = misread(sentences[i].text, sentences[i].wrong, wrong);
        int64_t good = ordinary_cost(sentences[i].text, &n), bad = judge_text(wrong, wrong_n);
        char name[128];
        snprintf(name, sizeof name, "%s costs under 9 bits a character: %.1f", sentences[i].language,
                 (double)good / JUDGE_BIT / (double)n);
        check(good < (int64_t)n * 9 * JUDGE_BIT, name);
        snprintf(name, sizeof name, "%s misread costs 1.3 times as much: %.1f", sentences[i].language,
                 (double)bad / (double)good);
        check(bad * 10 > good * 13, name);
    }
}

static void check_chinese(void)
{
    size_t n;
    check(ordinary_cost("我們的學校在圖書館旁邊", &n) < 9 * JUDGE_BIT * 11, "traditional characters read well");
    int64_t wrong = ordinary_cost("璁╂垜浠潵鐪嬬湅", &n);
    check(wrong > 11 * JUDGE_BIT * (int64_t)n, "bytes of Chinese read as GBK do not");
}

static void check_limits(void)
{
    bool in_range = true, never = true;
    static const uint32_t odd[] = {0, 1, 0x7f, 0x80, 0x9f, 0xd800, 0xdfff, 0xe000, 0xf8ff, 0xfffd, 0xffff, 0x10ffff,
                                   0x110000, 0x7fffffff, 0xffffffff};
    static const uint32_t context[] = {JUDGE_EDGE, ' ', 'a', '7', 0xe9, 0x430, 0x4e00, 0xac00, 0x1f600, 0x110000,
                                       0xffffffff};
    for (size_t i = 0; i < sizeof context / sizeof *context; i++) {
        for (size_t j = 0; j < sizeof odd / sizeof *odd; j++)
            never &= judge_char(context[i], context[i], odd[j]) == 18 * JUDGE_BIT;
        for (uint32_t c = 0; c < 0x30000; c++) {
            int cost = judge_char(context[(i + 3) % 11], context[i], c);
            in_range &= cost >= 0 && cost <= 24 * JUDGE_BIT;
        }
    }
    check(in_range, "every cost is between 0 and 24 bits, 18 and 6 for scripts mixed in a word");
    check(never, "what no text holds costs 18 bits");
}

/* The sum must not depend on how it was asked for. */
static void check_sum(void)
{
    static const uint32_t text[] = {'A', 0xe9, ' ', '1', '9', 0xa0, 0x4e2d, 0x6587, 0x3002, 0x2500, 0x2500, 0xac00,
                                    0xad, 'b', 0x430, 0x431, 0x432, 0x110000, 'c', 0x1f600};
    uint32_t before2 = JUDGE_EDGE, before = JUDGE_EDGE;
    int64_t sum = 0;
    size_t n = sizeof text / sizeof *text;
    for (size_t i = 0; i <= n; i++) {
        uint32_t c = i < n ? text[i] : JUDGE_EDGE;
        sum += judge_char(before2, before, c);
        before2 = before;
        before = c;
    }
    check(sum == judge_text(text, n), "a text costs what its characters cost");
    check(judge_text(NULL, 0) == judge_char(JUDGE_EDGE, JUDGE_EDGE, JUDGE_EDGE), "an empty text is one edge");
}

static bool knows(const char *word)
{
    uint32_t c[ROOM];
    return judge_knows_spelling(c, decode(word, c));
}

static void check_spelling(void)
{
    check(knows("hráče") && knows("señal") && knows("DÉJÀ") && knows("второй") && knows("παράθυρο"), "words are known");
    check(!knows("hráèe") && !knows("seńal") && !knows("dΘjα") && !knows("бФПТПК"), "what they were misread as is not");
    check(!knows("") && !knows("à") && !knows("ąąąąąąąąąąąąąąąąąąąąąąąąąąąąąąąąąąąąąąąą"), "nor what is too short or too long");
}

static int cost_as_language(const char *text)
{
    uint32_t c[ROOM];
    struct judge_languages languages = judge_languages_begin();
    for (size_t i = 0, n = decode(text, c); i < n; i++)
        judge_languages_add(&languages, c[i]);
    return judge_languages_least(&languages);
}

static void check_languages(void)
{
    static const char *const pairs[][2] = {
        {"Nije moguće spremiti datoteku u ovu mapu", "Nije moguæe spremiti datoteku u ovu mapu"},
        {"A fájl nem nyitható meg, mert a név üres volt, és az őr elment", "A fájl nem nyitható meg, mert a név üres volt, és az õr elment"},
        {"Der Schlüssel für diese Tür ist verloren", "Der Schlüssel fűr diese Tűr ist verloren"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        check(cost_as_language(pairs[i][0]) + 4 * JUDGE_BIT < cost_as_language(pairs[i][1]), "letters of one language stand together");
    check(cost_as_language("") == cost_as_language("123 ... 456"), "what is no Latin letter costs nothing");
    check(cost_as_language("čaj, čaj") < cost_as_language("čaj, ņaj"), "the same letter again tells nothing more");
}

static void check_header(const struct language_model *m)
{
    size_t size = (size_t)(language_model_end - (const unsigned char *)m);
    check(size == sizeof *m && size <= MODEL_LIMIT, "the table has the size of its layout");
    check(memcmp(m->magic, "unbakeLM", 8) == 0 && m->format[0] == MODEL_FORMAT, "the table is of this format");
    check((m->size[0] | m->size[1] << 8 | m->size[2] << 16) == (int)sizeof *m, "the table knows its size");
    check(memchr(m->version, '\0', sizeof m->version) != NULL && *judge_version() != '\0', "the version is a string");
}

static void check_table(const struct language_model *m)
{
    bool index = true, costs = true;
    for (size_t i = 0; i < MODEL_CHARACTERS / MODEL_BLOCK; i++)
        index &= (m->index[i][0] | m->index[i][1] << 8) < MODEL_BLOCKS;
    for (size_t i = 0; i < MODEL_BLOCKS; i++)
        for (size_t j = 0; j < MODEL_BLOCK; j++)
            index &= m->characters[i][j].class < MODEL_CLASSES;
    for (size_t i = 0; i < MODEL_PAIR_LINES; i++)
        for (size_t j = 0; j < MODEL_PAIRS_PER_LINE; j++)
            costs &= m->pairs[i].cost[j] <= MODEL_COST_MAX && m->pairs[i].back_off[j] <= MODEL_COST_MAX + 1;
    for (size_t i = 0; i < MODEL_TRIPLE_LINES; i++)
        for (size_t j = 0; j < MODEL_TRIPLES_PER_LINE; j++)
            costs &= m->triples[i].cost[j] <= MODEL_COST_MAX;
    check(index, "every block and class is in range");
    check(costs, "every stored cost is in range");
}

/* Both ways to look for a print agree, in every line of the table, on each of its prints and on one that is not there. */
static void check_prints(const struct language_model *m)
{
    bool same = true, found = true;
    for (size_t i = 0; i < MODEL_TRIPLE_LINES; i++)
        for (int j = 0; j <= MODEL_TRIPLES_PER_LINE; j++) {
            const uint8_t (*print)[2] = m->triples[i].print;
            uint16_t wanted = (uint16_t)(j < MODEL_TRIPLES_PER_LINE ? print[j][0] | print[j][1] << 8 : 0xABCD);
            int at = find_print(print, MODEL_TRIPLES_PER_LINE, wanted);
            same &= at == find_print_portably(print, MODEL_TRIPLES_PER_LINE, wanted);
            found &= j == MODEL_TRIPLES_PER_LINE || (at >= 0 && at <= j);
        }
    for (size_t i = 0; i < MODEL_PAIR_LINES; i++)
        for (int j = 0; j < MODEL_PAIRS_PER_LINE; j++) {
            const uint8_t (*print)[2] = m->pairs[i].print;
            uint16_t wanted = (uint16_t)(print[j][0] | print[j][1] << 8);
            int at = find_print(print, MODEL_PAIRS_PER_LINE, wanted);
            same &= at == find_print_portably(print, MODEL_PAIRS_PER_LINE, wanted);
            found &= at >= 0 && at <= j;
        }
    check(same, "prints are found where the portable search finds them");
    check(found, "every print is found");
}

int main(void)
{
    check_sentences();
    check_chinese();
    check_limits();
    check_sum();
    check_spelling();
    check_languages();
    check_header(&language_model);
    check_table(&language_model);
    check_prints(&language_model);
    check(strcmp(judge_version(), MODEL_NAME) == 0, "the model is the one that the version names");
    return check_end();
}
