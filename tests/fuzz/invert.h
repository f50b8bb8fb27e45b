/* invert.h: is a change record the undoing of the mistake that it names?  Comes in: one change.  Goes out: yes, or no.
 * Never: yes for a chain that it knows and that gives other bytes; what it does not know is yes. */
#ifndef FUZZ_INVERT_H
#define FUZZ_INVERT_H

#include <stdbool.h>

#include "unbake.h"

bool change_inverts(const struct unbake_change *change);

#endif
