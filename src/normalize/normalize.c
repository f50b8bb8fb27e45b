/* normalize.c: Unicode normalization forms by utf8proc.  Comes in: a line.  Goes out: the line with the stretches
 * around suspect characters in the wanted form, everything else as it was.  Never: lets utf8proc see bytes that are no UTF-8,
 * or a run of combining marks that its reordering, quadratic in the run, would stall on.
 *
 * A stretch begins at the last character before a suspect one that may be cut before, and ends before the next such
 * character; UAX #15 calls those boundaries, and what is between two of them is normalized by itself. */
#include "normalize/normalize.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "normalize/room.h"
#include "tables/characters.h"
#include "tables/compositions.h"

struct form {
    unsigned may, not_yes; /* flags of characters */
    utf8proc_option_t options;
    const char *name;
};

static const struct form forms[] = {
    [UNBAKE_FORM_NONE] = {0, 0, 0, ""},
    [UNBAKE_NFC] = {CHARACTER_NFC, CHARACTER_NOT_NFC, UTF8PROC_STABLE | UTF8PROC_COMPOSE, "NFC"},
    [UNBAKE_NFD] = {CHARACTER_NFD, CHARACTER_NOT_NFD, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE, "NFD"},
    [UNBAKE_NFKC] = {CHARACTER_NFKC, CHARACTER_NOT_NFKC, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT, "NFKC"},
    [UNBAKE_NFKD] = {CHARACTER_NFKD, CHARACTER_NOT_NFKD, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT,
                     "NFKD"},
};

/* Vietnamese has two marks at most, and hardly any letter has more. */
enum { COMPOSE_MARKS_MAX = 4, COMPOSE_FOLLOWERS = 6, COMPOSE_ROOM = (1 + COMPOSE_MARKS_MAX) * UTF8_MAX };

static int ask_class(uint32_t c)
{
    return utf8proc_get_property((utf8proc_int32_t)c)->combining_class;
}

struct normalize *normalize_new(enum unbake_form form, enum unbake_simplify simplify)
{
    struct normalize *normalize = calloc(1, sizeof *normalize);
    if (!normalize)
        return NULL;
    normalize->form = form;
    normalize->simplify = simplify;
    normalize->step = simplify_choose_stepper();
    for (uint32_t i = 0; i < MARKS_COUNT; i++)
        normalize->mark_class[i] = (unsigned char)ask_class(MARKS_FIRST + i);
    return normalize;
}

void normalize_free(struct normalize *normalize)
{
    if (!normalize)
        return;
    free(normalize->points);
    simplify_free(normalize);
    free(normalize);
}

bool normalize_is_boundary(enum unbake_form form, uint32_t code_point)
{
    return !(character_flags(code_point) & forms[form].may);
}

unsigned normalize_interest(enum unbake_form form)
{
    return forms[form].may;
}

/* Combining classes of Latin, Greek and Cyrillic marks are asked of utf8proc once; conjoining vowels and finals have none. */
enum { V_FIRST = 0x1161, V_COUNT = 21, T_BEFORE = 0x11A7, T_COUNT = 28 };

static int class_of(const struct normalize *normalize, uint32_t c)
{
    if (c - MARKS_FIRST < MARKS_COUNT)
        return normalize->mark_class[c - MARKS_FIRST];
    return c - V_FIRST < T_BEFORE + T_COUNT - V_FIRST ? 0 : ask_class(c);
}

/* A suspect character. */
struct mark {
    uint32_t c;
    unsigned char class;
    bool decomposes;
};

/* A stretch as it is found: where it is, and whether the quick check of UAX #15 already says that it is in the form. */
struct stretch {
    size_t at, marked, end; /* of the starter, if there is one; of the suspect characters after it; and the end of both */
    struct mark first[COMPOSE_FOLLOWERS];
    unsigned followers;
    unsigned marks, most_marks; /* in the run that is going on, and in the longest */
    int last_class;
    bool quick_yes;
};

/* Field by field: to clear what is not filled yet takes longer than all the rest. */
static void begin_stretch(struct stretch *s, size_t at, size_t marked)
{
    s->at = at;
    s->marked = marked;
    s->followers = s->marks = s->most_marks = 0;
    s->last_class = 0;
    s->quick_yes = true;
}

static void take_suspect(struct stretch *s, uint32_t c, int class, unsigned flags, unsigned not_yes)
{
    if (s->followers < COMPOSE_FOLLOWERS)
        s->first[s->followers] = (struct mark){c, (unsigned char)class, flags & CHARACTER_NOT_NFD};
    s->followers++;
    if ((flags & not_yes) || (class && class < s->last_class))
        s->quick_yes = false;
    s->last_class = class;
    s->marks = class ? s->marks + 1 : 0;
    if (s->marks > s->most_marks)
        s->most_marks = s->marks;
}

static bool reserve_points(struct normalize *normalize, size_t wanted)
{
    if (wanted <= normalize->cap)
        return true;
    if (wanted > SIZE_MAX / 2 / sizeof *normalize->points)
        return false;
    size_t cap = wanted + wanted / 2 + 64;
    utf8proc_int32_t *points = realloc(normalize->points, cap * sizeof *points);
    if (!points)
        return false;
    normalize->points = points;
    normalize->cap = cap;
    return true;
}

/* The stretch in the form; its length, or -1 when memory is short. */
static utf8proc_ssize_t transform(struct normalize *normalize, const char *p, size_t n)
{
    const struct form *form = &forms[normalize->form];
    const utf8proc_uint8_t *from = (const utf8proc_uint8_t *)p;
    utf8proc_ssize_t got = (utf8proc_ssize_t)n;
    do { /* the first guess is one code point per byte; one more entry is for utf8proc's NUL */
        if (!reserve_points(normalize, (size_t)got + 1))
            return -1;
        got = utf8proc_decompose(from, (utf8proc_ssize_t)n, normalize->points,
                                 (utf8proc_ssize_t)normalize->cap - 1, form->options);
    } while (got >= (utf8proc_ssize_t)normalize->cap);
    return got < 0 ? -1 : utf8proc_reencode(normalize->points, got, form->options);
}

/* Hangul syllables, composed by the arithmetic of chapter 3.12 of the Unicode Standard. */
enum { L_FIRST = 0x1100, L_COUNT = 19, SYLLABLE_FIRST = 0xAC00, SYLLABLE_LAST = 0xD7A3 };

static uint32_t compose_hangul(uint32_t first, uint32_t second)
{
    if (first - L_FIRST < L_COUNT && second - V_FIRST < V_COUNT)
        return SYLLABLE_FIRST + ((first - L_FIRST) * V_COUNT + (second - V_FIRST)) * T_COUNT;
    bool lv = first >= SYLLABLE_FIRST && first <= SYLLABLE_LAST && (first - SYLLABLE_FIRST) % T_COUNT == 0;
    return lv && second > T_BEFORE && second - T_BEFORE < T_COUNT ? first + (second - T_BEFORE) : 0;
}

/* A starter and what follows it, as NFC composes them. */
struct composing {
    uint32_t starter;
    uint32_t kept[COMPOSE_MARKS_MAX]; /* marks that found nothing to be composed with */
    size_t kept_count;
    int kept_class; /* of the last of these: it blocks others of its class */
    int last_class; /* of the last mark, which must not fall: then the marks would have to be put in order */
};

/* Adds a character; false: that takes more than this way knows. */
static bool add_mark(struct composing *all, const struct mark *mark)
{
    if (mark->c - V_FIRST < T_BEFORE + T_COUNT - V_FIRST) {
        uint32_t syllable = all->kept_count || all->last_class ? 0 : compose_hangul(all->starter, mark->c);
        all->starter = syllable ? syllable : all->starter;
        return syllable != 0;
    }
    if (!mark->class || mark->class < all->last_class || mark->decomposes)
        return false;
    bool blocked = mark->class == all->kept_class;
    uint32_t composite = blocked ? 0 : compose(all->starter, mark->c);
    all->last_class = mark->class;
    if (composite) {
        all->starter = composite;
        return true;
    }
    all->kept_class = mark->class;
    if (all->kept_count == COMPOSE_MARKS_MAX)
        return false;
    all->kept[all->kept_count++] = mark->c;
    return true;
}

/* NFC of a starter that does not decompose, or is Hangul, with a few marks in order: nearly all there is in practice.
 * Writes it to `to` and returns its length; 0: ask utf8proc. */
static size_t compose_short(const char *text, const struct stretch *s, char to[COMPOSE_ROOM])
{
    struct composing all = {0};
    if (s->followers > COMPOSE_FOLLOWERS || !utf8_decode(text + s->at, s->marked - s->at, &all.starter))
        return 0;
    bool hangul = all.starter >= SYLLABLE_FIRST && all.starter <= SYLLABLE_LAST;
    if (all.starter >= 0x80 && !hangul && (character_flags(all.starter) & CHARACTER_NFD))
        return 0;
    for (unsigned i = 0; i < s->followers; i++)
        if (!add_mark(&all, &s->first[i]))
            return 0;
    size_t len = utf8_encode(all.starter, to);
    for (size_t i = 0; i < all.kept_count; i++)
        len += utf8_encode(all.kept[i], to + len);
    return len;
}

static enum unbake_status repair_stretch(struct normalize *normalize, struct line *line, const struct stretch *s)
{
    if (s->quick_yes || s->most_marks > NORMALIZE_MARKS_MAX)
        return UNBAKE_OK;
    const char *p = line->text.data + s->at;
    size_t n = s->end - s->at;
    char short_form[COMPOSE_ROOM];
    const char *with = short_form;
    utf8proc_ssize_t got = normalize->form == UNBAKE_NFC ? (utf8proc_ssize_t)compose_short(line->text.data, s, short_form) : 0;
    if (!got) {
        got = transform(normalize, p, n);
        with = (const char *)normalize->points;
    }
    if (got < 0)
        return UNBAKE_NO_MEMORY;
    if ((size_t)got == n && memcmp(p, with, n) == 0)
        return UNBAKE_OK;
    bool good = line_edit(line, s->at, n, with, (size_t)got, "normalize", forms[normalize->form].name);
    return good ? UNBAKE_OK : UNBAKE_NO_MEMORY;
}

/* Collects the suspect characters from s->marked on. */
static void find_stretch(const struct normalize *normalize, const struct line *line, struct stretch *s)
{
    const struct form *form = &forms[normalize->form];
    const char *p = line->text.data;
    size_t i = s->marked, n = line->text.len, len;
    uint32_t c;
    for (; (len = utf8_decode(p + i, n - i, &c)) > 0; i += len) {
        unsigned flags = c < 0x80 ? 0 : character_flags(c);
        if (!(flags & form->may))
            break;
        take_suspect(s, c, class_of(normalize, c), flags, form->not_yes);
    }
    s->end = i;
}

enum unbake_status normalize_line(struct normalize *normalize, struct line *line)
{
    const struct form *form = &forms[normalize->form];
    struct stretch s;
    size_t before = 0; /* of the character just passed: where a stretch would begin */
    line_begin_edits(line);
    for (size_t i = 0; i < line->text.len && form->may;) {
        const char *p = line->text.data + i;
        if (!(*p & 0x80)) {
            i = utf8_skip_below(line->text.data, i, line->text.len, 0x80);
            before = i - 1;
            continue;
        }
        uint32_t c;
        size_t len = utf8_decode(p, line->text.len - i, &c);
        if (!len || !(character_flags(c) & form->may)) {
            before = len ? i : i + 1; /* a byte that is no UTF-8 is no starter */
            i += len ? len : 1;
            continue;
        }
        begin_stretch(&s, before, i);
        find_stretch(normalize, line, &s);
        enum unbake_status status = repair_stretch(normalize, line, &s);
        if (status != UNBAKE_OK)
            return status;
        before = i = s.end;
    }
    return line_end_edits(line) ? UNBAKE_OK : UNBAKE_NO_MEMORY;
}
