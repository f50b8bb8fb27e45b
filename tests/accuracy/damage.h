/* damage.h: mistakes, made on purpose.  Comes in: a clean line and a row of the table of mistakes.  Goes out: the line
 * as a program that made this mistake would show it.  Never: uses the tables of src/repair, so that an error there
 * cannot hide itself; what a byte stands for is asked of iconv(3) anew. */
#ifndef ACCURACY_DAMAGE_H
#define ACCURACY_DAMAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/bytes.h"

enum kind {
    KIND_SINGLE_BYTE,
    KIND_DOUBLE_BYTE,
    KIND_LAYERS,
    KIND_PART,
    KIND_LEGACY,
    KIND_CJK_AS_CJK,
    KIND_CESU,
    KIND_LOSSY,
    KIND_COUNT
};

/* What the reader does where bytes stand for nothing, or what happens to the text afterwards. */
enum reader {
    READER_STRICT,      /* gives up: the line is not used, so what remains can be undone without loss */
    READER_EATS,        /* Microsoft's: a bad pair becomes one '?' */
    READER_REPLACES,    /* the Encoding Standard's: U+FFFD for the first byte, an ASCII byte after it stays */
    READER_LOSES_NBSP,  /* strict, then every no-break space becomes a space */
    READER_DROPS_C1     /* strict, then C1 controls vanish */
};

enum part { PART_WHOLE, PART_WORD, PART_HALF };

struct mistake {
    enum kind kind;
    const char *steps; /* "WAS>READ_AS", one for each layer, with spaces between */
    enum reader reader;
    enum part part;
};

struct damager;

struct damager *damager_new(void);
void damager_free(struct damager *damager);

const struct mistake *mistakes_all(size_t *n);
const char *kind_title(enum kind kind);
const char *reader_title(const struct mistake *mistake);

/* Whether the mistake can be made with this line, shows, and, with READER_STRICT, loses nothing; then *out is what is
 * seen afterwards.  turn: any number; picks the word or the half. */
bool damage_line(struct damager *damager, const struct mistake *mistake, const char *line, size_t len, size_t turn,
                 struct bytes *out);

#endif
