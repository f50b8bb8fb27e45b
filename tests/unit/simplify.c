/* unit/simplify.c: traditional to simplified Chinese.  Comes in: words and sentences.  Goes out: one result for each.
 * Never: takes its expectations from a dictionary that the tables are made from. */
#include "normalize/normalize.h"

#include <stdlib.h>
#include <time.h>

#include "base/utf8.h"
#include "check.h"
#include "normalize/simplify_step.h"
#include "tables/characters.h"
#include "tables/han_simplified.h"

static struct line line;

static const enum unbake_simplify modes[] = {UNBAKE_T2S, UNBAKE_TW2S, UNBAKE_HK2S};

static const struct bytes *simplified(enum unbake_simplify mode, const char *text)
{
    struct normalize *normalize = normalize_new(UNBAKE_NFC, mode);
    bytes_clear(&line.text);
    if (!normalize || !bytes_append(&line.text, text, strlen(text)) || simplify_line(normalize, &line) != UNBAKE_OK)
        abort();
    normalize_free(normalize);
    return &line.text;
}

static const struct example {
    const char *text, *want;
} changed[] = {
    {"著重", "着重"},
    {"問題存在著", "问题存在着"},
    {"存在著", "存在着"},
    {"慰藉", "慰藉"},
    {"他從中得到慰藉", "他从中得到慰藉"},
    {"以此為藉口", "以此为借口"},
    {"這部著名的著作有顯著的影響", "这部著名的著作有显著的影响"},
    {"存在著作權爭議", "存在著作权争议"},
    {"乾坤已定，衣服乾淨", "乾坤已定，衣服干净"},
    {"瞭望臺上一目瞭然", "瞭望台上一目了然"},
    {"宮商角徵羽與徵求意見", "宫商角徵羽与征求意见"},
    {"覆蓋全國的答覆", "覆盖全国的答复"},
    {"甚麼時候來", "什么时候来"},
    {"徐乾學是清代學者", "徐乾学是清代学者"},
    {"被發明的東西", "被发明的东西"},
    {"頭髮", "头发"},
    {"裏面與裡面", "里面与里面"},
    {"衞生署", "卫生署"},
    {"麪包和麵包", "面包和面包"},
    {"看着我們", "看着我们"},
    {"計畫", "计划"},
    {"𠁞", "𠀾"},
    {"反覆", "反复"},
    {"顯著地改進", "显著地改进"},
    {"這本名著重印了", "这本名著重印了"},
    {"沈默的沈先生來自沈陽", "沉默的沈先生来自沈阳"},
    {"曹雪芹著《紅樓夢》", "曹雪芹著《红楼梦》"},
    {"由於單一原因", "由于单一原因"},
    {"看着", "看着"},
    {"錢鍾書", "钱锺书"},
    {"書中自有千鍾粟", "书中自有千钟粟"},
    {"薰陶之餘，種薰衣草", "熏陶之余，种薰衣草"},
    {"衹有懞懂的神衹來", "只有懵懂的神衹来"},
    {"朱儁與王濬", "朱儁与王濬"},
    {"疏濬河道，麴菌發酵", "疏浚河道，曲菌发酵"},
    {"來自嚼徵含商的樂聲", "来自嚼徵含商的乐声"},
    {"看着電視", "看着电视"},
    {"鮮の味來了", "鲜の味来了"},
};

/* With regional words. */
static const struct example regional[] = {
    {"這個滑鼠", "这个鼠标"},
    {"文件", "文件"},
    {"伺服器軟體的預設值", "服务器软件的默认值"},
    {"這個解方程式的程式", "这个解方程式的程序"},
    {"生產線上的人連上網際網路", "生产线上的人连上互联网"},
    {"國的", "国的"},
};

/* What the modes tell apart, and lines that hold both ways of writing. */
static const struct {
    enum unbake_simplify mode;
    const char *text, *want;
} by_mode[] = {
    {UNBAKE_HK2S, "金庸著，門關着", "金庸著，门关着"},
    {UNBAKE_HK2S, "這部小說由金庸著", "这部小说由金庸著"},
    {UNBAKE_HK2S, "他看著我們", "他看着我们"},
    {UNBAKE_T2S, "他看着金庸著的書", "他看着金庸著的书"},
    {UNBAKE_TW2S, "他看着門關著", "他看着门关着"},
    {UNBAKE_T2S, "门关着 門關著 这里", "门关着 门关著 这里"},
    {UNBAKE_TW2S, "这里的门 門關著", "这里的门 门关着"},
    {UNBAKE_T2S, "這裡的衣服乾了，这里的衣服乾了", "这里的衣服干了，这里的衣服乾了"},
    {UNBAKE_T2S, "这里没有乾，后来还是没有，東門", "这里没有乾，后来还是没有，东门"},
    {UNBAKE_T2S, "这里没有乾，后来还是没有，初若溟濛", "这里没有乾，后来还是没有，初若溟濛"},
    {UNBAKE_TW2SP, "市場行銷", "市场营销"},
    {UNBAKE_TW2SP, "这里的滑鼠、那裡的滑鼠", "这里的滑鼠、那里的鼠标"},
    {UNBAKE_TW2SP, "寬頻與馬利蘭州", "宽带与马利兰州"},
    {UNBAKE_HK2SP, "寬頻與馬利蘭州", "宽带与马里兰州"},
    {UNBAKE_HK2SP, "勇敢的士兵們", "勇敢的士兵们"},
    {UNBAKE_T2S, "他用滑鼠來", "他用滑鼠来"},
};

static const char *const kept[] = {
    "这部著名的著作有显著的影响",
    "乾隆皇帝与徐乾学",
    "他枕藉而眠，狼藉一片，借口很多",
    "名著重印",
    "瞭望台上一目了然",
    "この問題は國際的に發展した",
    "美玉落于汙泥之中，他们说这实在可惜",
    "伝統的",
    "関係式",
    "会議資料",
    "動作の不足",
    "関戸 幸一、鍋谷 栄展",
    "乗算記号",
    "도서관 圖書館의 책",
    "plain ASCII, caf\xC3\xA9 and \xE4\xBD",
    "",
};

/* Every Han character after one that makes the line traditional: the result is UTF-8, stays in a second run, and is
 * already in NFC. */
static void check_all_characters(void)
{
    unsigned twice = 0, other_form = 0;
    struct normalize *normalize = normalize_new(UNBAKE_NFC, UNBAKE_T2S);
    for (uint32_t c = 0x3400; c < 0x33480; c++) {
        char text[16] = "\xE5\x80\x91\xE9\x96\x80", once[64];
        if ((c >= 0xA000 && c < 0x20000) || !normalize || (character_flags(c) & CHARACTER_NFC))
            continue;
        size_t n = 6 + utf8_encode(c, text + 6);
        bytes_clear(&line.text);
        if (!bytes_append(&line.text, text, n) || simplify_line(normalize, &line) != UNBAKE_OK)
            abort();
        n = line.text.len;
        memcpy(once, line.text.data, n);
        uint64_t changes = line.changes;
        other_form += normalize_line(normalize, &line) != UNBAKE_OK || line.changes != changes;
        twice += simplify_line(normalize, &line) != UNBAKE_OK || line.text.len != n || memcmp(line.text.data, once, n);
    }
    normalize_free(normalize);
    check(twice == 0, "every character: simplifying twice is simplifying once");
    check(other_form == 0, "every character: the result is in NFC");
}

/* No regional word may begin another chain. */
static void check_regional_twice(void)
{
    uint32_t count;
    const struct han_word *words = han_regional(&count);
    unsigned wrong = 0;
    for (uint32_t i = 0; i < count; i++) {
        char once[2][128];
        struct bytes text = {0};
        if (!bytes_append_char(&text, 0x5011) || !bytes_append_char(&text, 0x9580)) /* traditional */
            abort();
        for (uint8_t k = 0; k < words[i].len; k++)
            if (!bytes_append_char(&text, han_regional_text(&words[i])[k]) || !bytes_reserve(&text, 1))
                abort();
        text.data[text.len] = 0;
        for (int run = 0; run < 2; run++) {
            const struct bytes *got = simplified(UNBAKE_TW2SP, run ? once[0] : text.data);
            memcpy(once[run], got->data, got->len);
            once[run][got->len] = 0;
        }
        wrong += strcmp(once[0], once[1]) != 0;
        bytes_free(&text);
    }
    check(count > 300 && wrong == 0, "every regional word: simplifying twice is simplifying once");
}

static void check_long_line(void)
{
    struct bytes text = {0};
    for (int i = 0; i < 300000; i++)
        if (!bytes_append(&text, i % 3 ? "\xE8\x91\x97" : "\xE5\x9C\x8B", 3))
            abort();
    struct normalize *normalize = normalize_new(UNBAKE_NFC, UNBAKE_TW2SP);
    clock_t start = clock();
    bytes_clear(&line.text);
    bool good = normalize && bytes_append(&line.text, text.data, text.len) && !simplify_line(normalize, &line);
    check(good && line.text.len == text.len, "a line of 300,000 ambiguous characters");
    check((double)(clock() - start) / CLOCKS_PER_SEC < 1, "in no time to speak of");
    normalize_free(normalize);
    bytes_free(&text);
}

static uint64_t seed = 9;

static unsigned below(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

enum { STEP_TEXT = 3 * STEP + 10 /* more than a step takes */ };

/* Han, signs, and now and then a byte that is out of place. */
static void fill_step(char text[STEP_TEXT])
{
    static const unsigned first[] = {HAN_MAIN_BEGIN, HAN_MAIN_BEGIN, HAN_MAIN_BEGIN, SIGNS_HAN, SIGNS_WIDE, 0x9F00},
                          count[] = {0x5200, 0x5200, 0x5200, 0x80, 0x60, 0x100};
    for (unsigned i = 0; i + 3 <= STEP_TEXT; i += 3) {
        unsigned which = below(64), kind = which < 5 ? which : 0;
        uint32_t c = first[kind] + below(count[kind]);
        const bool asks = kind == 0 && han_main[c - HAN_MAIN_BEGIN] >> HAN_MAIN_ASK;
        utf8_encode(asks && below(8) ? 0x4E00 : c, text + i);
    }
    text[STEP_TEXT - 1] = 'x';
    if (below(4) == 0)
        text[below(STEP_TEXT)] = (char)below(256);
}

/* The way of this processor beside the portable one. */
static void check_steps(void)
{
    simplify_stepper *fast = simplify_choose_stepper();
    unsigned long differences = 0, whole = 0, changes = 0;
    for (unsigned round = 0; round < 200000; round++) {
        char text[STEP_TEXT], one[STEP_TEXT + STEP_SLACK] = "", two[STEP_TEXT + STEP_SLACK] = "";
        size_t n = round & 2 ? STEP_TEXT : below(STEP_TEXT);
        fill_step(text);
        struct simplify_step a = simplify_step_portable(text, n, one, round & 1), b = fast(text, n, two, round & 1);
        differences += a.count != b.count || a.signs != b.signs || a.simplified != b.simplified ||
                       a.traditional != b.traditional || a.changed != b.changed || memcmp(one, two, 3 * a.count) != 0;
        whole += a.count == STEP;
        changes += a.changed != 0;
    }
    check(differences == 0, "the fast way of simplifying does what the portable one does");
    check(whole > 1000 && changes > 1000, "and both had something to do");
}

/* Words that decide about a character, with that character, and what stands beside them. */
static bool fill_line(struct bytes *text)
{
    static const uint32_t others[] = {0x5011, 0x9580, 0x7740, 0x8457, 0x7684, 0x4E48, 0xFF0C, 0x3002, 'x'};
    bool good = true;
    for (unsigned pieces = 1 + below(8); pieces && good; pieces--) {
        const struct han_entry *entry = han_entry(HAN_MAIN_BEGIN + below(HAN_MAIN_END - HAN_MAIN_BEGIN));
        if (!entry || !entry->rules) {
            good = bytes_append_char(text, others[below(sizeof others / sizeof *others)]);
            continue;
        }
        const struct han_rule *rule = han_rules(entry) + below(entry->rules);
        const uint32_t *around = han_text(rule);
        for (unsigned i = 0; i < rule->before && good; i++)
            good = bytes_append_char(text, around[i]);
        good = good && bytes_append_char(text, below(4) ? entry->from : rule->to);
        for (unsigned i = 0; i < rule->after && good; i++)
            good = bytes_append_char(text, around[rule->before + i]);
    }
    return good;
}

/* What takes its flag from the mask of a line is not looked at again. */
static void check_settled(void)
{
    struct bytes once = {0};
    unsigned long settled = 0, left = 0, wrong = 0;
    for (unsigned round = 0; round < 60000; round++) {
        struct normalize *normalize = normalize_new(UNBAKE_NFC, modes[round % 3]);
        bytes_clear(&line.text);
        line.mask = SUSPECT_SIMPLIFY;
        if (!normalize || !fill_line(&line.text) || simplify_line(normalize, &line) != UNBAKE_OK)
            abort();
        bool done = !(line.mask & SUSPECT_SIMPLIFY);
        settled += done;
        left += !done;
        bytes_clear(&once);
        if (!bytes_append(&once, line.text.data, line.text.len) || simplify_line(normalize, &line) != UNBAKE_OK)
            abort();
        wrong += done && (once.len != line.text.len || memcmp(once.data, line.text.data, once.len) != 0);
        normalize_free(normalize);
    }
    check(wrong == 0, "what is called settled is not changed by doing it again");
    check(settled > 10000 && left > 1000, "of lines that are settled, and of others");
    bytes_free(&once);
}

int main(void)
{
    for (size_t i = 0; i < sizeof changed / sizeof changed[0]; i++)
        for (size_t m = 0; m < 3; m++) {
            const struct bytes *got = simplified(modes[m], changed[i].text);
            check_text(got->data, got->len, changed[i].want, changed[i].want);
        }
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        const struct bytes *got = simplified(UNBAKE_T2S, kept[i]);
        check_text(got->data, got->len, kept[i], *kept[i] ? kept[i] : "nothing");
    }
    for (size_t i = 0; i < sizeof regional / sizeof regional[0]; i++)
        for (size_t m = 0; m < 2; m++) {
            const struct bytes *got = simplified(m ? UNBAKE_HK2SP : UNBAKE_TW2SP, regional[i].text);
            check_text(got->data, got->len, regional[i].want, regional[i].want);
        }
    for (size_t i = 0; i < sizeof by_mode / sizeof by_mode[0]; i++) {
        const struct bytes *got = simplified(by_mode[i].mode, by_mode[i].text);
        check_text(got->data, got->len, by_mode[i].want, by_mode[i].want);
    }
    check_all_characters();
    check_regional_twice();
    check_long_line();
    check_steps();
    check_settled();
    const struct bytes *off = simplified(UNBAKE_SIMPLIFY_OFF, "國");
    check_text(off->data, off->len, "國", "off is off");
    line_free(&line);
    return check_end();
}
