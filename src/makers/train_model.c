/* train_model.c: trains the judge's language model.  Comes in: a folder made by fetch_training.sh.  Goes out:
 * language_model.bin.  Never: fetches anything, or reads text that is kept for measuring.
 *
 * To train it again (downloads 1.5 GB, needs 12 GB of disk and 4 GB of memory):
 *     sh src/makers/fetch_training.sh FOLDER
 *     make .build/makers/train_model
 *     .build/makers/train_model FOLDER src/tables/language_model.bin "NAME DATE"
 * Then put the date into src/tables/language_model.S.  The packages in src/tables/language_model.md and the same VERSION
 * text give the same table. */
#include "makers/train_model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "makers/train_model_classes.inc"
#include "makers/train_model_count.inc"
#include "makers/train_model_table.inc"

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: train_model FOLDER TABLE VERSION\n");
        return 2;
    }
    struct training training = {.single = calloc(MODEL_CHARACTERS, sizeof(double))};
    if (training.single == NULL || !count_folder(&training, argv[1])) {
        fprintf(stderr, "train_model: no training text under %s, or no memory\n", argv[1]);
        return 1;
    }
    if (!write_model(&training, argv[2], argv[3])) {
        fprintf(stderr, "train_model: cannot write %s\n", argv[2]);
        return 1;
    }
    return 0;
}
