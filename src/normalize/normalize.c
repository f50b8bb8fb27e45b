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
#include "normalize/compose.h"
#include "normalize/room.h"
#include "tables/characters.h"

/* A suspect character's flags, and the lowest lead byte of such characters. */
struct form {
    unsigned may, not_yes;
    unsigned char lead;
    utf8proc_option_t options;
    const char *name;
};

static const struct form forms[] = {
    [UNBAKE_FORM_NONE] = {0, 0, 0x80, 0, ""},
    [UNBAKE_NFC] = {CHARACTER_NFC, CHARACTER_NOT_NFC, 0xCC, UTF8PROC_STABLE | UTF8PROC_COMPOSE, "NFC"},
    [UNBAKE_NFD] = {CHARACTER_NFD, CHARACTER_NOT_NFD, 0xC2, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE, "NFD"},
    [UNBAKE_NFKC] = {CHARACTER_NFKC, CHARACTER_NOT_NFKC, 0xC2, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT, "NFKC"},
    [UNBAKE_NFKD] = {CHARACTER_NFKD, CHARACTER_NOT_NFKD, 0xC2, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT,
                     "NFKD"},
};

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
static int class_of(const struct normalize *normalize, uint32_t c)
{
    if (c - MARKS_FIRST < MARKS_COUNT)
        return normalize->mark_class[c - MARKS_FIRST];
    return jamo_follows(c) ? 0 : ask_class(c);
}

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

/* Ends the edit at hand: the stretches that were changed and touch each other. */
static bool flush_edit(struct normalize *normalize, struct line *line)
{
    struct pending *edit = &normalize->edit;
    size_t end = edit->end;
    edit->end = edit->at;
    return edit->at == end || line_close_edit(line, end, edit->len, "normalize", forms[normalize->form].name);
}

/* Where what stands at `at` in the form is to be written, at most `room` bytes; NULL without memory. */
static char *edit_at(struct normalize *normalize, struct line *line, size_t at, size_t room)
{
    struct pending *edit = &normalize->edit;
    if (edit->end != at || edit->at == at || edit->len > EDIT_MAX) {
        if (!flush_edit(normalize, line))
            return NULL;
        edit->at = edit->end = at;
        edit->len = 0;
    }
    char *to = line_open_edit(line, edit->at, edit->len + room);
    return to ? to + edit->len : NULL;
}

/* It was written: `len` bytes in place of all up to `end`. */
static void take_edit(struct normalize *normalize, size_t end, size_t len)
{
    normalize->edit.end = end;
    normalize->edit.len += len;
}

static bool add_edit(struct normalize *normalize, struct line *line, const struct stretch *s, const char *with,
                     size_t len)
{
    size_t n = s->end - s->at;
    if (len == n && memcmp(line->text.data + s->at, with, n) == 0)
        return true;
    char *to = edit_at(normalize, line, s->at, len);
    if (!to)
        return false;
    memcpy(to, with, len);
    take_edit(normalize, s->end, len);
    return true;
}

/* 0: it takes more than is known here. */
static size_t compose_stretch(const struct normalize *normalize, const char *text, const struct stretch *s,
                              char to[COMPOSE_ROOM])
{
    uint32_t starter;
    bool known = normalize->form == UNBAKE_NFC && utf8_decode(text + s->at, s->marked - s->at, &starter);
    return known ? compose_short(starter, s->first, s->followers, to) : 0;
}

static bool repair_stretch(struct normalize *normalize, struct line *line, const struct stretch *s)
{
    if (s->quick_yes || s->most_marks > NORMALIZE_MARKS_MAX)
        return true;
    char short_form[COMPOSE_ROOM];
    size_t len = compose_stretch(normalize, line->text.data, s, short_form);
    if (len)
        return add_edit(normalize, line, s, short_form, len);
    utf8proc_ssize_t got = transform(normalize, line->text.data + s->at, s->end - s->at);
    return got >= 0 && add_edit(normalize, line, s, (const char *)normalize->points, (size_t)got);
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

/* Syllables of jamo at `at`, one after another.  Returns where they end, or `at`. */
static size_t take_jamo(struct normalize *normalize, struct line *line, size_t at)
{
    size_t len, took;
    char *to = edit_at(normalize, line, at, EDIT_MAX);
    if (!to)
        return at; /* without memory, the next step fails for the same reason */
    took = compose_jamo(line->text.data + at, line->text.len - at, to, EDIT_MAX, &len);
    take_edit(normalize, at + took, len);
    return at + took;
}

/* A letter of ASCII at `at` with a mark or two.  Returns where they end, or `at`. */
static size_t take_letter(struct normalize *normalize, struct line *line, size_t at)
{
    uint32_t letter;
    size_t n = compose_letter(normalize->mark_class, line->text.data + at, line->text.len - at, &letter);
    char *to = n ? edit_at(normalize, line, at, UTF8_MAX) : NULL;
    if (!to)
        return at;
    take_edit(normalize, at + n, utf8_encode(letter, to));
    return at + n;
}

/* What nearly all text that is not in NFC is made of, at or just before `at`.  Returns where it ends, or `at`. */
static size_t take_simple(struct normalize *normalize, struct line *line, size_t from, size_t at)
{
    const char *p = line->text.data + at;
    if (normalize->form != UNBAKE_NFC)
        return at;
    if (jamo_begin(p, line->text.len - at))
        return take_jamo(normalize, line, at);
    size_t past = at > from && !(p[-1] & 0x80) ? take_letter(normalize, line, at - 1) : at;
    return past > at ? past : at;
}

/* Where the whole character before `at` begins, but not before `from`; `at` if there is none. */
static size_t find_starter(const char *text, size_t from, size_t at)
{
    uint32_t c;
    size_t back = 1;
    while (back < UTF8_MAX && back < at - from && ((unsigned char)text[at - back] & 0xC0) == 0x80)
        back++;
    return at > from && utf8_decode(text + at - back, back, &c) == back ? at - back : at;
}

/* What is at `at`, which is not before *end: where the last stretch ended, and where this one does, if it is one.
 * Returns where to go on; 0: no memory. */
static size_t take_any(struct normalize *normalize, struct line *line, size_t *end, size_t at)
{
    const char *p = line->text.data;
    struct stretch s;
    uint32_t c;
    size_t len = utf8_decode(p + at, line->text.len - at, &c);
    if (!len || !(character_flags(c) & forms[normalize->form].may))
        return at + (len ? len : 1);
    begin_stretch(&s, find_starter(p, *end, at), at);
    find_stretch(normalize, line, &s);
    *end = s.end;
    return repair_stretch(normalize, line, &s) ? s.end : 0;
}

/* No character of a lead byte below that of the form needs a look. */
enum unbake_status normalize_line(struct normalize *normalize, struct line *line)
{
    const struct form *form = &forms[normalize->form];
    size_t at = 0, end = 0;
    bool good = true;
    line_begin_edits(line);
    normalize->edit.at = normalize->edit.end = 0;
    while (good && form->may && (at = utf8_skip_below(line->text.data, at, line->text.len, form->lead)) < line->text.len) {
        size_t past = take_simple(normalize, line, end, at);
        if (past > at)
            at = end = past;
        else
            good = (at = take_any(normalize, line, &end, at)) > 0;
    }
    return good && flush_edit(normalize, line) && line_end_edits(line) ? UNBAKE_OK : UNBAKE_NO_MEMORY;
}
