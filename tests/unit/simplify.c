/* unit/simplify.c: traditional to simplified Chinese.  Comes in: words and sentences.  Goes out: one result for each.
 * Never: takes its expectations from a dictionary that the tables are made from. */
#include "check.h"
#include "normalize/normalize.h"

#include <stdlib.h>

static struct line line;

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
};

static const char *const kept[] = {
    "这部著名的著作有显著的影响",
    "乾隆皇帝与徐乾学",
    "他枕藉而眠，狼藉一片，借口很多",
    "名著重印",
    "瞭望台上一目了然",
    "この問題は國際的に發展した",
    "도서관 圖書館의 책",
    "plain ASCII, caf\xC3\xA9 and \xE4\xBD",
    "",
};

int main(void)
{
    static const enum unbake_simplify modes[] = {UNBAKE_T2S, UNBAKE_TW2S, UNBAKE_HK2S};
    for (size_t i = 0; i < sizeof changed / sizeof changed[0]; i++)
        for (size_t m = 0; m < 3; m++) {
            const struct bytes *got = simplified(modes[m], changed[i].text);
            check_text(got->data, got->len, changed[i].want, changed[i].want);
        }
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        const struct bytes *got = simplified(UNBAKE_T2S, kept[i]);
        check_text(got->data, got->len, kept[i], *kept[i] ? kept[i] : "nothing");
    }
    const struct bytes *off = simplified(UNBAKE_SIMPLIFY_OFF, "國");
    check_text(off->data, off->len, "國", "off is off");
    line_free(&line);
    return check_end();
}
