/* sandbox.h: giving up what the work ahead does not need.  Comes in: which files will still be opened.  Goes out: a
 * process that can open no others, start no program and use no network.  Never: an error: where the kernel has no such
 * thing, nothing happens. */
#ifndef FILES_SANDBOX_H
#define FILES_SANDBOX_H

#include <stdbool.h>

struct sandbox {
    int rules;    /* a Landlock ruleset, or -1 */
    int version;  /* of Landlock */
    bool writes;  /* some file will be opened for writing */
    bool given_up; /* a rule could not be made: better none than one that refuses a named file */
};

void sandbox_begin(struct sandbox *box);
/* This file may be opened for reading. */
void sandbox_allow_reading(struct sandbox *box, const char *path);
/* This file may be replaced: others beside it may be made, opened and removed. */
void sandbox_allow_replacing(struct sandbox *box, const char *path);
/* The same for every file there is. */
void sandbox_allow_reading_all(struct sandbox *box);
void sandbox_allow_replacing_all(struct sandbox *box);
/* From here on, and for threads and processes that come from this one. */
void sandbox_enter(struct sandbox *box);

#endif
