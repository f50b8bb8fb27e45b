/* system.h: every system call of the program, behind one struct.  Comes in: descriptors and paths.  Goes out: what the
 * kernel says, errno included.  Never: retries, or decides anything; a test puts failing functions in its place. */
#ifndef FILES_SYSTEM_H
#define FILES_SYSTEM_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>

struct system_calls {
    int (*open)(int dir, const char *path, int flags, mode_t mode);
    int (*close)(int fd);
    ssize_t (*read)(int fd, void *to, size_t len);
    ssize_t (*pread)(int fd, void *to, size_t len, off_t at);
    ssize_t (*write)(int fd, const void *from, size_t len);
    int (*poll)(struct pollfd *fds, nfds_t count, int milliseconds);
    int (*stat)(int fd, struct stat *to);
    int (*stat_at)(int dir, const char *path, struct stat *to, int flags);
    int (*access)(int dir, const char *path, int mode, int flags);
    int (*sync)(int fd);
    int (*chown)(int fd, uid_t user, gid_t group);
    int (*chmod)(int fd, mode_t mode);
    ssize_t (*list_attributes)(int fd, char *names, size_t size);
    ssize_t (*get_attribute)(int fd, const char *name, void *value, size_t size);
    int (*set_attribute)(int fd, const char *name, const void *value, size_t size);
    int (*remove_attribute)(int fd, const char *name);
    int (*grow_pipe)(int fd, int size); /* a pipe's capacity; errors mean that it stays as it is */
    int (*lease)(int fd, int command, int kind); /* fcntl with F_SETLEASE or F_GETLEASE */
    int (*link)(int from_dir, const char *from, int to_dir, const char *to, int flags);
    int (*rename)(int dir, const char *from, const char *to);
    int (*exchange)(int dir, const char *one, const char *other);
    int (*unlink)(int dir, const char *name);
    char *(*real_path)(const char *path); /* the caller frees it */
    bool (*random)(void *to, size_t len);
};

/* The kernel's own. */
extern const struct system_calls system_calls;

/* Fewer changes from one process to the next: four times the usual capacity of a pipe, and a 256th of what one user
 * may have in all pipes before Linux grants new ones less. */
enum { PIPE_CAPACITY = 256 * 1024 };

/* Gives fd that capacity if the mode says that it is a pipe and the system lets us. */
void system_grow_pipe(const struct system_calls *sys, int fd, mode_t mode);

/* What went wrong, in one line of English without the file's name.  Every function of this room that can fail fills
 * one in and returns false. */
struct trouble {
    char text[256];
};

/* Returns false always, so that a failure is one statement. */
bool trouble_is(struct trouble *trouble, const char *text);
/* errno, in words, after WHAT ("write: No space left on device"); WHAT may be "". */
bool trouble_errno(struct trouble *trouble, const char *what);

#endif
