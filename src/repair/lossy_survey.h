/* lossy_survey.h: how much of a line is UTF-8 with marks of loss?  Comes in: a line encoded for a reader.  Goes out:
 * counts of bytes that belong to UTF-8 and that do not.  Never: asks the judge. */
#ifndef REPAIR_LOSSY_SURVEY_H
#define REPAIR_LOSSY_SURVEY_H

#include "repair/mojibake_search.h"

struct survey {
    int solid, strange; /* bytes that continue a character; bytes that have no place in one */
    int led, lost;      /* solid bytes whose character has its first byte; marks that no writer makes */
    int signs;          /* marks for the last byte of a quote, a dash or dots: E2 80 and a loss */
    int begun;          /* marks that no writer makes, behind the first byte of a character of two */
    unsigned scripts;   /* bits of enum lossy_script: of the characters that are whole */
    unsigned wanted, excused, first, last;
};

/* What decoders show in place of bytes that mean nothing to them. */
bool lossy_is_mark(uint32_t c);

/* Whether a mark stands beside a character beyond ASCII. */
bool lossy_is_marked(const struct text *text);

/* Question marks and middle dots are written on purpose, too: then more must be whole. */
bool lossy_is_enough(const struct survey *survey);

/* Whether bytes are missing without a mark: a few, or amid more that are whole. */
bool lossy_is_broken(const struct survey *survey);

/* What bytes of a single-byte page may be missing without a mark: an enum lossy_limit. */
unsigned lossy_dropped(const struct source_text *source);

struct survey lossy_survey_of(const struct source_text *source);

#endif
