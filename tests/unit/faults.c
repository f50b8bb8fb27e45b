/* faults.c: the whole program when the Nth system call, or the Nth allocation, fails.  Comes in: command lines.  Goes
 * out: for every N, whether status 0 means the right result, and anything else means the old files without litter.
 * Never: outside a folder of its own. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "check.h"
#include "cli/run.h"

enum kind { OPEN, CLOSE, READ, PREAD, WRITE, POLL, STAT, STAT_AT, SYNC, CHMOD, LINK, RENAME, EXCHANGE, UNLINK, KINDS };

static const char *const kind_names[KINDS] = {"open", "close",   "read", "pread", "write",  "poll",     "stat",
                                              "stat_at", "sync", "chmod", "link", "rename", "exchange", "unlink"};
enum { SHORT = -1, CALLS_MAX = 400, WORDS_MAX = 8 };

static struct {
    enum kind kind;
    int nth; /* 0: none fails */
    int error;
    int count[KINDS];
    bool no_tmpfile, no_exchange;
    struct bytes out; /* what was written to standard output */
} plan;

static int fails(enum kind kind)
{
    bool hit = ++plan.count[kind] == plan.nth && plan.kind == kind;
    if (hit && plan.error != SHORT)
        errno = plan.error;
    return !hit ? 0 : plan.error == SHORT ? SHORT : 1;
}

static int test_open(int dir, const char *name, int flags, mode_t mode)
{
    if (plan.no_tmpfile && (flags & O_TMPFILE) == O_TMPFILE) {
        errno = EOPNOTSUPP;
        return -1;
    }
    return fails(OPEN) ? -1 : system_calls.open(dir, name, flags, mode);
}

/* The descriptor is gone even when its close fails. */
static int test_close(int fd)
{
    int fail = fails(CLOSE), error = errno;
    if (fd > STDERR_FILENO)
        close(fd);
    errno = error;
    return fail ? -1 : 0;
}

static ssize_t test_read(int fd, void *to, size_t len)
{
    int fail = fails(READ);
    return fail > 0 ? -1 : read(fd, to, fail && len > 7 ? 7 : len);
}

static ssize_t test_pread(int fd, void *to, size_t len, off_t at)
{
    int fail = fails(PREAD);
    return fail > 0 ? -1 : pread(fd, to, fail && len > 7 ? 7 : len, at);
}

static ssize_t test_write(int fd, const void *from, size_t len)
{
    int fail = fails(WRITE);
    len = fail && len > 7 ? 7 : len;
    if (fail > 0)
        return -1;
    if (fd == STDERR_FILENO)
        return (ssize_t)len;
    if (fd == STDOUT_FILENO)
        return bytes_append(&plan.out, from, len) ? (ssize_t)len : -1;
    return write(fd, from, len);
}

static int test_poll(struct pollfd *fds, nfds_t n, int ms) { return fails(POLL) ? -1 : poll(fds, n, ms); }
static int test_stat(int fd, struct stat *to) { return fails(STAT) ? -1 : fstat(fd, to); }
static int test_stat_at(int dir, const char *name, struct stat *to, int flags)
{
    return fails(STAT_AT) ? -1 : fstatat(dir, name, to, flags);
}
static int test_sync(int fd) { return fails(SYNC) ? -1 : fsync(fd); }
static int test_chmod(int fd, mode_t mode) { return fails(CHMOD) ? -1 : fchmod(fd, mode); }
static int test_link(int from, const char *one, int to, const char *other, int flags)
{
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
    return fails(EXCHANGE) ? -1 : system_calls.exchange(dir, one, other);
}
static int test_unlink(int dir, const char *name) { return fails(UNLINK) ? -1 : system_calls.unlink(dir, name); }

static struct system_calls failing_calls(void)
{
    struct system_calls calls = system_calls;
    calls.open = test_open, calls.close = test_close, calls.read = test_read, calls.pread = test_pread;
    calls.write = test_write, calls.poll = test_poll, calls.stat = test_stat, calls.stat_at = test_stat_at;
    calls.sync = test_sync, calls.chmod = test_chmod, calls.link = test_link, calls.rename = test_rename;
    calls.exchange = test_exchange, calls.unlink = test_unlink;
    return calls;
}

/* Allocations: this definition stands before the C library's for all code, ICU's and iconv's, too. */
static struct {
    bool on;
    long nth, count;
} memory;

#if defined __GLIBC__ && !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__
enum { MEMORY_CAN_FAIL = 1 };

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *old, size_t size);

static bool memory_fails(void)
{
    if (!memory.on || ++memory.count != memory.nth)
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size) { return memory_fails() ? NULL : __libc_malloc(size); }
void *calloc(size_t n, size_t size) { return memory_fails() ? NULL : __libc_calloc(n, size); }
void *realloc(void *old, size_t size) { return memory_fails() ? NULL : __libc_realloc(old, size); }
#else
enum { MEMORY_CAN_FAIL = 0 };
#endif

/* In memory if may be, because every edit waits for the disk three times. */
static char in_memory[] = "/dev/shm/unbake-test-XXXXXX", on_disk[] = "/tmp/unbake-test-XXXXXX";

/* The one is for allocations: every repair has something to do.  The other is for calls, and needs no tables. */
static const char light[] = "plain\ncafe\xCC\x81\n";
static const char heavy[] =
    "plain\ncaf\xC3\x83\xC2\xA9 cafe\xCC\x81\n\xE6\xB5\xA3\xE7\x8A\xB2\xE3\x82\xBD\n"
    "\xE7\xAC\xAC\xE5\x8D\x81\xE4\xB8\x80\xE6\xAC\xA1\xE5\xB8\xB8\xE5\x8B\x99(w\xC3\xB9)\xE6\x9C\x83\n"
    "\xEF\xA3\xBF \xC2\x93quoted\xC2\x94 \xE5\xAD\x98\xE5\x9C\xA8\xE8\x91\x97\xE4\xB8\x80\xE4\xBA\x9B\n";

static bool write_file(const char *name, const char *data, size_t len)
{
    int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0640);
    bool good = fd >= 0 && write(fd, data, len) == (ssize_t)len;
    return close(fd) == 0 && good;
}

static bool slurp(const char *name, struct bytes *to)
{
    char block[4096];
    ssize_t got = 0;
    int fd = open(name, O_RDONLY);
    to->len = 0;
    while (fd >= 0 && (got = read(fd, block, sizeof block)) > 0)
        bytes_append(to, block, (size_t)got);
    return fd >= 0 && close(fd) == 0 && got == 0;
}

static bool same(const struct bytes *one, const struct bytes *other)
{
    return one->len == other->len && (!one->len || memcmp(one->data, other->data, one->len) == 0);
}

/* How many names are in the folder; empties it, too. */
static int count_names(bool empty)
{
    int names = 0;
    DIR *dir = opendir(".");
    for (struct dirent *entry; (entry = readdir(dir));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            names++;
            if (empty)
                unlink(entry->d_name);
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

struct scene {
    const char *name;
    const char *words[WORDS_MAX]; /* behind the program's name */
    const char *result;           /* the file that becomes the result, or NULL for standard output */
    const char *second;           /* another that appears, or NULL */
    bool edits;
};

static const struct scene scenes[] = {
    {"a filter", {"-s", "in"}, NULL, NULL, false},
    {"a diff", {"--diff", "in"}, NULL, NULL, false},
    {"an explanation", {"--check", "--explain", "in"}, NULL, NULL, false},
    {"an edit", {"-i", "in"}, "in", NULL, true},
    {"an edit with a backup", {"-i~", "in"}, "in", "in~", true},
    {"a result", {"-o", "out", "in"}, "out", NULL, false},
    {"a report", {"-q", "-i", "--report=report", "in"}, "in", "report", true},
};

static struct bytes old, want, got;

/* One run under the plan; the status. */
static int run_scene(const struct scene *scene)
{
    char words[WORDS_MAX][32] = {"unbake"};
    char *argv[WORDS_MAX + 1] = {words[0]};
    int argc = 1;
    for (; argc < WORDS_MAX && scene->words[argc - 1]; argc++) {
        snprintf(words[argc], sizeof words[argc], "%s", scene->words[argc - 1]);
        argv[argc] = words[argc];
    }
    struct settings settings = {0};
    struct complaint complaint;
    struct system_calls calls = failing_calls();
    unbake_options_init(&settings.text);
    if (!options_parse(&settings, argc, argv, &complaint))
        abort();
    memset(plan.count, 0, sizeof plan.count);
    plan.out.len = 0;
    memory.count = 0;
    memory.on = memory.nth != 0;
    int status = (int)run_all(&settings, &calls);
    memory.on = false;
    return status;
}

/* What the scene makes of a text when nothing fails. */
static bool learn(const struct scene *scene, const char *text)
{
    old.len = 0;
    if (!bytes_append(&old, text, strlen(text)))
        return false;
    plan.nth = 0;
    memory.nth = 0;
    count_names(true);
    write_file("in", old.data, old.len);
    int status = run_scene(scene);
    want.len = 0;
    return scene->result ? status == 0 && slurp(scene->result, &want)
                         : status < 2 && bytes_append(&want, plan.out.data, plan.out.len);
}

/* One faulty run; what is wrong with it, or NULL. */
static const char *broken(const struct scene *scene, bool must_work)
{
    count_names(true);
    write_file("in", old.data, old.len);
    int descriptors = open_descriptors();
    bool good = run_scene(scene) < 2;
    if (open_descriptors() != descriptors)
        return "descriptors are lost";
    if (must_work && !good)
        return "what can be tried again is not";
    if (!slurp("in", &got) || !(same(&got, &old) || (scene->edits && same(&got, &want))))
        return "the file is neither old nor new";
    bool there = scene->result ? slurp(scene->result, &got) && same(&got, &want) : same(&plan.out, &want);
    if (good && !there)
        return "success without the result";
    int second = scene->second && access(scene->second, F_OK) == 0;
    int names = 1 + (scene->result && !scene->edits && there) + second;
    return count_names(false) == names ? NULL : "litter, or half a result";
}

static bool is_tried_again(enum kind kind, int error)
{
    if (error == SHORT)
        return true;
    return error == EINTR && (kind == OPEN || kind == READ || kind == PREAD || kind == WRITE || kind == SYNC);
}

static void fail_calls(const struct scene *scene, const char *how)
{
    static const int errors[] = {EIO, ENOSPC, EDQUOT, EINTR, SHORT};
    char name[120];
    const char *wrong = NULL;
    int runs = 0;
    for (enum kind kind = 0; kind < KINDS && !wrong; kind++)
        for (size_t e = 0; e < sizeof errors / sizeof errors[0] && !wrong; e++) {
            if (errors[e] == SHORT && kind != READ && kind != PREAD && kind != WRITE)
                continue;
            plan.kind = kind, plan.error = errors[e];
            for (plan.nth = 1; plan.nth < CALLS_MAX && !wrong; plan.nth++, runs++) {
                wrong = broken(scene, is_tried_again(kind, errors[e]));
                if (wrong)
                    printf("# %s %d, error %d: %s\n", kind_names[kind], plan.nth, errors[e], wrong);
                else if (plan.count[kind] < plan.nth)
                    break;
            }
        }
    plan.nth = 0;
    snprintf(name, sizeof name, "%s%s keeps its promises under %d failing calls", scene->name, how, runs);
    check(!wrong && runs > 30, name);
}

/* All allocations up to DENSE, and one in STEP of the later ones: they are for tables of encodings, one like the other. */
enum { DENSE = 50 };

static void fail_memory(const struct scene *scene)
{
    char name[120];
    const char *wrong = NULL;
    int runs = 0;
    const char *thorough = getenv("THOROUGH");
    long step = thorough && *thorough ? 1 : 397;
    for (long nth = 1; !wrong; nth += nth < DENSE ? 1 : step, runs++) {
        memory.nth = nth;
        wrong = broken(scene, false);
        if (wrong)
            printf("# allocation %ld: %s\n", nth, wrong);
        if (memory.count < nth)
            break;
    }
    memory.nth = 0;
    snprintf(name, sizeof name, "%s keeps its promises under %d failing allocations", scene->name, runs);
    check(!wrong && runs > 5, name);
}

int main(void)
{
    const char *folder = mkdtemp(in_memory);
    if (!folder)
        folder = mkdtemp(on_disk);
    if (!folder || chdir(folder) != 0 || !freopen("/dev/null", "we", stderr))
        return 1;
    for (size_t i = 0; i < sizeof scenes / sizeof scenes[0]; i++) {
        check(learn(&scenes[i], heavy), scenes[i].name);
        if (MEMORY_CAN_FAIL)
            fail_memory(&scenes[i]);
        check(learn(&scenes[i], light), scenes[i].name);
        fail_calls(&scenes[i], "");
        plan.no_tmpfile = true;
        if (scenes[i].edits)
            fail_calls(&scenes[i], ", without nameless files,");
        plan.no_exchange = true;
        if (scenes[i].edits)
            fail_calls(&scenes[i], ", with the plain rename only,");
        plan.no_tmpfile = plan.no_exchange = false;
    }
    count_names(true);
    if (chdir("/") != 0 || rmdir(folder) != 0)
        return 1;
    bytes_free(&old);
    bytes_free(&want);
    bytes_free(&got);
    bytes_free(&plan.out);
    return check_end();
}
