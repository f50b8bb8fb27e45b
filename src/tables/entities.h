/* entities.h: the named character references of HTML 4 for the characters of windows-1252.  Comes in: a name.  Goes
 * out: its character.  Never: names of ASCII characters, which markup needs as they are. */
#ifndef TABLES_ENTITIES_H
#define TABLES_ENTITIES_H

#include <stddef.h>
#include <stdint.h>

enum { ENTITY_NAME_MAX = 6 };

/* name: without & and ;  n: 1 to ENTITY_NAME_MAX.  0: not known. */
uint32_t entity_character(const char *name, size_t n);

#endif
