/* languages.h: how well does a text of the Latin script read as one language?  Comes in: code points.  Goes out: what it
 * costs in the language that it costs least in.  Never: the name of a language, or an opinion on other scripts.
 *
 * The judge knows letters side by side in any language; this knows that a text is in one, so that ž and ì do not meet. */
#ifndef JUDGE_LANGUAGES_H
#define JUDGE_LANGUAGES_H

#include "judge/judge.h"

enum { JUDGE_LANGUAGES = 56, JUDGE_LANGUAGES_LETTERS = 225 };

struct judge_languages {
    int32_t cost[JUDGE_LANGUAGES];           /* in eighths of a bit */
    bool seen[JUDGE_LANGUAGES_LETTERS];      /* letters beyond ASCII that came */
    uint8_t before2, before;
};

/* Before a text; one character of it, or one that stands for a letter beyond ASCII, be it one or not; and what the text
 * costs by then. */
struct judge_languages judge_languages_begin(void);
void judge_languages_add(struct judge_languages *languages, uint32_t c);
void judge_languages_add_letter(struct judge_languages *languages, uint32_t c);
int judge_languages_least(const struct judge_languages *languages);

#endif
