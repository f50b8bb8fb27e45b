/* language_model.h: the layout of language_model.bin.  Comes in: nothing.  Goes out: the table as it lies in read-only
 * memory, made by makers/train_model.c and put there by language_model.S.  Never: anything that must be parsed, copied
 * or swapped at start, so every number is bytes, and a page that no text needs is never read from disk. */
#ifndef TABLES_LANGUAGE_MODEL_H
#define TABLES_LANGUAGE_MODEL_H

#include <stdint.h>

/* The name in the table, for a constant text; a test compares them. */
#define MODEL_NAME "unbake-2026-11-23"

enum {
    MODEL_FORMAT = 1,
    MODEL_LIMIT = 4 * 1000 * 1000,  /* bytes; the size that the design allows */
    MODEL_COST_MAX = 18 * 8,        /* 22 bits is overconfident on unseen languages, 16 cannot tell rare from wrong */
    MODEL_ASCII = 128,
    MODEL_CLASSES = 128,
    MODEL_CHARACTERS = 0x110000,
    MODEL_BLOCK = 128,              /* characters that share one row of the index */
    MODEL_BLOCKS = 500,             /* different blocks, alike ones stored once */
    MODEL_PAIRS_PER_LINE = 16,      /* a line is 64 bytes: one cache line answers one question */
    MODEL_TRIPLES_PER_LINE = 20,
    MODEL_PAIR_LINES = 25600,
    MODEL_TRIPLE_LINES = 31000
};

/* What a character may do, besides having a class. */
enum model_kind {
    MODEL_IN_TRIPLES = 1u << 0,  /* letters, marks, Han, kana, Hangul and what joins them */
    MODEL_REPEATS = 1u << 1,     /* box drawings and the like come in runs */
    MODEL_ALPHABET = 1u << 2,    /* may stand in a listing of an alphabet */
    MODEL_NEVER = 1u << 3,       /* costs the most wherever it stands */
    MODEL_EMOJI = 1u << 4,       /* common in chats, absent from the manuals that the model is trained on */
    MODEL_SCRIPT = 7u << 5       /* enum model_script, of letters; words are written in one script */
};

/* Chinese, Japanese and Korean characters stand beside each other in words. */
enum model_script {
    MODEL_ANY_SCRIPT,
    MODEL_LATIN = 1u << 5,
    MODEL_GREEK = 2u << 5,
    MODEL_CYRILLIC = 3u << 5,
    MODEL_SEMITIC = 4u << 5,     /* Hebrew, Arabic, Syriac */
    MODEL_SOUTH_ASIAN = 5u << 5, /* Thai, and the scripts of India and its neighbours */
    MODEL_EAST_ASIAN = 6u << 5
};

struct model_character {
    uint8_t class;
    uint8_t in_class;  /* cost of this character within its class */
    uint8_t back_off;  /* cost of not being a known pair, where this is the first of the two */
    uint8_t kind;      /* bits of enum model_kind */
};

/* print is 0 where there is no entry; multi-byte numbers have their low byte first. */
struct model_pairs {
    uint8_t print[MODEL_PAIRS_PER_LINE][2];
    uint8_t cost[MODEL_PAIRS_PER_LINE];
    uint8_t back_off[MODEL_PAIRS_PER_LINE];  /* 0: begins no known triple; else 1 + cost of not being one */
};

struct model_triples {
    uint8_t print[MODEL_TRIPLES_PER_LINE][2];
    uint8_t cost[MODEL_TRIPLES_PER_LINE];
    uint8_t unused[4];
};

struct language_model {
    char magic[8];           /* "unbakeLM" */
    uint8_t format[4];
    uint8_t size[4];         /* of the whole table */
    char version[48];        /* name and date, NUL-ended */
    uint8_t ascii_cost[MODEL_ASCII][MODEL_ASCII];
    uint8_t ascii_back_off[MODEL_ASCII][MODEL_ASCII];
    uint8_t class_cost[MODEL_CLASSES][MODEL_CLASSES];
    uint8_t index[MODEL_CHARACTERS / MODEL_BLOCK][2];
    struct model_character characters[MODEL_BLOCKS][MODEL_BLOCK];
    struct model_pairs pairs[MODEL_PAIR_LINES];
    struct model_triples triples[MODEL_TRIPLE_LINES];
};

_Static_assert(sizeof(struct model_pairs) == 64 && sizeof(struct model_triples) == 64, "one cache line each");
_Static_assert(sizeof(struct language_model) <= MODEL_LIMIT, "the model is too large");

/* Both bytes of the pair are in language_model.bin; the end lets a test compare the sizes. */
extern const struct language_model language_model __attribute__((visibility("hidden")));
extern const unsigned char language_model_end[] __attribute__((visibility("hidden")));

/* Where a pair or triple lies and how it is recognised; scoring and training must agree on it. */
static inline uint64_t model_hash_pair(uint32_t before, uint32_t c)
{
    uint64_t h = ((uint64_t)before << 21 | c) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

static inline uint64_t model_hash_triple(uint32_t before2, uint32_t before, uint32_t c)
{
    uint64_t h = ((uint64_t)before2 << 42 | (uint64_t)before << 21 | c) * 0xbf58476d1ce4e5b9u;
    return h ^ h >> 29;
}

static inline uint32_t model_line(uint64_t hash, uint32_t lines)
{
    return (uint32_t)((hash >> 32) * lines >> 32);
}

static inline uint16_t model_print(uint64_t hash)
{
    return (uint16_t)((hash & 0xffff) == 0 ? 1 : hash & 0xffff);
}

#endif
