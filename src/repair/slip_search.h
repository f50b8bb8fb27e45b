/* slip_search.h: the inversion of byte slip, as a search over the bytes that could have been.  Comes in: the tokens of
 * a line from a question mark on.  Goes out: the text that the bytes were, if one reading is clearly the best.  Never:
 * more than a bounded amount of work for each token. */
#ifndef REPAIR_SLIP_SEARCH_H
#define REPAIR_SLIP_SEARCH_H

#include "base/bytes.h"
#include "repair/slip_tokens.h"
#include "unbake.h"

struct slip_search; /* scratch space */

struct slip_search *slip_search_new(void);
void slip_search_free(struct slip_search *search);

/* Gives the search its line; line, tokens and notes stay the caller's and must outlive the search of this line. */
void slip_search_line(struct slip_search *search, const struct codec *gbk, const struct codec *big5,
                      enum unbake_level level, const char *line, const struct slip_token *tokens, size_t n,
                      const struct gloss_notes *notes);

/* Searches from tokens[first], a question mark.  Sets *end to the first token after the part looked at.  Returns
 * whether that part was damaged; *text is then what it was, and *margin what its closest rival costs more. */
bool slip_search_run(struct slip_search *search, size_t first, size_t *end, struct bytes *text, int64_t *margin);

#endif
