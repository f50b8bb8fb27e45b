/* frequent.h: the East Asian characters that ordinary lines are full of.  Comes in: a code point.  Goes out: yes or no.
 * Never: knows scripts other than Han and Hangul. */
#ifndef TABLES_FREQUENT_H
#define TABLES_FREQUENT_H

#include <stdbool.h>
#include <stdint.h>

bool is_frequent(uint32_t c);

#endif
