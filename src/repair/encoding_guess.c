/* encoding_guess.c: which encoding bytes are in.  Comes in: bytes.  Goes out: the encoding in which they read best, when
 * they are not UTF-8 and bear no mark.  Never: a name for bytes that read like language in none. */
#include "repair/encoding_guess.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"
#include "repair/legacy_read.h"

/* In bits, how much better than the second the best must read: a thousand to one. */
enum { LEAD = 10 };

static bool begins_with(const char *text, size_t len, const char *mark, size_t mark_len)
{
    return len >= mark_len && memcmp(text, mark, mark_len) == 0;
}

static const char *marked(const char *text, size_t len)
{
    if (begins_with(text, len, "\xEF\xBB\xBF", 3))
        return "UTF-8";
    if (begins_with(text, len, "\xFF\xFE\0\0", 4) || begins_with(text, len, "\0\0\xFE\xFF", 4))
        return "UTF-32";
    if (begins_with(text, len, "\xFF\xFE", 2) || begins_with(text, len, "\xFE\xFF", 2))
        return "UTF-16";
    return NULL;
}

/* All characters but one that the end may cut. */
static bool is_utf8(const char *text, size_t len)
{
    uint32_t c;
    size_t at = 0;
    for (size_t n; at < len && (n = utf8_decode(text + at, len - at, &c)) > 0; at += n) {
    }
    return at == len || at + utf8_cut_tail(text, len) == len;
}

static bool is_iso_2022_jp(const char *text, size_t len)
{
    bool shifts = false;
    for (size_t i = 0; i < len; i++) {
        if (text[i] & 0x80)
            return false;
        shifts = shifts || begins_with(text + i, len - i, "\x1B$B", 3) || begins_with(text + i, len - i, "\x1B$@", 3);
    }
    return shifts;
}

/* Without a mark; high: which byte of a pair is the high one. */
static struct legacy_reader read_utf16(const char *text, size_t len, size_t high)
{
    struct legacy_reader reader = legacy_begin();
    for (size_t at = 0; at + 1 < len; at += 2) {
        uint32_t c = (uint32_t)((unsigned char)text[at + high] << 8 | (unsigned char)text[at + 1 - high]);
        legacy_take(&reader, c - 0xD800u < 0x800 ? (uint32_t)CODEC_NONE : c, true);
    }
    return reader;
}

static struct legacy_reader read_utf8(const char *text, size_t len)
{
    struct legacy_reader reader = legacy_begin();
    for (size_t at = 0, n; at < len; at += n ? n : 1) {
        uint32_t c;
        n = utf8_decode(text + at, len - at, &c);
        legacy_take(&reader, n ? c : (uint32_t)CODEC_NONE, !n || c >= 0x80);
    }
    return reader;
}

struct contest {
    const char *name;
    struct legacy_reader best;
    int64_t second;
};

static void enter(struct contest *contest, const char *name, struct legacy_reader reader)
{
    if (!contest->name || reader.cost < contest->best.cost) {
        contest->second = contest->name ? contest->best.cost : INT64_MAX;
        contest->name = name;
        contest->best = reader;
    } else if (reader.cost > contest->best.cost && reader.cost < contest->second) {
        contest->second = reader.cost;
    }
}

static void enter_all(struct contest *contest, const char *text, size_t len)
{
    size_t n;
    const struct legacy *legacy = legacy_all(&n);
    struct codecs *codecs = codecs_new();
    enter(contest, "UTF-8", read_utf8(text, len));
    for (size_t i = 0; codecs && i < n; i++) {
        const struct codec *codec = codecs_get(codecs, legacy[i].codec);
        if (codec)
            enter(contest, legacy[i].name, legacy_read(codec, text, len, false));
    }
    enter(contest, "UTF-16LE", read_utf16(text, len, 1));
    enter(contest, "UTF-16BE", read_utf16(text, len, 0));
    codecs_free(codecs);
}

const char *encoding_guess(const char *text, size_t len)
{
    struct contest contest = {0};
    len = len < GUESS_BYTES ? len : GUESS_BYTES;
    bool utf8 = is_utf8(text, len);
    const char *name = marked(text, len) ? marked(text, len) : is_iso_2022_jp(text, len) ? "ISO-2022-JP" : NULL;
    /* Characters of two bytes may have no byte that is not ASCII, but NULs. */
    if (!len || name || (utf8 && !memchr(text, '\0', len)))
        return name ? name : "UTF-8";
    enter_all(&contest, text, len);
    bool clear = contest.second - contest.best.cost >= LEAD * JUDGE_BIT && legacy_means_something(&contest.best);
    return clear ? contest.name : utf8 ? "UTF-8" : NULL;
}
