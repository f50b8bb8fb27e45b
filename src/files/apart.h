/* apart.h: work that must not be cut off in the middle.  Comes in: a function.  Goes out: its result.  Never: goes on for
 * longer than it takes to leave things whole, when the caller is gone. */
#ifndef FILES_APART_H
#define FILES_APART_H

/* Runs work in a child process, hands signals on to it, and returns what it returned (0 to 255).  When this process is
 * killed, even with SIGKILL, the child gets SIGTERM, which it may hold back while it has something to tidy up.  Without
 * child processes, or on systems that do not tell a child of its parent's end, works here. */
int work_apart(int (*work)(void *with), void *with);

#endif
