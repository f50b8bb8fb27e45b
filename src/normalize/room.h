/* room.h: what the files of this room share.  Comes in: nothing.  Goes out: the scratch space of one filter.  Never:
 * seen outside this room. */
#ifndef NORMALIZE_ROOM_H
#define NORMALIZE_ROOM_H

#include <stdint.h>

#include "normalize/compose.h"
#include "normalize/normalize.h"
#include "normalize/simplify_step.h"
#include "tables/han_simplified.h"

/* A part of a line that simplification changed: where it is, and where its new text is in han. */
struct simplify_part {
    size_t at, end, out_at, out_end;
    const struct han_entry *choice; /* of one character, among several; or NULL */
};

/* Characters that words keep; a line with more of them is done again. */
enum { LEFT_MAX = 512 };

/* Bytes after which an edit does not go on; a word fits. */
enum { EDIT_MAX = 256 };

/* What is being put in place of text[at..end), and how long that is. */
struct pending {
    size_t at, end, len;
};

struct normalize {
    enum unbake_form form;
    unsigned char mark_class[MARKS_COUNT]; /* their combining classes */
    enum unbake_simplify simplify;
    simplify_stepper *step; /* the fastest that the processor has */
    bool choices;     /* a change that had other candidates is an edit of its own */
    struct pending edit;
    int32_t *points;  /* of the stretch being normalized */
    size_t cap;       /* of points */
    struct bytes han; /* the line being simplified */
    struct simplify_part *parts;
    size_t parts_cap;
    size_t left[LEFT_MAX]; /* where in han characters stand that a table knows */
};

void simplify_free(struct normalize *normalize);

/* A character in a text. */
struct place {
    const char *text;
    size_t text_len, at, len;
};

/* What a character becomes when no word decides. */
uint32_t simplify_plain(uint32_t c);
/* What the words around it make of it.  sure: the text is traditional; zhao_is_apart: 著 is not 着 there. */
uint32_t simplify_by_words(const struct han_entry *entry, const struct place *place, bool sure, bool zhao_is_apart);
/* Whether they keep it, however the text is written. */
bool simplify_keeps(const struct han_entry *entry, const struct place *place, bool zhao_may_be_apart);

enum { CANDIDATES_MAX = 4 };
/* What some word or none makes of it; how many there are. */
size_t simplify_candidates(const struct han_entry *entry, uint32_t found[CANDIDATES_MAX]);

#endif
