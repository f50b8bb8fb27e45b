/* replace_file.c: new content for a file, all or nothing.  Comes in: a path, and the content in pieces.  Goes out: an
 * exchange of the two files in one step, which is taken back when the old one turns out to have changed meanwhile.
 * Never: trusts that nobody else writes to the file; a write lease, the file's times and its size tell. */
#include "files/replace_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool set_up(struct replacement *r, const struct system_calls *sys)
{
    *r = (struct replacement){.sys = sys, .dir = -1, .original = -1, .temp = -1};
    output_init(&r->out, sys, -1);
    return true;
}

static int open_again(struct replacement *r, int dir, const char *path, int flags)
{
    int fd;
    do
        fd = r->sys->open(dir, path, flags, 0);
    while (fd < 0 && errno == EINTR);
    return fd;
}

/* Cuts a path without links in it into folder and name, and opens the folder. */
static bool open_folder(struct replacement *r, char *path)
{
    char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    if (!*name)
        return trouble_is(&r->trouble, "Is a directory");
    if (!(r->base = strdup(name)))
        return trouble_is(&r->trouble, "out of memory");
    if (slash)
        slash[slash == path] = '\0';
    r->dir = open_again(r, AT_FDCWD, slash ? path : ".", O_RDONLY | O_DIRECTORY);
    return r->dir >= 0 || trouble_errno(&r->trouble, "cannot open its folder");
}

static bool replaceable(struct replacement *r, const struct stat *is)
{
    if (S_ISDIR(is->st_mode))
        return trouble_is(&r->trouble, "Is a directory");
    if (S_ISFIFO(is->st_mode))
        return trouble_is(&r->trouble, "is a FIFO, not a regular file");
    if (!S_ISREG(is->st_mode))
        return trouble_is(&r->trouble, "is a device or socket, not a regular file");
    if (is->st_nlink > 1)
        return trouble_is(&r->trouble, "has other hard links, which an edit would cut off");
    if (!(is->st_mode & 0222) || r->sys->access(r->dir, r->base, W_OK, AT_EACCESS) != 0)
        return trouble_is(&r->trouble, "is read-only");
    return true;
}

/* Looks before it opens, because opening a device may already do something. */
static bool open_original(struct replacement *r)
{
    struct stat seen;
    if (r->sys->stat_at(r->dir, r->base, &seen, AT_SYMLINK_NOFOLLOW) != 0)
        return trouble_errno(&r->trouble, "");
    if (!replaceable(r, &seen))
        return false;
    r->original = open_again(r, r->dir, r->base, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (r->original < 0 || r->sys->stat(r->original, &r->before) != 0)
        return trouble_errno(&r->trouble, "");
    if (seen.st_dev != r->before.st_dev || seen.st_ino != r->before.st_ino)
        return trouble_is(&r->trouble, "changed while it was opened");
    return true;
}

/* A lease is not granted to others than the owner, nor on every file system; the comparison of times and sizes has to do
 * then.  EAGAIN says that somebody has the file open for writing: what he writes next would go to the old file. */
static bool take_lease(struct replacement *r)
{
#ifdef F_SETLEASE
    r->leased = r->sys->lease(r->original, F_SETLEASE, F_RDLCK) == 0;
    return r->leased || errno != EAGAIN || trouble_is(&r->trouble, "is open for writing elsewhere");
#else
    return true;
#endif
}

bool replacement_edit(struct replacement *r, const struct system_calls *sys, const char *path)
{
    set_up(r, sys);
    r->edits = true;
    char *real = sys->real_path(path);
    if (!real)
        return trouble_errno(&r->trouble, "");
    bool good = open_folder(r, real) && open_original(r) && take_lease(r);
    free(real);
    return good;
}

static bool start_result(struct replacement *r, const char *path)
{
    char *real = r->sys->real_path(path);
    bool exists = real != NULL;
    if (!real && errno != ENOENT)
        return trouble_errno(&r->trouble, "");
    struct stat link;
    if (!real && r->sys->stat_at(AT_FDCWD, path, &link, AT_SYMLINK_NOFOLLOW) == 0)
        return trouble_is(&r->trouble, "is a symbolic link to nothing");
    if (!real && !(real = strdup(path)))
        return trouble_is(&r->trouble, "out of memory");
    bool good = open_folder(r, real) && (!exists || open_original(r)) && replacement_start_temp(r);
    r->changed = true;
    free(real);
    return good;
}

bool replacement_create(struct replacement *r, const struct system_calls *sys, const char *path)
{
    set_up(r, sys);
    struct stat is;
    bool exists = sys->stat_at(AT_FDCWD, path, &is, 0) == 0;
    if (exists && S_ISDIR(is.st_mode))
        return trouble_is(&r->trouble, "Is a directory");
    if (!exists || S_ISREG(is.st_mode))
        return start_result(r, path);
    r->direct = r->changed = true;
    r->temp = open_again(r, AT_FDCWD, path, O_WRONLY | O_NOCTTY);
    output_init(&r->out, sys, r->temp);
    return r->temp >= 0 || trouble_errno(&r->trouble, "");
}

/* Makes compare hold the original's content at an offset. */
static bool look_at(struct replacement *r, uint64_t offset)
{
    if (offset >= r->compare_at && offset - r->compare_at < r->compare_len)
        return true;
    if (!r->compare && !(r->compare = malloc(OUTPUT_BLOCK)))
        return false;
    ssize_t got;
    do
        got = r->sys->pread(r->original, r->compare, OUTPUT_BLOCK, (off_t)offset);
    while (got < 0 && errno == EINTR);
    r->compare_at = offset;
    r->compare_len = got > 0 ? (size_t)got : 0;
    return got > 0;
}

/* Is the original's content at the current offset the same as data? */
static bool same_as_original(struct replacement *r, const char *data, size_t len)
{
    for (size_t at = 0; at < len;) {
        if (!look_at(r, r->offset + at))
            return false;
        size_t skip = (size_t)(r->offset + at - r->compare_at), part = r->compare_len - skip;
        if (part > len - at)
            part = len - at;
        if (memcmp(r->compare + skip, data + at, part) != 0)
            return false;
        at += part;
    }
    return true;
}

static bool put(struct replacement *r, const char *data, size_t len)
{
    if (output_write(&r->out, data, len))
        return true;
    errno = r->out.error;
    return trouble_errno(&r->trouble, "write");
}

/* The first difference: only now is there something to write, beginning with what was the same so far. */
static bool start_change(struct replacement *r)
{
    if (!r->compare && !(r->compare = malloc(OUTPUT_BLOCK)))
        return trouble_is(&r->trouble, "out of memory");
    if (!replacement_start_temp(r))
        return false;
    r->changed = true;
    for (uint64_t at = 0; at < r->offset;) {
        uint64_t left = r->offset - at;
        ssize_t got = r->sys->pread(r->original, r->compare, left < OUTPUT_BLOCK ? left : OUTPUT_BLOCK, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return trouble_errno(&r->trouble, "read");
        if (got == 0)
            return trouble_is(&r->trouble, "changed while it was read");
        if (!put(r, r->compare, (size_t)got))
            return false;
        at += (uint64_t)got;
    }
    return true;
}

/* A named temporary file outlives a signal, so signals wait while there is one. */
static bool interrupted(const struct replacement *r)
{
    sigset_t pending;
    return r->signals_held && sigpending(&pending) == 0 &&
           (sigismember(&pending, SIGINT) || sigismember(&pending, SIGTERM) || sigismember(&pending, SIGHUP));
}

bool replacement_write(struct replacement *r, const char *data, size_t len)
{
    if (interrupted(r))
        return trouble_is(&r->trouble, "interrupted");
    if (!r->changed && !same_as_original(r, data, len) && !start_change(r))
        return false;
    if (r->changed && !put(r, data, len))
        return false;
    r->offset += len;
    return true;
}

static bool same_content(const struct stat *one, const struct stat *other)
{
    return one->st_dev == other->st_dev && one->st_ino == other->st_ino && one->st_size == other->st_size &&
           one->st_mtim.tv_sec == other->st_mtim.tv_sec && one->st_mtim.tv_nsec == other->st_mtim.tv_nsec;
}

/* The swap itself touches the change time, so that one counts before it only. */
static bool untouched(struct replacement *r, bool swapped)
{
    struct stat now, named;
#ifdef F_GETLEASE
    if (r->leased && r->sys->lease(r->original, F_GETLEASE, 0) != F_RDLCK)
        return trouble_is(&r->trouble, "changed while it was read");
#endif
    const char *name = swapped ? r->temp_name : r->base;
    if (r->sys->stat(r->original, &now) != 0 || r->sys->stat_at(r->dir, name, &named, AT_SYMLINK_NOFOLLOW) != 0)
        return trouble_errno(&r->trouble, "cannot look at it again");
    bool same = same_content(&now, &r->before) && same_content(&named, &r->before) &&
                (swapped || (now.st_ctim.tv_sec == r->before.st_ctim.tv_sec &&
                             now.st_ctim.tv_nsec == r->before.st_ctim.tv_nsec));
    return same || trouble_is(&r->trouble, "changed while it was read");
}

static bool sync_folder(struct replacement *r)
{
    int done;
    do
        done = r->sys->sync(r->dir);
    while (done != 0 && errno == EINTR);
    /* EINVAL: this file system has no such thing. */
    return done == 0 || errno == EINVAL || trouble_errno(&r->trouble, "cannot sync its folder");
}

/* The old content is under temp_name now; when it cannot go back, it must not be removed either. */
static bool swap_back(struct replacement *r)
{
    if (r->sys->exchange(r->dir, r->temp_name, r->base) == 0 || r->sys->exchange(r->dir, r->temp_name, r->base) == 0)
        return false;
    r->keep_names = true;
    struct trouble cause = r->trouble;
    snprintf(r->trouble.text, sizeof r->trouble.text, "%.100s; the old content is in %.130s", cause.text, r->temp_name);
    return false;
}

static bool put_old_away(struct replacement *r, const char *backup)
{
    int done = backup ? r->sys->rename(r->dir, r->temp_name, backup) : r->sys->unlink(r->dir, r->temp_name);
    if (done != 0) {
        trouble_errno(&r->trouble, backup ? "cannot make the backup" : "cannot remove the old file");
        return swap_back(r);
    }
    r->named = false;
    return true;
}

static bool exchange(struct replacement *r, const char *backup)
{
    if (!untouched(r, true) || !sync_folder(r))
        return swap_back(r);
    if (!put_old_away(r, backup))
        return false;
    /* The new content is on disk by now; only the old one's name could come back after a crash. */
    sync_folder(r);
    return true;
}

static bool rename_over(struct replacement *r, const char *backup)
{
    if (backup && r->sys->unlink(r->dir, backup) != 0 && errno != ENOENT)
        return trouble_errno(&r->trouble, "cannot remove the old backup");
    if (backup && r->sys->link(r->dir, r->base, r->dir, backup, 0) != 0)
        return trouble_errno(&r->trouble, "cannot make the backup");
    if (r->sys->rename(r->dir, r->temp_name, r->base) != 0) {
        trouble_errno(&r->trouble, "cannot put the new file in its place");
        if (backup)
            r->sys->unlink(r->dir, backup);
        return false;
    }
    r->named = false;
    return sync_folder(r);
}

static bool swap(struct replacement *r, const char *backup)
{
    if (!r->edits)
        return rename_over(r, NULL);
    if (!untouched(r, false))
        return false;
    if (r->sys->exchange(r->dir, r->temp_name, r->base) == 0)
        return exchange(r, backup);
    /* Network file systems and old kernels know the plain rename only. */
    if (errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP)
        return rename_over(r, backup);
    return trouble_errno(&r->trouble, "cannot put the new file in its place");
}

static bool flush(struct replacement *r)
{
    if (output_flush(&r->out))
        return true;
    errno = r->out.error;
    return trouble_errno(&r->trouble, "write");
}

static bool sync_temp(struct replacement *r)
{
    int done;
    do
        done = r->sys->sync(r->temp);
    while (done != 0 && errno == EINTR);
    return done == 0 || trouble_errno(&r->trouble, "cannot sync the new content");
}

/* Some file systems report a failed write at close only. */
static bool close_temp(struct replacement *r)
{
    int fd = r->temp;
    r->temp = -1;
    return r->sys->close(fd) == 0 || errno == EINTR || trouble_errno(&r->trouble, "close");
}

static char *backup_name(const struct replacement *r, const char *suffix)
{
    size_t room = strlen(r->base) + strlen(suffix) + 1;
    char *name = malloc(room);
    if (name)
        snprintf(name, room, "%s%s", r->base, suffix);
    return name;
}

bool replacement_commit(struct replacement *r, const char *suffix)
{
    if (r->direct)
        return flush(r) && close_temp(r);
    if (!r->changed && r->offset == (uint64_t)r->before.st_size)
        return true;
    if (!r->changed && !start_change(r))
        return false;
    char *backup = suffix ? backup_name(r, suffix) : NULL;
    if (suffix && !backup)
        return trouble_is(&r->trouble, "out of memory");
    bool good = flush(r) && replacement_carry_over(r) && sync_temp(r) && replacement_name_temp(r) && close_temp(r) &&
                swap(r, backup);
    free(backup);
    return good;
}

void replacement_close(struct replacement *r)
{
    replacement_remove_temp(r);
    output_free(&r->out);
    if (r->original >= 0)
        r->sys->close(r->original);
    if (r->dir >= 0)
        r->sys->close(r->dir);
    free(r->base);
    free(r->temp_name);
    free(r->compare);
    r->base = r->temp_name = r->compare = NULL;
    r->original = r->dir = -1;
}
