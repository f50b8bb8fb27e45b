/* temp_file.c: the file that becomes the new one.  Comes in: the replacement that it is for.  Goes out: a file beside
 * the original without a name, with the original's mode, owner and attributes, and at last a name.  Never: a name that
 * others may read before the mode is right, or one that outlives a signal. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "files/replace_file.h"

enum {
    NAME_TRIES = 100,
    BASE_SHOWN = 200,                 /* bytes of the file's name in the temporary one; NAME_MAX is 255 */
    ATTRIBUTE_LIST_MAX = 64 * 1024,   /* the kernel's XATTR_LIST_MAX */
    ATTRIBUTE_VALUE_MAX = 64 * 1024   /* the kernel's XATTR_SIZE_MAX */
};

void replacement_hold_signals(struct replacement *r)
{
    sigset_t ending;
    if (r->signals_held)
        return;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGHUP);
    sigaddset(&ending, SIGQUIT);
    r->signals_held = sigprocmask(SIG_BLOCK, &ending, &r->signals) == 0;
}

void replacement_release_signals(struct replacement *r)
{
    if (r->signals_held)
        sigprocmask(SIG_SETMASK, &r->signals, NULL);
    r->signals_held = false;
}

/* .NAME.unbake-XXXXXX */
static bool make_name(struct replacement *r)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz012345";
    unsigned char dice[6];
    char tail[sizeof dice + 1] = {0};
    if (!r->sys->random(dice, sizeof dice))
        return false;
    for (size_t i = 0; i < sizeof dice; i++)
        tail[i] = letters[dice[i] & 31];
    size_t room = BASE_SHOWN + sizeof "..unbake-" + sizeof tail;
    if (!r->temp_name && !(r->temp_name = malloc(room)))
        return false;
    snprintf(r->temp_name, room, ".%.*s.unbake-%s", (int)BASE_SHOWN, r->base, tail);
    return true;
}

static bool start_named(struct replacement *r)
{
    replacement_hold_signals(r);
    for (int tries = 0; tries < NAME_TRIES; tries++) {
        if (!make_name(r))
            return trouble_is(&r->trouble, "cannot make a temporary name");
        r->temp = r->sys->open(r->dir, r->temp_name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
        if (r->temp >= 0) {
            r->named = true;
            return true;
        }
        if (errno != EEXIST && errno != EINTR)
            break;
    }
    return trouble_errno(&r->trouble, "cannot make a temporary file beside it");
}

static bool start(struct replacement *r)
{
#ifdef O_TMPFILE
    r->temp = r->sys->open(r->dir, ".", O_TMPFILE | O_RDWR, 0600);
    if (r->temp >= 0)
        return true;
    if (errno == ENOSPC || errno == EDQUOT || errno == EROFS || errno == EACCES || errno == EMFILE)
        return trouble_errno(&r->trouble, "cannot make a temporary file beside it");
#endif
    return start_named(r);
}

bool replacement_start_temp(struct replacement *r)
{
    if (!start(r))
        return false;
    output_init(&r->out, r->sys, r->temp);
    return true;
}

static bool listed(const char *names, ssize_t size, const char *name)
{
    for (const char *at = names; at < names + size; at += strlen(at) + 1)
        if (strcmp(at, name) == 0)
            return true;
    return false;
}

static bool same_value(struct replacement *r, const char *name, const char *value, ssize_t size, char *room)
{
    ssize_t has = r->sys->get_attribute(r->temp, name, room, ATTRIBUTE_VALUE_MAX);
    return has == size && memcmp(room, value, (size_t)size) == 0;
}

static bool carry_attribute(struct replacement *r, const char *name, char *value, char *room)
{
    ssize_t size = r->sys->get_attribute(r->original, name, value, ATTRIBUTE_VALUE_MAX);
    if (size >= 0 && (same_value(r, name, value, size, room) ||
                      r->sys->set_attribute(r->temp, name, value, (size_t)size) == 0))
        return true;
    char what[160];
    snprintf(what, sizeof what, "cannot carry over the attribute %.100s", name);
    return trouble_errno(&r->trouble, what);
}

/* A folder's default ACL gives the new file entries that the original does not have. */
static bool drop_inherited(struct replacement *r, const char *wanted, ssize_t wanted_size, char *names)
{
    ssize_t size = r->sys->list_attributes(r->temp, names, ATTRIBUTE_LIST_MAX);
    for (const char *name = names; size > 0 && name < names + size; name += strlen(name) + 1)
        if (!listed(wanted, wanted_size, name) && strncmp(name, "security.", 9) != 0 &&
            r->sys->remove_attribute(r->temp, name) != 0)
            return trouble_errno(&r->trouble, "cannot drop an inherited attribute");
    return true;
}

static bool carry_attributes(struct replacement *r, char *room)
{
    char *names = room, *value = room + ATTRIBUTE_LIST_MAX, *spare = value + ATTRIBUTE_VALUE_MAX;
    ssize_t size = r->sys->list_attributes(r->original, names, ATTRIBUTE_LIST_MAX);
    if (size < 0 && errno != ENOTSUP && errno != ENOSYS)
        return trouble_errno(&r->trouble, "cannot list its attributes");
    for (const char *name = names; size > 0 && name < names + size; name += strlen(name) + 1)
        if (!carry_attribute(r, name, value, spare))
            return false;
    return drop_inherited(r, names, size > 0 ? size : 0, spare);
}

static bool carry_owner(struct replacement *r)
{
    struct stat is;
    if (r->sys->stat(r->temp, &is) != 0)
        return trouble_errno(&r->trouble, "");
    if (is.st_uid == r->before.st_uid && is.st_gid == r->before.st_gid)
        return true;
    return r->sys->chown(r->temp, r->before.st_uid, r->before.st_gid) == 0 ||
           trouble_errno(&r->trouble, "cannot carry over its owner and group");
}

/* The mode comes last: a change of owner takes the set-user-ID bit away. */
bool replacement_carry_over(struct replacement *r)
{
    if (r->original < 0) {
        mode_t mask = umask(0);
        umask(mask);
        return r->sys->chmod(r->temp, 0666 & ~mask) == 0 || trouble_errno(&r->trouble, "cannot set its mode");
    }
    char *room = malloc(ATTRIBUTE_LIST_MAX + 2 * ATTRIBUTE_VALUE_MAX);
    if (!room)
        return trouble_is(&r->trouble, "out of memory");
    bool good = carry_owner(r) && carry_attributes(r, room);
    free(room);
    return good && (r->sys->chmod(r->temp, r->before.st_mode & 07777) == 0 ||
                    trouble_errno(&r->trouble, "cannot carry over its mode"));
}

static bool link_temp(struct replacement *r)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", r->temp);
    if (r->sys->link(AT_FDCWD, path, r->dir, r->temp_name, AT_SYMLINK_FOLLOW) == 0)
        return true;
#ifdef AT_EMPTY_PATH
    return errno == ENOENT && r->sys->link(r->temp, "", r->dir, r->temp_name, AT_EMPTY_PATH) == 0;
#else
    return false;
#endif
}

/* Where /proc is missing, a nameless file may stay nameless: its content moves to a named one. */
static bool move_to_named(struct replacement *r)
{
    int nameless = r->temp;
    char *block = malloc(OUTPUT_BLOCK);
    bool good = block && start_named(r);
    ssize_t got = 1;
    output_free(&r->out);
    output_init(&r->out, r->sys, r->temp);
    for (off_t at = 0; good && got > 0; at += got) {
        got = r->sys->pread(nameless, block, OUTPUT_BLOCK, at);
        good = got >= 0 && output_write(&r->out, block, (size_t)got);
    }
    good = good && output_flush(&r->out) && replacement_carry_over(r) && r->sys->sync(r->temp) == 0;
    free(block);
    r->sys->close(nameless);
    return good || trouble_is(&r->trouble, "cannot give the temporary file a name");
}

bool replacement_name_temp(struct replacement *r)
{
    if (r->named)
        return true;
    replacement_hold_signals(r);
    for (int tries = 0; tries < NAME_TRIES; tries++) {
        if (!make_name(r))
            return trouble_is(&r->trouble, "cannot make a temporary name");
        if (link_temp(r)) {
            r->named = true;
            return true;
        }
        if (errno != EEXIST)
            break;
    }
    if (errno == ENOENT || errno == EPERM)
        return move_to_named(r);
    return trouble_errno(&r->trouble, "cannot give the temporary file a name");
}

void replacement_remove_temp(struct replacement *r)
{
    if (r->temp >= 0)
        r->sys->close(r->temp);
    r->temp = -1;
    if (r->named && !r->keep_names && r->sys->unlink(r->dir, r->temp_name) != 0)
        r->sys->unlink(r->dir, r->temp_name);
    r->named = false;
    replacement_release_signals(r);
}
