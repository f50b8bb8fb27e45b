/* replace_file.c: what happens to a file when the Nth system call fails.  Comes in: nothing.  Goes out: for every call
 * of every kind, whether the file holds the whole old or the whole new content, and whether anything was left lying
 * about.  Never: outside a folder of its own. */
#include "files/replace_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "check.h"

enum { SIZE = 300000, DIFFERS_AT = 200000, PIECE = 70000, CALLS_MAX = 60 };

enum kind {
    OPEN, CLOSE, PREAD, WRITE, STAT, STAT_AT, SYNC, CHOWN, CHMOD, LIST, GET, SET, REMOVE, LEASE, LINK, RENAME, EXCHANGE,
    UNLINK, RANDOM, KINDS
};

static const char *const kind_names[KINDS] = {
    "open", "close", "pread", "write", "stat", "stat_at", "sync", "chown", "chmod", "list_attributes", "get_attribute",
    "set_attribute", "remove_attribute", "lease", "link", "rename", "exchange", "unlink", "random"};

static struct {
    enum kind kind;
    int nth;         /* 0: none fails */
    int error;       /* 0: a short count instead */
    bool for_ever;   /* the later ones, too */
    bool no_tmpfile, no_exchange, no_lease, no_proc;
    int append_at;   /* the sync before which somebody else writes to the file */
    bool append_at_exchange;
    int count[KINDS];
} plan;

static char folder[] = "/tmp/unbake-test-XXXXXX";
static char path[64];
static bool has_attribute;
static char old_content[SIZE], new_content[SIZE];

static bool fails(enum kind kind)
{
    int now = ++plan.count[kind];
    bool hit = plan.nth && plan.kind == kind && (now == plan.nth || (plan.for_ever && now > plan.nth));
    if (hit)
        errno = plan.error;
    return hit;
}

static void append_to_file(void)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_NONBLOCK);
    if (fd >= 0 && write(fd, "more", 4) != 4)
        abort();
    if (fd >= 0)
        close(fd);
}

static int test_open(int dir, const char *name, int flags, mode_t mode)
{
    if (plan.no_tmpfile && (flags & O_TMPFILE) == O_TMPFILE) {
        errno = EOPNOTSUPP;
        return -1;
    }
    return fails(OPEN) ? -1 : system_calls.open(dir, name, flags, mode);
}

static int test_close(int fd)
{
    bool fail = fails(CLOSE);
    int error = errno, done = close(fd);
    errno = error;
    return fail ? -1 : done;
}

static ssize_t test_pread(int fd, void *to, size_t len, off_t at)
{
    if (!fails(PREAD))
        return pread(fd, to, len, at);
    return plan.error ? -1 : pread(fd, to, len > 7 ? 7 : len, at);
}

static ssize_t test_write(int fd, const void *from, size_t len)
{
    if (!fails(WRITE))
        return write(fd, from, len);
    return plan.error ? -1 : write(fd, from, len > 7 ? 7 : len);
}

static int test_stat(int fd, struct stat *to) { return fails(STAT) ? -1 : fstat(fd, to); }
static int test_stat_at(int dir, const char *name, struct stat *to, int flags)
{
    return fails(STAT_AT) ? -1 : fstatat(dir, name, to, flags);
}
static int test_sync(int fd)
{
    if (plan.append_at == plan.count[SYNC] + 1)
        append_to_file();
    return fails(SYNC) ? -1 : fsync(fd);
}
static int test_chown(int fd, uid_t user, gid_t group) { return fails(CHOWN) ? -1 : fchown(fd, user, group); }
static int test_chmod(int fd, mode_t mode) { return fails(CHMOD) ? -1 : fchmod(fd, mode); }
static ssize_t test_list(int fd, char *names, size_t size)
{
    return fails(LIST) ? -1 : system_calls.list_attributes(fd, names, size);
}
static ssize_t test_get(int fd, const char *name, void *value, size_t size)
{
    return fails(GET) ? -1 : system_calls.get_attribute(fd, name, value, size);
}
static int test_set(int fd, const char *name, const void *value, size_t size)
{
    return fails(SET) ? -1 : system_calls.set_attribute(fd, name, value, size);
}
static int test_remove(int fd, const char *name) { return fails(REMOVE) ? -1 : system_calls.remove_attribute(fd, name); }
static int test_lease(int fd, int command, int kind)
{
    if (plan.no_lease) {
        errno = EACCES;
        return -1;
    }
    return fails(LEASE) ? -1 : system_calls.lease(fd, command, kind);
}
static int test_link(int from, const char *one, int to, const char *other, int flags)
{
    if (plan.no_proc && strncmp(one, "/proc", 5) == 0) {
        errno = ENOENT;
        return -1;
    }
    if (plan.no_proc && !*one) {
        errno = ENOENT;
        return -1;
    }
    return fails(LINK) ? -1 : linkat(from, one, to, other, flags);
}
static int test_rename(int dir, const char *from, const char *to)
{
    return fails(RENAME) ? -1 : system_calls.rename(dir, from, to);
}
static int test_exchange(int dir, const char *one, const char *other)
{
    if (plan.no_exchange) {
        errno = EINVAL;
        return -1;
    }
    if (plan.append_at_exchange && !plan.count[EXCHANGE])
        append_to_file();
    return fails(EXCHANGE) ? -1 : system_calls.exchange(dir, one, other);
}
static int test_unlink(int dir, const char *name) { return fails(UNLINK) ? -1 : system_calls.unlink(dir, name); }
static bool test_random(void *to, size_t len) { return fails(RANDOM) ? false : system_calls.random(to, len); }

static struct system_calls failing_calls(void)
{
    struct system_calls calls = system_calls;
    calls.open = test_open, calls.close = test_close, calls.pread = test_pread, calls.write = test_write;
    calls.stat = test_stat, calls.stat_at = test_stat_at, calls.sync = test_sync, calls.chown = test_chown;
    calls.chmod = test_chmod, calls.list_attributes = test_list, calls.get_attribute = test_get;
    calls.set_attribute = test_set, calls.remove_attribute = test_remove, calls.lease = test_lease;
    calls.link = test_link, calls.rename = test_rename, calls.exchange = test_exchange, calls.unlink = test_unlink;
    calls.random = test_random;
    return calls;
}

static void write_file(const char *name, const char *content, size_t len)
{
    int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0640);
    if (fd < 0 || write(fd, content, len) != (ssize_t)len || fchmod(fd, 0640) != 0)
        abort();
    /* Where attributes are unknown, there is none to carry over. */
    has_attribute = fsetxattr(fd, "user.unbake-test", "kept", 4, 0) == 0;
    close(fd);
}

static bool holds(const char *name, const char *content, size_t len)
{
    static char got[SIZE + 16];
    int fd = open(name, O_RDONLY);
    if (fd < 0)
        return false;
    ssize_t got_len = read(fd, got, sizeof got);
    close(fd);
    return got_len == (ssize_t)len && memcmp(got, content, len) == 0;
}

/* How many names are in the folder; empties it, too. */
static int count_names(bool empty)
{
    int names = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; (entry = readdir(dir));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            names++;
            if (empty)
                unlinkat(dirfd(dir), entry->d_name, 0);
        }
    closedir(dir);
    return names;
}

static int open_descriptors(void)
{
    int count = 0;
    for (int fd = 3; fd < 200; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

static bool write_pieces(struct replacement *r, const char *content, size_t size)
{
    for (size_t at = 0; at < size; at += PIECE)
        if (!replacement_write(r, content + at, size - at < PIECE ? size - at : PIECE))
            return false;
    return true;
}

static bool edit(const char *content, size_t size, const char *suffix)
{
    struct system_calls calls = failing_calls();
    struct replacement r;
    memset(plan.count, 0, sizeof plan.count);
    bool good = replacement_edit(&r, &calls, path) && write_pieces(&r, content, size) && replacement_commit(&r, suffix);
    if (!good && !*r.trouble.text)
        printf("not ok - an error without words\n"), check_failures++;
    replacement_close(&r);
    return good;
}

/* One edit under the plan; says what of the promises does not hold, or NULL. */
static const char *broken_promise(const char *suffix)
{
    char backup[80];
    snprintf(backup, sizeof backup, "%s%s", path, suffix ? suffix : "");
    count_names(true);
    write_file(path, old_content, SIZE);
    int descriptors = open_descriptors();
    bool good = edit(new_content, SIZE, suffix);
    bool is_new = holds(path, new_content, SIZE), is_old = holds(path, old_content, SIZE);
    if (!is_new && !is_old)
        return "neither the old nor the new content";
    if (good && !is_new)
        return "success without the new content";
    /* A plain rename cannot be taken back: there, a folder that fails to sync is told of with the new content in place. */
    if (!good && !is_old && !plan.no_exchange)
        return "failure without the old content";
    if (good && suffix && !holds(backup, old_content, SIZE))
        return "success without the backup";
    if (count_names(false) != 1 + (is_new && suffix != NULL))
        return "litter";
    struct stat is;
    if (stat(path, &is) != 0 || (is.st_mode & 07777) != 0640)
        return "another mode";
    char value[8];
    if (has_attribute && getxattr(path, "user.unbake-test", value, sizeof value) != 4)
        return "no attribute";
    return open_descriptors() == descriptors ? NULL : "an open descriptor";
}

/* Fails the first, second, ... call of a kind until a run makes no more of them. */
static void fail_each(enum kind kind, int error, const char *suffix, const char *where)
{
    char name[160];
    const char *broken = NULL;
    int nth = 1;
    for (; nth < CALLS_MAX && !broken; nth++) {
        plan.kind = kind, plan.error = error, plan.nth = nth;
        broken = broken_promise(suffix);
        if (plan.count[kind] < nth)
            break;
    }
    plan.nth = 0;
    snprintf(name, sizeof name, "%s fails with %s%s%s: old or new, no litter%s%s", kind_names[kind],
             error ? strerrorname_np(error) : "a short count", where, suffix ? ", with a backup" : "",
             broken ? "; got " : "", broken ? broken : "");
    check(!broken, name);
}

static void fail_all(const char *suffix, const char *where)
{
    static const int errors[] = {EIO, ENOSPC, EINTR};
    for (enum kind kind = 0; kind < KINDS; kind++)
        for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
            fail_each(kind, errors[i], suffix, where);
    fail_each(WRITE, 0, suffix, where);
    fail_each(PREAD, 0, suffix, where);
}

static void test_no_fault(void)
{
    check(!broken_promise(NULL), "an edit without faults");
    check(plan.count[SYNC] >= 2, "syncs file and folder");
    check(!broken_promise("~"), "an edit with a backup");
    plan.no_tmpfile = true;
    check(!broken_promise(NULL), "an edit where nameless files are unknown");
    plan.no_tmpfile = false, plan.no_proc = true;
    check(!broken_promise(NULL), "an edit without /proc");
    plan.no_proc = false, plan.no_exchange = true;
    check(!broken_promise("~"), "an edit where names cannot be exchanged");
    plan.no_exchange = false;
}

static void test_unchanged(void)
{
    struct stat before, after;
    count_names(true);
    write_file(path, old_content, SIZE);
    stat(path, &before);
    check(edit(old_content, SIZE, "~"), "the same content is a success");
    stat(path, &after);
    check(before.st_ino == after.st_ino && before.st_ctim.tv_nsec == after.st_ctim.tv_nsec, "and not even touched");
    check(plan.count[WRITE] == 0 && plan.count[SYNC] == 0, "and costs no write");
    check(count_names(false) == 1, "and makes no backup");
}

static void test_lengths(void)
{
    count_names(true);
    write_file(path, old_content, SIZE);
    check(edit(old_content, 1000, NULL) && holds(path, old_content, 1000), "a mere cut is a change");
    check(edit(old_content, 0, NULL) && holds(path, "", 0), "so is nothing at all");
    check(edit(old_content, 10, NULL) && holds(path, old_content, 10), "and something after nothing");
}

static void test_change_meanwhile(void)
{
    static char appended[SIZE + 4];
    memcpy(appended, old_content, SIZE);
    memcpy(appended + SIZE, "more", 4);
    for (int i = 0; i < 2; i++) {
        count_names(true);
        write_file(path, old_content, SIZE);
        plan.no_lease = true, plan.append_at = i == 0, plan.append_at_exchange = i == 1;
        check(!edit(new_content, SIZE, NULL), i ? "a write during the swap is noticed" : "a write before it is noticed");
        check(holds(path, appended, sizeof appended), "and kept");
        check(count_names(false) == 1, "without litter");
    }
    plan.append_at_exchange = false, plan.no_exchange = true, plan.append_at = 1;
    count_names(true);
    write_file(path, old_content, SIZE);
    check(!edit(new_content, SIZE, NULL) && holds(path, appended, sizeof appended), "also without exchange");
    plan.no_lease = plan.no_exchange = false, plan.append_at = 0;
    count_names(true);
    write_file(path, old_content, SIZE);
    plan.append_at_exchange = true;
    check(!edit(new_content, SIZE, NULL) && holds(path, old_content, SIZE), "somebody who waits to write gets the file");
    plan.append_at_exchange = false;
}

static void test_failing_sync(void)
{
    plan.kind = SYNC, plan.error = EIO;
    for (plan.nth = 1; plan.nth <= 2; plan.nth++) {
        count_names(true);
        write_file(path, old_content, SIZE);
        bool good = edit(new_content, SIZE, NULL);
        check(!good && holds(path, old_content, SIZE),
              plan.nth == 1 ? "content that does not reach the disk is no success" : "nor is a name that does not");
    }
    plan.nth = 0;
}

static void test_no_way_back(void)
{
    count_names(true);
    write_file(path, old_content, SIZE);
    plan.kind = EXCHANGE, plan.nth = 2, plan.error = EIO, plan.for_ever = true;
    plan.no_lease = true, plan.append_at_exchange = true;
    check(!edit(new_content, SIZE, NULL), "when the swap cannot be taken back, that is told");
    check(count_names(false) == 2, "and both contents are kept");
    plan.nth = 0, plan.for_ever = plan.no_lease = plan.append_at_exchange = false;
}

static bool create(const char *content, size_t size)
{
    struct system_calls calls = failing_calls();
    struct replacement r;
    memset(plan.count, 0, sizeof plan.count);
    bool good = replacement_create(&r, &calls, path) && write_pieces(&r, content, size) && replacement_commit(&r, NULL);
    replacement_close(&r);
    return good;
}

static void test_create(void)
{
    count_names(true);
    mode_t mask = umask(027);
    check(create(new_content, SIZE) && holds(path, new_content, SIZE), "a result in a new file");
    struct stat is;
    check(stat(path, &is) == 0 && (is.st_mode & 0777) == 0640, "with the mode that umask leaves");
    umask(mask);
    bool whole = true;
    for (enum kind kind = 0; kind < KINDS; kind++)
        for (plan.nth = 1, plan.kind = kind, plan.error = ENOSPC; plan.nth < CALLS_MAX; plan.nth++) {
            count_names(true);
            bool good = create(new_content, SIZE);
            bool there = holds(path, new_content, SIZE);
            if ((good && !there) || count_names(false) != (there ? 1 : 0))
                whole = false;
            if (plan.count[kind] < plan.nth)
                break;
        }
    plan.nth = 0;
    check(whole, "a result is whole or absent, whichever call fails");
}

int main(void)
{
    signal(SIGIO, SIG_IGN);
    if (!mkdtemp(folder))
        return 1;
    snprintf(path, sizeof path, "%s/file", folder);
    for (size_t i = 0; i < SIZE; i++)
        old_content[i] = new_content[i] = (char)('a' + i % 23);
    new_content[DIFFERS_AT] = '!';
    test_no_fault();
    test_unchanged();
    test_lengths();
    fail_all(NULL, "");
    fail_all("~", "");
    plan.no_tmpfile = true;
    fail_all(NULL, ", without nameless files");
    plan.no_tmpfile = false, plan.no_exchange = true;
    fail_all("~", ", without exchange");
    plan.no_exchange = false;
    test_change_meanwhile();
    test_failing_sync();
    test_no_way_back();
    test_create();
    count_names(true);
    rmdir(folder);
    return check_end();
}
