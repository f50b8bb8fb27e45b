/* apart.c: work in a child process that outlives a killed parent by as long as it needs.  Comes in: a function.  Goes
 * out: its result, or the signal that ended it, raised again.  Never: returns in the child.
 *
 * A temporary file has a name for an instant, and nothing can be done about a name by a process that got SIGKILL.  So
 * the process that others know by its number is not the one that edits. */
#include "files/apart.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/resource.h>

static const int handed_on[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
enum { HANDED_ON = sizeof handed_on / sizeof handed_on[0], SIGNAL_STATUS = 128 };

/* The one thing that a signal handler has to know. */
static volatile sig_atomic_t child_number;

static void hand_on(int number)
{
    int error = errno;
    kill((pid_t)child_number, number);
    errno = error;
}

/* What the caller ignores stays ignored. */
static void catch_signals(void)
{
    struct sigaction catcher = {.sa_handler = hand_on, .sa_flags = SA_RESTART}, now;
    for (size_t i = 0; i < HANDED_ON; i++)
        if (sigaction(handed_on[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
            sigaction(handed_on[i], &catcher, NULL);
}

static int raise_again(int number)
{
    const struct rlimit no_core = {0, 0};
    setrlimit(RLIMIT_CORE, &no_core); /* the child has left one, if any */
    signal(number, SIG_DFL);
    raise(number);
    return SIGNAL_STATUS + number;
}

static int wait_for(pid_t child)
{
    int status;
    pid_t ended;
    do
        ended = waitpid(child, &status, 0);
    while (ended < 0 && errno == EINTR);
    if (ended == child && WIFSIGNALED(status))
        return raise_again(WTERMSIG(status));
    return ended == child ? WEXITSTATUS(status) : SIGNAL_STATUS;
}

/* Groups are killed as a whole, too; but a terminal's user stops and continues a group, which has to include the child. */
static void leave_group(void)
{
    if (!isatty(STDIN_FILENO) && !isatty(STDOUT_FILENO) && !isatty(STDERR_FILENO))
        setpgid(0, 0);
}

static void be_child(pid_t parent, const sigset_t *mask, int (*work)(void *with), void *with)
{
    leave_group();
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent)
        _exit(SIGNAL_STATUS + SIGTERM);
    sigprocmask(SIG_SETMASK, mask, NULL);
    exit(work(with));
}

int work_apart(int (*work)(void *with), void *with)
{
    sigset_t held, mask;
    pid_t parent = getpid();
    sigemptyset(&held);
    for (size_t i = 0; i < HANDED_ON; i++)
        sigaddset(&held, handed_on[i]);
    sigaddset(&held, SIGCHLD);
    sigprocmask(SIG_BLOCK, &held, &mask);
    signal(SIGCHLD, SIG_DFL); /* whoever ignores it gets no status */
    pid_t child = fork();
    if (child == 0)
        be_child(parent, &mask, work, with);
    child_number = (sig_atomic_t)child;
    if (child > 0)
        catch_signals();
    sigprocmask(SIG_SETMASK, &mask, NULL);
    return child > 0 ? wait_for(child) : work(with);
}
#else
int work_apart(int (*work)(void *with), void *with)
{
    return work(with);
}
#endif
