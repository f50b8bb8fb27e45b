/* sandbox.c: Landlock for files, seccomp for system calls.  Comes in: which files will still be opened.  Goes out: a
 * process that text with bad intentions can do little with.  Never: changes what the program gives: a call that it makes
 * itself is not refused.
 *
 * The tables of legacy encodings are read when a line first needs one, and glibc loads iconv's modules for that; so its
 * folder of modules stays readable. */
#include "files/sandbox.h"

#if defined __linux__ && !defined NO_SANDBOX && defined __has_include
#if __has_include(<linux/landlock.h>) && __has_include(<linux/seccomp.h>) && (defined __x86_64__ || defined __aarch64__)
#define HAS_SANDBOX 1
#endif
#endif

#ifdef HAS_SANDBOX
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Rights by the version of Landlock that brought them; the newer ones are not in every header. */
enum { RIGHTS_1 = (1 << 13) - 1, RIGHT_REFER = 1 << 13, RIGHT_TRUNCATE = 1 << 14, REFER_SINCE = 2, TRUNCATE_SINCE = 3 };

static const uint64_t read_file = LANDLOCK_ACCESS_FS_READ_FILE;
static const uint64_t replace_file = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR |
                                     LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
                                     LANDLOCK_ACCESS_FS_REMOVE_FILE | RIGHT_REFER | RIGHT_TRUNCATE;

static uint64_t known_rights(int version)
{
    return RIGHTS_1 | (version >= REFER_SINCE ? (uint64_t)RIGHT_REFER : 0) |
           (version >= TRUNCATE_SINCE ? (uint64_t)RIGHT_TRUNCATE : 0);
}

/* A file that cannot be looked at cannot be opened later either.  EBADFD: what is behind a pipe is free to use. */
static void allow(struct sandbox *box, const char *path, uint64_t rights)
{
    int fd = box->rules < 0 ? -1 : open(path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return;
    struct stat is;
    /* For a folder that is named by mistake, the message should be the usual one. */
    if (rights == read_file && fstat(fd, &is) == 0 && S_ISDIR(is.st_mode))
        rights = LANDLOCK_ACCESS_FS_READ_DIR;
    const struct landlock_path_beneath_attr rule = {.allowed_access = rights & known_rights(box->version), .parent_fd = fd};
    if (syscall(SYS_landlock_add_rule, box->rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0 && errno != EBADFD)
        box->given_up = true;
    close(fd);
}

static int note_libc(struct dl_phdr_info *library, size_t size, void *folder)
{
    (void)size;
    const char *slash = strrchr(library->dlpi_name, '/');
    if (!slash || strncmp(slash, "/libc.so", 8) != 0)
        return 0;
    snprintf(folder, PATH_MAX, "%.*s/gconv", (int)(slash - library->dlpi_name), library->dlpi_name);
    return 1;
}

void sandbox_begin(struct sandbox *box)
{
    char folder[PATH_MAX];
    *box = (struct sandbox){.rules = -1};
    box->version = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (box->version <= 0)
        return;
    const struct landlock_ruleset_attr all = {.handled_access_fs = known_rights(box->version)};
    box->rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all.handled_access_fs, 0);
    if (dl_iterate_phdr(note_libc, folder))
        allow(box, folder, LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR);
}

void sandbox_allow_reading(struct sandbox *box, const char *path)
{
    allow(box, path, read_file);
}

void sandbox_allow_reading_all(struct sandbox *box)
{
    allow(box, "/", read_file | LANDLOCK_ACCESS_FS_READ_DIR);
}

void sandbox_allow_replacing(struct sandbox *box, const char *path)
{
    char folder[PATH_MAX];
    box->writes = true;
    /* A new file has no real path yet, but its folder has. */
    if (!realpath(path, folder))
        snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    allow(box, slash ? folder : ".", replace_file);
}

void sandbox_allow_replacing_all(struct sandbox *box)
{
    box->writes = true;
    allow(box, "/", replace_file);
}

#ifdef __x86_64__
static const uint32_t architecture = AUDIT_ARCH_X86_64, other_numbers = 0x40000000; /* of the x32 interface */
#else
static const uint32_t architecture = AUDIT_ARCH_AARCH64, other_numbers = 0x7FFFFFFF;
#endif

enum { OPENS_TO_WRITE = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC };

static const int refused_calls[] = {
    SYS_execve, SYS_execveat, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_socket, SYS_socketpair,
    SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4, SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_mount,
    SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_setns, SYS_unshare, SYS_init_module, SYS_finit_module,
    SYS_delete_module, SYS_kexec_load, SYS_reboot, SYS_swapon, SYS_swapoff, SYS_keyctl, SYS_add_key, SYS_request_key,
    SYS_open_by_handle_at, SYS_io_uring_setup, SYS_io_uring_enter, SYS_mknodat, SYS_symlinkat};

enum { REFUSED = sizeof refused_calls / sizeof refused_calls[0], PROGRAM_MAX = 2 * REFUSED + 40 };

struct program {
    struct sock_filter line[PROGRAM_MAX];
    unsigned short n;
};

static void add(struct program *p, uint16_t code, uint32_t value, uint8_t if_true, uint8_t if_false)
{
    p->line[p->n++] = (struct sock_filter){code, if_true, if_false, value};
}

static void load(struct program *p, size_t offset)
{
    add(p, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void refuse_with(struct program *p, int error)
{
    add(p, BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (uint32_t)error, 0, 0);
}

static void refuse(struct program *p, int number, int error)
{
    add(p, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 1);
    refuse_with(p, error);
}

/* Leaves the number of the call loaded; the low half of an argument is where its bits are, on both machines. */
static void refuse_to_write(struct program *p, int number, int flags)
{
    add(p, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 4);
    load(p, offsetof(struct seccomp_data, args) + sizeof(uint64_t) * (size_t)flags);
    add(p, BPF_JMP | BPF_JSET | BPF_K, OPENS_TO_WRITE, 0, 1);
    refuse_with(p, EACCES);
    load(p, offsetof(struct seccomp_data, nr));
}

static void write_program(struct program *p, bool writes)
{
    load(p, offsetof(struct seccomp_data, arch));
    add(p, BPF_JMP | BPF_JEQ | BPF_K, architecture, 1, 0);
    refuse_with(p, EPERM);
    load(p, offsetof(struct seccomp_data, nr));
    add(p, BPF_JMP | BPF_JGE | BPF_K, other_numbers, 0, 1);
    refuse_with(p, EPERM);
    for (size_t i = 0; i < REFUSED; i++)
        refuse(p, refused_calls[i], EPERM);
    if (!writes) {
        refuse_to_write(p, SYS_openat, 2);
#ifdef SYS_open
        refuse_to_write(p, SYS_open, 1);
        refuse(p, SYS_creat, EACCES);
#endif
#ifdef SYS_openat2
        refuse(p, SYS_openat2, ENOSYS); /* its flags are in memory; everyone has a second way */
#endif
    }
    add(p, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
}

void sandbox_enter(struct sandbox *box)
{
    struct program program = {.n = 0};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return;
    if (box->rules >= 0 && !box->given_up)
        syscall(SYS_landlock_restrict_self, box->rules, 0);
    if (box->rules >= 0)
        close(box->rules);
    box->rules = -1;
    write_program(&program, box->writes);
    const struct sock_fprog loaded = {.len = program.n, .filter = program.line};
    /* Without the flag, older kernels turn speculation off as well, which costs speed. */
    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &loaded);
}
#else
void sandbox_begin(struct sandbox *box)
{
    *box = (struct sandbox){.rules = -1};
}

void sandbox_allow_reading(struct sandbox *box, const char *path)
{
    (void)box, (void)path;
}

void sandbox_allow_replacing(struct sandbox *box, const char *path)
{
    (void)box, (void)path;
}

void sandbox_allow_reading_all(struct sandbox *box)
{
    (void)box;
}

void sandbox_allow_replacing_all(struct sandbox *box)
{
    (void)box;
}

void sandbox_enter(struct sandbox *box)
{
    (void)box;
}
#endif
