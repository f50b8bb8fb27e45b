/* input.h: a file or standard input to read from.  Comes in: a name.  Goes out: blocks of bytes, and whether the next
 * read would wait.  Never: takes a directory for a file. */
#ifndef FILES_INPUT_H
#define FILES_INPUT_H

#include "files/system.h"

enum { INPUT_BLOCK = 128 * 1024 };

struct input {
    const struct system_calls *sys;
    int fd;
    bool regular; /* a read never waits */
    bool borrowed; /* the descriptor is someone else's to close */
    struct trouble trouble;
};

/* NAME "-" is standard input. */
bool input_open(struct input *input, const struct system_calls *sys, const char *name);
/* Reads from a descriptor that stays the caller's. */
void input_borrow(struct input *input, const struct system_calls *sys, int fd);
bool input_would_wait(const struct input *input);
/* 0 at the end, -1 after an error that trouble tells. */
ssize_t input_read(struct input *input, char *to, size_t len);
/* The same, and if wanted goes on, in pieces that caches hold, until len are there or the next read would wait. */
ssize_t input_read_ready(struct input *input, char *to, size_t len, bool all);
void input_close(struct input *input);

#endif
