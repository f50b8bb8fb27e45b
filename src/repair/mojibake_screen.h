/* mojibake_screen.h: which chains could explain a line at all?  Comes in: a line as the judge reads it.  Goes out: the
 * rows of chains.c worth a search, the most promising first.  Never: leaves out a row that a search would have used. */
#ifndef REPAIR_MOJIBAKE_SCREEN_H
#define REPAIR_MOJIBAKE_SCREEN_H

#include "repair/mojibake_search.h"

struct option {
    const struct chain *chain;
    struct encoder encoder;
    const struct codec *was; /* NULL for UTF-8 */
    int most;       /* a search gains no more, or hardly more for legacy bytes */
    bool mixes_latin; /* as screen_mixes_latin says; the screens of whole lines do not tell */
    uint64_t bytes; /* a hash: readers that write the same bytes read the same */
};

struct screen; /* what is known of the readers, and scratch space */

/* NULL: no memory.  The codecs must live as long. */
struct screen *screen_new(struct codecs *codecs);
void screen_free(struct screen *screen);

/* Reads the East Asian encodings when the first line comes that holds what their readers show for leading bytes.  False:
 * no memory. */
bool screen_prepare(struct screen *screen, struct codecs *codecs, const struct text *text);

/* Whether source_mixes_latin says so, of a row of windows-1252 whose reader encoded the source. */
bool screen_mixes_latin(const struct chain *chain, const struct source_text *source);

/* Each returns how many options were written to *options, which is valid until the next call.  The first three have
 * rows in the table's order, their limits not reckoned: those that may explain the whole line, and, for lossy, those in
 * which marks of loss may stand for bytes. */
size_t screen_lossy_utf8(struct screen *screen, const struct source_text *source, const struct option **options);
size_t screen_whole_utf8(struct screen *screen, const struct source_text *source, const struct option **options);
/* flags: of the rows; 0: any. */
size_t screen_whole_legacy(struct screen *screen, struct codecs *codecs, unsigned flags,
                           const struct source_text *source, const struct option **options);
size_t screen_utf8(struct screen *screen, struct source_text *source, const struct option **options);
size_t screen_legacy(struct screen *screen, struct codecs *codecs, struct source_text *source,
                     const struct option **options);

/* Whether some characters beyond ASCII stand in the order in which one of the readers numbers them: a table of it. */
bool screen_is_table(const struct screen *screen, const struct text *text);

#endif
