/* replace_file.h: new content for a file, all or nothing.  Comes in: a path, and the content in pieces.  Goes out: the
 * file with that content, its mode, owner, group, ACLs and extended attributes as they were.  Never: a half-written
 * file under the name, a write to a file whose content stays the same, or litter after an error. */
#ifndef FILES_REPLACE_FILE_H
#define FILES_REPLACE_FILE_H

#include <signal.h>
#include <stdint.h>

#include "files/output.h"

struct replacement {
    const struct system_calls *sys;
    int dir;            /* the folder of the file that the links lead to */
    int original;       /* open for reading, or -1 */
    int temp;           /* open for writing, or -1 */
    char *base;         /* the file's name in dir */
    char *temp_name;    /* in dir; meaningful when named */
    bool named;         /* temp_name exists and is ours to remove */
    bool edits;         /* the original must stay as it is until the swap */
    bool direct;        /* not a regular file: written straight into */
    bool leased;        /* the kernel tells when somebody opens the original for writing */
    bool changed;       /* the content differs from the original's */
    bool keep_names;    /* what is under temp_name is worth more than tidiness */
    bool signals_held;
    sigset_t signals;   /* the mask to go back to */
    struct stat before; /* the original as it was opened */
    uint64_t offset;    /* how much content has come so far */
    char *compare;      /* a block of the original, */
    uint64_t compare_at; /* from here on, */
    size_t compare_len;  /* of this length */
    struct output out;
    struct trouble trouble;
};

/* For editing in place: opens the file, and refuses one that cannot be replaced without loss. */
bool replacement_edit(struct replacement *r, const struct system_calls *sys, const char *path);
/* For a result: the file may be missing; what is no regular file is written straight into. */
bool replacement_create(struct replacement *r, const struct system_calls *sys, const char *path);
bool replacement_write(struct replacement *r, const char *data, size_t len);
/* Puts the content in its place and syncs it.  suffix: NULL, or what the backup's name ends in.  When the content is
 * that of the original, nothing at all is written and r->changed is false. */
bool replacement_commit(struct replacement *r, const char *suffix);
/* Ends it; without a commit the original is as it was. */
void replacement_close(struct replacement *r);

/* What the two files of this job share, from temp_file.c. */
bool replacement_start_temp(struct replacement *r);
bool replacement_carry_over(struct replacement *r);
bool replacement_name_temp(struct replacement *r);
void replacement_remove_temp(struct replacement *r);
void replacement_hold_signals(struct replacement *r);
void replacement_release_signals(struct replacement *r);

#endif
