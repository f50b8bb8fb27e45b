/* sandbox.c: what the code that handles text can do to the system.  Comes in: a text, and a sink that tries what hostile
 * text might make the filter do.  Goes out: whether the kernel refused it, and the text came out as ever.  Never: in
 * this process; privileges do not come back. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "cli/run.h"

/* For several repairs, which read tables of encodings through iconv while no file can be opened. */
static const char text[] = "caf\xC3\x83\xC2\xA9 \xC3\x90\xC5\xB8\xC3\x91\xE2\x82\xAC \xC2\x93x\xC2\x94\n"
                           "\xD0\xA0\xD1\x9F\xD0\xA1\xD0\x82\xD0\xA0\xD1\x91\xD0\xA0\xD0\x86\xD0\xA0\xC2\xB5\xD0\xA1\xE2\x80\x9A\n"
                           "\xE6\xB5\xA3\xE7\x8A\xB2\xE3\x82\xBD\n";

enum { READS = 1, WRITES = 2, RUNS = 4, TALKS = 8 };

static char folder[] = "/tmp/unbake-test-XXXXXX";

/* Bits of what worked. */
static int attempts(const char *beside)
{
    int done = 0, fd;
    if ((fd = open("/etc/passwd", O_RDONLY)) >= 0 || (fd = open(beside, O_RDONLY)) >= 0)
        done |= READS;
    if ((fd = open(beside, O_WRONLY)) >= 0 || (fd = open("/tmp/unbake-test-file", O_WRONLY | O_CREAT, 0600)) >= 0)
        done |= WRITES;
    if ((fd = socket(AF_INET, SOCK_STREAM, 0)) >= 0 || (fd = socket(AF_UNIX, SOCK_DGRAM, 0)) >= 0)
        done |= TALKS;
    char *words[] = {(char *)(size_t)"true", NULL};
    execv("/bin/true", words);
    return errno == EPERM || errno == EACCES ? done : done | RUNS;
}

static char beside[64];

struct hostile {
    int done;
    char out[1024];
    size_t len;
};

static int sink(void *user, const char *data, size_t len)
{
    struct hostile *hostile = user;
    hostile->done |= attempts(beside);
    if (len <= sizeof hostile->out - hostile->len)
        memcpy(hostile->out + hostile->len, data, len);
    hostile->len += len;
    return 0;
}

/* The child's status: what it could do, plus 16 when the text came out wrong. */
static int in_sandbox(const struct settings *settings, const char *want, size_t want_len)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        struct hostile hostile = {.len = 0};
        run_drop_privileges(settings);
        unbake *filter = unbake_new(NULL, sink, &hostile, NULL);
        if (!filter || unbake_feed(filter, text, sizeof text - 1) || unbake_finish(filter))
            _exit(255);
        bool same = hostile.len == want_len && memcmp(hostile.out, want, want_len) == 0;
        _exit(hostile.done | (same ? 0 : 16));
    }
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool has_landlock(void)
{
#if defined SYS_landlock_create_ruleset && !defined NO_SANDBOX
    return syscall(SYS_landlock_create_ruleset, NULL, 0, 1) > 0;
#else
    return false;
#endif
}

static bool has_seccomp(void)
{
#if defined SYS_seccomp && !defined NO_SANDBOX
    unsigned action = 0x00050000; /* SECCOMP_RET_ERRNO */
    return syscall(SYS_seccomp, 2, 0, &action) == 0;
#else
    return false;
#endif
}

static void try_all(const char *want, size_t len)
{
    struct settings filter = {0}, file = {0}, edit = {0};
    char *operand = beside, *operands[] = {operand};
    int can_read = has_landlock() ? 0 : READS, can_write = has_landlock() ? 0 : WRITES;
    int done = in_sandbox(&filter, want, len);
    check((done & 16) == 0, "text comes out as it does without a sandbox");
    check((done & 15) == can_read, "a filter can open no file, start no program, and use no network");
    file.operands = operands, file.operand_count = 1;
    check(in_sandbox(&file, want, len) == READS, "with an operand, that one can be opened, but not for writing");
    file.operands[0] = (char *)(size_t)"/usr/bin/env";
    check(in_sandbox(&file, want, len) == can_read, "and no other");
    edit.in_place = true, edit.operands = operands, edit.operand_count = 1;
    operands[0] = (char *)(size_t)"/usr/lib/os-release";
    check(in_sandbox(&edit, want, len) == (can_read | can_write), "an edit is confined to the folder of its file");
    operands[0] = operand;
    check(in_sandbox(&edit, want, len) == (READS | WRITES), "where it can replace it");
}

int main(void)
{
    char *want;
    size_t len;
    if (!mkdtemp(folder))
        return 1;
    snprintf(beside, sizeof beside, "%s/file", folder);
    int fd = open(beside, O_WRONLY | O_CREAT, 0600);
    close(fd);
    if (fd < 0 || unbake_text(NULL, text, sizeof text - 1, &want, &len) != UNBAKE_OK)
        return 1;
    check(len < sizeof text - 1, "the text needs tables");
    if (has_seccomp())
        try_all(want, len);
    else
        puts("# no seccomp here: the sandbox cannot be tried");
    free(want);
    unlink(beside);
    unlink("/tmp/unbake-test-file");
    rmdir(folder);
    return check_end();
}
