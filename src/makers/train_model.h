/* train_model.h: what the three files of the trainer share.  Comes in: nothing.  Goes out: the counts, the classes and
 * the steps from text to table.  Never: part of the library. */
#ifndef MAKERS_TRAIN_MODEL_H
#define MAKERS_TRAIN_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Weighted counts of pairs or triples, open addressing; a key is its characters, 21 bits each. */
struct counts {
    uint64_t *key;   /* 0: free */
    float *weight;
    size_t used, cap;
};

struct training {
    struct counts pairs, triples;
    double *single;  /* by character */
};

enum { KEY_BITS = 21, KEY_MASK = (1 << KEY_BITS) - 1, EDGE = '\n' };

void counts_add(struct counts *counts, uint64_t key, float weight);

/* Reads text/NAME and words/NAME under folder and counts them with a weight by language.  False: there is no text. */
bool count_folder(struct training *training, const char *folder);

/* The class of a character, and its bits of enum model_kind. */
int class_of(uint32_t c, unsigned *kind);

/* Writes the table.  False: the file cannot be written, or the table has no room. */
bool write_model(struct training *training, const char *path, const char *version);

#endif
