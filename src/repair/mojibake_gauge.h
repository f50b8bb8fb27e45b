/* mojibake_gauge.h: what might a search gain?  Comes in: a line encoded for a reader.  Goes out: an estimate of the gain
 * that costs a fraction of the search.  Never: meant as evidence; it only tells which searches are worth their time. */
#ifndef REPAIR_MOJIBAKE_GAUGE_H
#define REPAIR_MOJIBAKE_GAUGE_H

#include "repair/mojibake_search.h"

/* For UTF-8: no search gains more.  *bytes: a hash, equal for readers that write the line with the same bytes. */
int gauge_utf8(const struct source_text *source, uint64_t *bytes);

/* For legacy bytes: a search hardly gains more. */
int gauge_legacy(const struct source_text *source, const struct chain *chain, const struct codec *was);

#endif
