/* kill.c: the program is killed at random instants while it edits files in place.  Comes in: the program, a folder, and
 * how often.  Goes out: how many runs left each file either whole as it was or whole as it must become, and nothing
 * beside them.  Never: counts runs that were over before the signal came. */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

enum { FILES = 12, NAME = 32, LARGE = 400000, TRIES = 20 };

static const char damaged[] = "cafe\xCC\x81\n", repaired[] = "caf\xC3\xA9\n";
static const char *program;
static char names[FILES][NAME];
static char old_content[LARGE + 16];

/* Small and large files by turns. */
static size_t length_of(int file, bool is_new)
{
    return (file % 3 ? 1000u * (size_t)file : LARGE) + (is_new ? sizeof repaired : sizeof damaged) - 1;
}

static bool write_all(int file)
{
    int fd = open(names[file], O_WRONLY | O_CREAT | O_TRUNC, 0644);
    size_t len = length_of(file, false), lead = len - (sizeof damaged - 1);
    bool good = fd >= 0 && write(fd, old_content, lead) == (ssize_t)lead &&
                write(fd, damaged, sizeof damaged - 1) == (ssize_t)sizeof damaged - 1;
    return close(fd) == 0 && good;
}

static bool holds(int file, bool is_new)
{
    static char got[LARGE + 64];
    size_t lead = length_of(file, is_new) - (is_new ? sizeof repaired : sizeof damaged) + 1;
    int fd = open(names[file], O_RDONLY);
    ssize_t len = fd < 0 ? -1 : read(fd, got, sizeof got);
    close(fd);
    const char *tail = is_new ? repaired : damaged;
    return len == (ssize_t)length_of(file, is_new) && memcmp(got, old_content, lead) == 0 &&
           memcmp(got + lead, tail, strlen(tail)) == 0;
}

static int count_litter(bool remove)
{
    int litter = 0;
    DIR *dir = opendir(".");
    for (struct dirent *entry; (entry = readdir(dir));)
        if (strstr(entry->d_name, "unbake-")) {
            litter++;
            if (remove)
                unlink(entry->d_name);
        }
    closedir(dir);
    return litter;
}

static pid_t start(void)
{
    pid_t child = fork();
    if (child)
        return child;
    char *words[FILES + 4] = {(char *)(size_t)program, (char *)(size_t)"-i", (char *)(size_t)"-q"};
    for (int i = 0; i < FILES; i++)
        words[i + 3] = names[i];
    execv(program, words);
    _exit(127);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void sleep_for(double seconds)
{
    struct timespec t = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
    nanosleep(&t, NULL);
}

static bool prepare(void)
{
    for (int i = 0; i < FILES; i++)
        if (!write_all(i))
            return false;
    return true;
}

/* How long one run takes when nobody ends it. */
static double whole_run(void)
{
    int status;
    prepare();
    double begin = now();
    waitpid(start(), &status, 0);
    check(status == 0, "a run that is left alone succeeds");
    bool all = true;
    for (int i = 0; i < FILES; i++)
        all = all && holds(i, true);
    check(all && !count_litter(true), "and repairs every file, without litter");
    return now() - begin;
}

struct tally {
    int killed, torn, litter, old, edited;
};

static bool look(struct tally *tally)
{
    for (int i = 0; i < FILES; i++) {
        bool is_old = holds(i, false), is_new = holds(i, true);
        tally->old += is_old;
        tally->edited += is_new;
        if (!is_old && !is_new) {
            tally->torn++;
            printf("# %s is neither old nor new\n", names[i]);
        }
    }
    return true;
}

/* The process that ends a swap may need a moment longer than the one that was killed. */
static int end_with_all(pid_t child)
{
    int status;
    waitpid(child, &status, 0);
    while (waitpid(-1, NULL, 0) > 0)
        continue;
    return status;
}

static void kill_one(struct tally *tally, double span)
{
    if (!prepare())
        abort();
    pid_t child = start();
    sleep_for(span * (double)rand() / RAND_MAX);
    kill(child, SIGKILL);
    tally->killed += WIFSIGNALED(end_with_all(child));
    tally->litter += count_litter(true);
    look(tally);
}

int main(int argc, char **argv)
{
    if (argc != 4 || chdir(argv[2]) != 0)
        return fprintf(stderr, "usage: kill PROGRAM FOLDER TIMES\n"), 2;
    program = argv[1];
    int times = atoi(argv[3]);
    struct tally tally = {0};
    memset(old_content, 'x', sizeof old_content);
    for (int i = 79; i < LARGE; i += 80)
        old_content[i] = '\n';
    for (int i = 0; i < FILES; i++)
        snprintf(names[i], sizeof names[i], "file%d.txt", i);
    prctl(PR_SET_CHILD_SUBREAPER, 1); /* orphans can be waited for */
    srand(20260101);
    double span = whole_run();
    for (int i = 0; i < times * TRIES && tally.killed < times; i++)
        kill_one(&tally, span);
    printf("# %d kills: %d files still old, %d new, %d names left behind\n", tally.killed, tally.old, tally.edited,
           tally.litter);
    check(tally.killed >= times, "as many kills as were asked for");
    check(tally.torn == 0, "every file is whole, old or new");
    check(tally.litter == 0, "nothing is left beside them");
    check(tally.old && tally.edited, "the kills fell before and after edits");
    for (int i = 0; i < FILES; i++)
        unlink(names[i]);
    return check_end();
}
