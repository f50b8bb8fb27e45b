/* private_use.h: what the files of this repair share.  Comes in: a line.  Goes out: its private-use characters with
 * their neighbours, what the whole line is like, and which origin explains a character.  Never: edits the line. */
#ifndef REPAIR_PRIVATE_USE_H
#define REPAIR_PRIVATE_USE_H

#include <stdbool.h>

#include "repair/repair.h"
#include "tables/private_use.h"

/* Stand for what is no character; both above the last code point. */
enum { SPOT_EDGE = 0x110000, SPOT_BYTE = 0x110001 };

/* A private-use character in its line.  A run is a stretch of private-use characters. */
struct spot {
    size_t at, len;
    uint32_t c;
    uint32_t before, after;         /* the characters beside it */
    uint32_t behind, beyond;        /* the nearest that are not blank */
    uint32_t run_before, run_after; /* beside its run */
    uint32_t run_min, run_max;      /* the smallest and the largest of its run */
    size_t run;                     /* characters in its run */
};

struct walk {
    const char *text;
    size_t n, at, run_end;
    uint32_t before, behind;
    struct spot run;
};

/* What the decisions rest on, counted over the whole line. */
struct survey {
    size_t privates;  /* private-use characters */
    size_t lone;      /* of these, alone between blanks or line ends (in lines without CJK: or quotes) */
    size_t icons;     /* in zones that hardly anything but icon fonts uses */
    size_t symbols;   /* U+F020-F0FF */
    size_t symbols_in_text; /* of these, between Han */
    size_t body;      /* those that must share one origin: see survey.c */
    size_t eten;      /* in the zone of the ETEN extension */
    size_t cut;       /* in the GBK zones, beside a "?" or U+FFFD */
    size_t beside_rare; /* beside Han that neither GB2312 nor Big5 has */
    size_t longest;   /* longest run */
    size_t inside;    /* body characters in a run between two letters */
    size_t leading;   /* body characters that begin the line as an icon would */
    size_t trailing;  /* body characters whose run follows a word or ends the line */
    size_t sentence_ends;       /* body characters between the end of a sentence and a blank or the end of the line */
    size_t between_han, gaiji; /* body characters beside Han as emoji are not; where a person's name could have them */
    size_t sole;      /* body characters that are a whole string or element */
    size_t cantonese; /* body characters that stand for daily ones of Cantonese and Hong Kong */
    size_t uao_common, hkscs_common, eten_kana; /* body characters that are everyday ones in either reading */
    size_t han, gb_only, big5_only, neither; /* Han; by which of GB2312 and Big5 has it */
    uint64_t han_cost; /* what the judge says of them */
    size_t kana, hangul, letters, medieval, digits, operators, opening, closing, at_signs, arabic;
    bool about_code_points; /* the line writes "U+E000" or the like, or is of Unicode's own files */
    uint32_t holds;   /* bit by origin: its table has every body character */
};

struct walk walk_line(const struct line *line);
bool walk_next(struct walk *walk, struct spot *spot);
struct survey survey_line(struct repair *repair, const struct line *line);

/* How the whole line is to be read. */
struct reading {
    bool leave;               /* icon fonts, or text about code points: nothing is repaired */
    bool gb;                  /* the GBK and GB18030 rows apply */
    enum private_origin body; /* PRIVATE_ORIGINS: none */
};

struct reading read_survey(const struct survey *survey, enum unbake_level level);
/* The origin of one character; PRIVATE_ORIGINS: none. */
enum private_origin explain_spot(const struct spot *spot, const struct survey *survey, const struct reading *reading,
                                 enum unbake_level level);
enum private_origin explain_symbol(const struct spot *spot, const struct survey *survey, enum unbake_level level);

/* Whether it is all that stands between quotes of a program or tags: there it is meant, as an icon or a test. */
bool is_sole(const struct spot *spot);
/* Whether it begins a string or an element and stands apart from the rest: an icon before its label. */
bool opens_label(const struct spot *spot);
bool is_private_use(uint32_t c);
bool is_blank(uint32_t c);
bool is_han(uint32_t c);
bool is_letter(uint32_t c);
bool is_digit(uint32_t c);
bool is_operator(uint32_t c);
bool is_thai(uint32_t c);

#endif
