/* progress.c: how far the work is.  Comes in: bytes read and repairs made.  Goes out: bytes, rate, time left and records
 * repaired, on standard error.  Never: more often than EVERY seconds, or wider than the terminal. */
#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LINE_ROOM = 160, WIDTH_UNKNOWN = 80 };

static const double PATIENCE = 1, EVERY = 0.2; /* seconds */

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* 0 when some size is not known beforehand. */
static uint64_t total_of(const struct settings *s)
{
    uint64_t total = 0;
    struct stat is;
    if (s->names)
        return 0;
    for (size_t i = 0; i < s->operand_count; i++) {
        if (strcmp(s->operands[i], "-") == 0 || stat(s->operands[i], &is) != 0 || !S_ISREG(is.st_mode))
            return 0;
        total += (uint64_t)is.st_size;
    }
    if (!s->operand_count && fstat(STDIN_FILENO, &is) == 0 && S_ISREG(is.st_mode))
        total = (uint64_t)is.st_size;
    return total;
}

void progress_begin(struct progress *p, const struct settings *s, bool may_draw)
{
    bool wanted = s->progress == WHEN_ALWAYS ||
                  (s->progress == WHEN_AUTO && !s->quiet && may_draw && isatty(STDERR_FILENO));
    *p = (struct progress){.on = wanted};
    if (!wanted)
        return;
    p->total = total_of(s);
    p->start = now();
    p->next = p->start + PATIENCE;
}

/* "1.5 GB", as disks count. */
static void name_size(char *to, size_t room, double bytes)
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
    size_t unit = 0;
    for (; bytes >= 999.5 && unit < 4; unit++)
        bytes /= 1000;
    snprintf(to, room, unit && bytes < 99.5 ? "%.1f %s" : "%.0f %s", bytes, units[unit]);
}

static void name_left(char *to, size_t room, double seconds)
{
    unsigned long left = (unsigned long)(seconds + 0.5);
    if (left >= 3600)
        snprintf(to, room, ", %lu:%02lu:%02lu left", left / 3600, left / 60 % 60, left % 60);
    else
        snprintf(to, room, ", %lu:%02lu left", left / 60, left % 60);
}

static int terminal_width(void)
{
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : WIDTH_UNKNOWN;
}

static void draw(struct progress *p, double time, uint64_t changed)
{
    char line[LINE_ROOM], done[24], total[24] = "", rate[24], left[48] = "", share[16] = "";
    double passed = time - p->start, speed = (double)p->done / passed;
    name_size(done, sizeof done, (double)p->done);
    name_size(rate, sizeof rate, speed);
    if (p->total) {
        char size[20];
        name_size(size, sizeof size, (double)p->total);
        snprintf(total, sizeof total, "/%s", size);
        double part = p->done < p->total ? (double)p->done / (double)p->total : 1;
        snprintf(share, sizeof share, "%3.0f%% ", 100 * part);
        if (speed > 0 && p->done < p->total)
            name_left(left, sizeof left, (double)(p->total - p->done) / speed);
    }
    snprintf(line, sizeof line, "%s%s%s, %s/s%s, %" PRIu64 " lines repaired", share, done, total, rate, left,
             p->changed + changed);
    fprintf(stderr, "\r%.*s\033[K", terminal_width() - 1, line);
    p->drawn = true;
}

void progress_step(struct progress *p, uint64_t bytes, uint64_t changed)
{
    if (!p->on)
        return;
    p->done += bytes;
    double time = now();
    if (time < p->next)
        return;
    draw(p, time, changed);
    p->next = time + EVERY;
}

void progress_end_file(struct progress *p, uint64_t changed)
{
    p->changed += changed;
}

void progress_wipe(struct progress *p)
{
    if (p->drawn)
        fputs("\r\033[K", stderr);
    p->drawn = false;
}
