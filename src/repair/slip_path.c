/* slip_path.c: one step of a path of the search that undoes byte slip.  Comes in: a path and bytes.  Goes out: the
 * paths that it becomes.  Never: a choice among them. */
#include "repair/slip_path.h"

#include "base/utf8.h"
#include "tables/pinyin.h"

int slip_script_of(const struct slip_search *s, uint32_t c, uint32_t gbk)
{
    if (!slip_is_han(c))
        return 0;
    bool gb2312 = gbk >= 0xB0A1 && (gbk & 0xFF) >= 0xA1;
    bool big5 = codec_to_bytes(s->big5, c) != CODEC_NONE;
    return (int)big5 - (int)gb2312;
}

/* Whether the programs' decoder could not read the two bytes, so that a question mark stands for both: page 936 has
 * nothing in FE50 to FEA0, and nothing where GB 18030 has private-use characters outside the zones of users. */
static bool is_no_pair(const struct slip_search *s, int first, int second)
{
    uint32_t c = codec_of_pair(s->gbk, (unsigned char)first, (unsigned char)second);
    return (first == 0xFE && second >= 0x50 && second <= 0xA0) || c == CODEC_NONE || (c > ZONES_END && c <= 0xF8FF);
}

void slip_find_lonely(struct slip_search *s)
{
    for (int first = 0x81; first <= 0xFE && !s->lonely[0xFE]; first++)
        for (int second = 0x81; second <= 0xFE; second++)
            s->lonely[first] |= is_no_pair(s, first, second);
}

struct path *slip_grow(struct slip_search *s, const struct path *from, int64_t price)
{
    if (s->grown == GROWN)
        return NULL;
    struct path *path = &s->grow[s->grown++];
    *path = *from;
    path->cost += price;
    path->said[0] = path->said[1] = 0;
    return path;
}

static void hear(struct slip_search *s, struct path *path, uint32_t character)
{
    int cost = judge_char(path->before2, path->before, character);
    int word = path->cost2 + path->cost1 + cost;
    if (word > WORD && judge_knows_word(path->before2, path->before, character))
        cost -= word - WORD;
    path->cost += cost;
    path->cost2 = path->cost1;
    path->cost1 = (int16_t)cost;
    path->before2 = path->before;
    path->before = character;
    s->work--;
}

static void say(struct slip_search *s, struct path *path, uint32_t character)
{
    hear(s, path, character);
    path->said[path->said[0] ? 1 : 0] = character;
}

void slip_shift(struct path *path, int byte)
{
    path->last2 = path->last;
    path->last = (int16_t)byte;
}

bool slip_is_lead(int byte)
{
    return byte >= 0x81 && byte <= 0xFE;
}

static uint32_t pair(const struct slip_search *s, int lead, int trail)
{
    if (!slip_is_lead(lead) || trail < 0x40 || trail > 0xFE)
        return CODEC_NONE;
    uint32_t c = codec_of_pair(s->gbk, (unsigned char)lead, (unsigned char)trail);
    bool private_use = c >= 0xE000 && c <= 0xF8FF;
    return private_use ? (uint32_t)CODEC_NONE : c;
}

int64_t slip_gloss_price(const struct slip_search *s, int lead, int trail, const struct slip_token *gloss)
{
    uint32_t c = pair(s, lead, trail);
    if (c == CODEC_NONE || !pinyin_has(c, gloss->syllable))
        return NOT_READ;
    int64_t price = pinyin_has_tone(c, gloss->syllable, gloss->tone) ? 0 : OTHER_TONE;
    if (pinyin_usual(c) != gloss->syllable)
        price += UNUSUAL;
    if (gloss_notes_glossed(s->notes, c))
        return price;
    return price + (gloss_notes_bare(s->notes, c) ? BARE_BEFORE : GLOSSED_ANEW);
}

static bool is_gloss(const struct slip_search *s, size_t i)
{
    return i < s->n && (s->tokens[i].kind == SLIP_GLOSS || s->tokens[i].kind == SLIP_UNKNOWN_GLOSS);
}

/* A character with a gloss elsewhere and none here.  One next to it may have come between its bytes. */
static bool is_left_bare(const struct slip_search *s, uint32_t c)
{
    return gloss_notes_glossed(s->notes, c) && !is_gloss(s, s->at + 1) && !is_gloss(s, s->at) &&
           (s->at == 0 || !is_gloss(s, s->at - 1));
}

struct path *slip_complete(struct slip_search *s, const struct path *from, int lead, int trail, int64_t price)
{
    uint32_t c = pair(s, lead, trail);
    struct path *path = c == CODEC_NONE ? NULL : slip_grow(s, from, price);
    if (!path)
        return NULL;
    int script = slip_script_of(s, c, (uint32_t)(lead << 8 | trail));
    if (script * s->script < 0)
        path->cost += WRONG_SCRIPT;
    if (is_left_bare(s, c))
        path->cost += LEFT_BARE;
    say(s, path, c);
    path->waiting = NONE;
    path->last = (int16_t)lead;
    path->beside = NONE;
    slip_shift(path, trail);
    return path;
}

void slip_follow(struct slip_search *s, struct path *path, int byte)
{
    if (!path || byte == NONE)
        return;
    if (slip_is_lead(byte))
        path->waiting = (int16_t)byte;
    else
        say(s, path, (uint32_t)byte);
    slip_shift(path, byte);
}

bool slip_may_stand_beside(const struct slip_search *s, int first, int second)
{
    return first == NONE || is_no_pair(s, first, second);
}

void slip_take_waiting(struct slip_search *s, const struct path *from, int first, int second, int64_t price)
{
    if (from->waiting != ANY) {
        slip_follow(s, slip_complete(s, from, from->waiting, first, price), second);
        return;
    }
    for (int lead = 0x81; lead <= 0xFE; lead++)
        if (slip_may_stand_beside(s, from->beside, lead))
            slip_follow(s, slip_complete(s, from, lead, first, lead >= 0xA1 && lead <= 0xA9 ? price + SYMBOL : price), second);
}

void slip_keep_token(struct slip_search *s, const struct path *from, size_t i)
{
    const struct slip_token *token = &s->tokens[i];
    struct path *path = slip_grow(s, from, 0);
    if (!path)
        return;
    for (size_t at = 0; at < token->len;) {
        uint32_t c = 0xFFFD;
        size_t len = utf8_decode(s->line + token->at + at, token->len - at, &c);
        hear(s, path, c);
        at += len ? len : 1;
    }
    path->said[0] = AS_IS | (uint32_t)i;
    if (token->kind == SLIP_PAIR)
        slip_shift(path, token->bytes >> 8);
    slip_shift(path, token->kind == SLIP_PAIR || token->kind == SLIP_BYTE ? token->bytes & 0xFF : NONE);
}
