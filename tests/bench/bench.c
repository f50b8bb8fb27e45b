/* bench.c: how fast the program is, beside others on the same bytes in the same minute.  Comes in: fixtures, a seed, a
 * folder to work in and a file for the chart.  Goes out: a table of ratios, and the chart as SVG.  Never: a figure whose
 * answer was not checked, or one that was not measured in turns with its peer. */
#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utf8proc.h>

#include "base/bytes.h"

enum { TURNS = 5, START_TURNS = 200, MB = 1000000, LARGE = 60 * MB, COMMAND_MAX = 600, LINE_MAX_WORDS = 14, ROWS_MAX = 24 };

static const char *folder;
static uint64_t seed = 20241123;

static void die(const char *what)
{
    fprintf(stderr, "bench: %s: %s\n", what, strerror(errno));
    exit(1);
}

static unsigned below(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

/* Texts. */

static void put(struct bytes *to, const char *data, size_t len)
{
    if (!bytes_append(to, data, len))
        die("memory");
}

static struct bytes read_file(const char *name)
{
    struct bytes text = {0};
    FILE *f = fopen(name, "rb");
    char block[65536];
    size_t got;
    if (!f)
        die(name);
    while ((got = fread(block, 1, sizeof block, f)) > 0)
        put(&text, block, got);
    fclose(f);
    return text;
}

static void write_file(const char *name, const struct bytes *text, size_t least)
{
    char path[COMMAND_MAX];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    if (!f)
        die(path);
    size_t done = 0;
    do
        done += fwrite(text->data, 1, text->len, f);
    while (done < least && !ferror(f));
    if (fclose(f))
        die(path);
}

/* Words of up to longest letters from an alphabet of UTF-8 characters, or of words, separated by spaces, in lines. */
static struct bytes words(const char *const *letters, unsigned count, unsigned longest, size_t size)
{
    struct bytes text = {0};
    while (text.len < size) {
        for (unsigned w = 3 + below(LINE_MAX_WORDS); w > 0; w--) {
            for (unsigned l = 1 + below(longest); l > 0; l--) {
                const char *letter = letters[below(count)];
                put(&text, letter, strlen(letter));
            }
            put(&text, w > 1 ? " " : "\n", 1);
        }
    }
    return text;
}

static struct bytes in_form(const struct bytes *text, utf8proc_option_t form)
{
    utf8proc_uint8_t *out = NULL;
    struct bytes result = {0};
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text->data, (utf8proc_ssize_t)text->len, &out,
                                      UTF8PROC_STABLE | form);
    if (n < 0)
        die("utf8proc");
    put(&result, (const char *)out, (size_t)n);
    free(out);
    return result;
}

static void make_form_pair(const char *name, const char *const *letters, unsigned count, unsigned longest)
{
    char file[100];
    struct bytes text = words(letters, count, longest, MB);
    struct bytes nfd = in_form(&text, UTF8PROC_DECOMPOSE), nfc = in_form(&text, UTF8PROC_COMPOSE);
    snprintf(file, sizeof file, "%s.nfd", name);
    write_file(file, &nfd, 20 * nfd.len);
    snprintf(file, sizeof file, "%s.nfc", name);
    write_file(file, &nfc, 20 * nfc.len);
    bytes_free(&text), bytes_free(&nfd), bytes_free(&nfc);
}

/* UTF-8 read as ISO-8859-1, as windows-1252 shows it where it can. */
static struct bytes misread(const struct bytes *text)
{
    struct bytes out = {0};
    iconv_t cd = iconv_open("UTF-8", "WINDOWS-1252");
    for (size_t i = 0; i < text->len; i++) {
        char one[1] = {text->data[i]}, to[8], *from = one, *at = to;
        size_t left = 1, room = sizeof to;
        if (iconv(cd, &from, &left, &at, &room) == 0)
            put(&out, to, sizeof to - room);
        else
            bytes_append_char(&out, (unsigned char)text->data[i]);
    }
    iconv_close(cd);
    return out;
}

static void make_texts(void)
{
    static const char *const latin[] = {"e", "t", "a", "n", "i", "s", "r", "o", "l", "u", "d", "m"};
    /* Words that there are, for those that there are not are looked at. */
    static const char *const french[] = {"le", "la", "les", "une", "dans", "pour", "avec", "maison", "jardin", "petite",
                                         "déjà", "très", "était", "père", "forêt", "château", "garçon", "hôtel", "où",
                                         "soir", "matin", "chemin", "livre", "fenêtre"};
    static const char *const vietnamese[] = {"t", "h", "n", "g", "c", "m", "i", "a", "\xE1\xBB\x87", "\xE1\xBA\xBF",
                                             "\xC6\xB0", "\xE1\xBB\x9D", "o", "u"};
    static const char *const hangul[] = {"\xEC\x9D\xB4", "\xEB\x8B\xA4", "\xEB\x8A\x94", "\xEC\x9D\x84", "\xEA\xB0\x80",
                                         "\xED\x95\x9C", "\xEA\xB5\xAD", "\xEC\x82\xAC", "\xEB\x9E\x8C", "\xEC\x9D\x80"};
    struct bytes ascii = words(latin, 12, 8, MB), mixed = words(french, 24, 1, MB);
    struct bytes chinese = read_file("fixtures/slip/plain.txt");
    struct bytes clean = read_file("fixtures/mojibake/clean.txt"), broken = misread(&clean), empty = {0};
    write_file("empty", &empty, 0);
    write_file("ascii", &ascii, LARGE);
    write_file("latin", &mixed, LARGE);
    write_file("chinese", &chinese, LARGE);
    write_file("traditional", &chinese, 5 * MB);
    write_file("mojibake", &broken, 2 * MB);
    write_file("mojibake.repaired", &clean, 2 * MB * (clean.len + 1) / (broken.len + 1));
    make_form_pair("french", french, 24, 1);
    make_form_pair("vietnamese", vietnamese, 14, 8);
    make_form_pair("hangul", hangul, 10, 8);
}

/* Runs. */

struct run {
    double wall, cpu;
    bool good;
};

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static struct run run_once(const char *command)
{
    struct timespec begin, end;
    struct rusage before, after;
    getrusage(RUSAGE_CHILDREN, &before);
    clock_gettime(CLOCK_MONOTONIC, &begin);
    int status = system(command);
    clock_gettime(CLOCK_MONOTONIC, &end);
    getrusage(RUSAGE_CHILDREN, &after);
    return (struct run){.wall = (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9,
                        .cpu = seconds(after.ru_utime) + seconds(after.ru_stime) - seconds(before.ru_utime) -
                               seconds(before.ru_stime),
                        .good = WIFEXITED(status) && WEXITSTATUS(status) == 0};
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, size_t n)
{
    qsort(values, n, sizeof *values, compare);
    return values[n / 2];
}

struct row {
    const char *what, *ours, *theirs; /* commands; %s is the folder */
    const char *needs;                /* the peer's command that must be there */
    const char *tells;                /* a command that prints the peer's version, or NULL */
    const char *answer;               /* a test that must succeed; %s is the folder */
    double budget;                    /* at most this many times the peer's time; below 1: at least so many times faster */
    unsigned turns;
    /* what came out */
    double ratio, cpu_ratio, ms;
    bool measured;
    char version[20]; /* of the peer, where it tells */
};

static bool is_installed(const char *needs)
{
    char command[COMMAND_MAX];
    snprintf(command, sizeof command, "%s >/dev/null 2>&1", needs);
    return system(command) == 0;
}

static void fill(char *to, const char *command)
{
    size_t at = 0;
    for (const char *p = command; *p && at + 1 < COMMAND_MAX; p++) {
        if (p[0] == '%' && p[1] == 's') {
            at += (size_t)snprintf(to + at, COMMAND_MAX - at, "%s", folder);
            p++;
        } else {
            to[at++] = *p;
        }
    }
    to[at < COMMAND_MAX ? at : COMMAND_MAX - 1] = '\0';
}

static void ask_version(struct row *row)
{
    FILE *f = row->tells ? popen(row->tells, "r") : NULL;
    if (f && fgets(row->version, sizeof row->version, f))
        row->version[strcspn(row->version, "\n")] = '\0';
    if (f)
        pclose(f);
}

static void measure(struct row *row)
{
    char ours[COMMAND_MAX], theirs[COMMAND_MAX], answer[COMMAND_MAX];
    double ratio[START_TURNS], cpu[START_TURNS], ms[START_TURNS];
    fill(ours, row->ours), fill(theirs, row->theirs), fill(answer, row->answer);
    if (!is_installed(row->needs)) {
        printf("%-44s  not measured: %s is missing\n", row->what, row->needs);
        return;
    }
    if (!run_once(answer).good) {
        printf("%-44s  not measured: WRONG ANSWER\n", row->what);
        return;
    }
    if (!run_once(theirs).good) {
        printf("%-44s  not measured: the other one fails\n", row->what);
        return;
    }
    for (unsigned i = 0; i < row->turns; i++) {
        struct run a = run_once(ours), b = run_once(theirs);
        ratio[i] = a.wall / b.wall;
        cpu[i] = a.cpu / (b.cpu > 0 ? b.cpu : 1e-6);
        ms[i] = a.wall * 1e3;
    }
    row->ratio = median(ratio, row->turns);
    row->cpu_ratio = median(cpu, row->turns);
    row->ms = median(ms, row->turns);
    row->measured = true;
    ask_version(row);
    printf("%-44s %-6s %9.1f ms %9.4f %9.4f   %s %g%s\n", row->what, row->version, row->ms, row->ratio, row->cpu_ratio,
           row->budget < 1 ? "1 /" : "at most", row->budget < 1 ? 1 / row->budget : row->budget,
           row->ratio <= row->budget ? "" : "   OVER");
    fflush(stdout);
}

#define UCONV_VERSION "uconv --version | grep -o '[0-9][0-9.]*[0-9]' | tail -1"
#define PIPE(command, file) "cat %s/" file " | " command " | cat >/dev/null"
#define SAME(command, file, want) command " <%s/" file " | cmp -s - %s/" want

static struct row rows[] = {
    {"clean ASCII in a pipe, beside cat", PIPE("./unbake", "ascii"), PIPE("cat", "ascii"), "command -v cat", NULL,
     SAME("./unbake", "ascii", "ascii"), 1.1, TURNS, 0, 0, 0, false, ""},
    {"clean Latin text in a pipe, beside cat", PIPE("./unbake", "latin"), PIPE("cat", "latin"), "command -v cat", NULL,
     SAME("./unbake -r none", "latin", "latin"), 1.1, TURNS, 0, 0, 0, false, ""},
    {"clean Chinese in a pipe, beside cat", PIPE("./unbake", "chinese"), PIPE("cat", "chinese"), "command -v cat", NULL,
     SAME("./unbake", "chinese", "chinese"), 1.3, TURNS, 0, 0, 0, false, ""},
    {"--check of clean Chinese, beside wc -c of a pipe", "./unbake --check %s/chinese", "cat %s/chinese | wc -c >/dev/null",
     "command -v wc", NULL, "./unbake --check %s/chinese", 4, TURNS, 0, 0, 0, false, ""},
    {"UTF-8 of many languages, beside iconv", "./unbake %s/latin >/dev/null", "iconv -f UTF-8 -t UTF-8 %s/latin >/dev/null",
     "command -v iconv", NULL, SAME("./unbake -r none", "latin", "latin"), 1, TURNS, 0, 0, 0, false, ""},
    {"NFD to NFC, French, beside uconv", "./unbake -r none %s/french.nfd >/dev/null", "uconv -x nfc %s/french.nfd >/dev/null",
     "command -v uconv", UCONV_VERSION, SAME("./unbake -r none", "french.nfd", "french.nfc"), 0.1, TURNS, 0, 0, 0, false, ""},
    {"NFD to NFC, Vietnamese, beside uconv", "./unbake -r none %s/vietnamese.nfd >/dev/null",
     "uconv -x nfc %s/vietnamese.nfd >/dev/null", "command -v uconv", UCONV_VERSION,
     SAME("./unbake -r none", "vietnamese.nfd", "vietnamese.nfc"), 0.1, TURNS, 0, 0, 0, false, ""},
    {"NFD to NFC, Korean, beside uconv", "./unbake -r none %s/hangul.nfd >/dev/null", "uconv -x nfc %s/hangul.nfd >/dev/null",
     "command -v uconv", UCONV_VERSION, SAME("./unbake -r none", "hangul.nfd", "hangul.nfc"), 0.1, TURNS, 0, 0, 0, false, ""},
    {"traditional to simplified, beside opencc", "./unbake -r none -s <%s/traditional >/dev/null",
     "opencc -c t2s <%s/traditional >/dev/null", "printf x | opencc -c t2s", "opencc --version | grep -o '[0-9][0-9.]*[0-9]'",
     "for f in fixtures/seeds/*.repaired.txt; do ./unbake -r none -s $f | cmp -s - ${f%.repaired.txt}.simplified.txt || exit 1; done",
     1.0 / 60, TURNS, 0, 0, 0, false, ""},
    {"traditional to simplified, beside ICU", "./unbake -r none -s <%s/traditional >/dev/null",
     "uconv -x Hant-Hans <%s/traditional >/dev/null", "command -v uconv", UCONV_VERSION,
     "for f in fixtures/seeds/*.repaired.txt; do ./unbake -r none -s $f | cmp -s - ${f%.repaired.txt}.simplified.txt || exit 1; done",
     1.0 / 40, TURNS, 0, 0, 0, false, ""},
    {"every line mojibake, beside ftfy", "./unbake %s/mojibake >/dev/null",
     "python3 -c 'import sys, ftfy\nfor line in open(sys.argv[1], encoding=\"utf8\"): sys.stdout.write(ftfy.fix_text(line))' "
     "%s/mojibake >/dev/null", "python3 -c 'import ftfy'", "python3 -c 'import ftfy; print(ftfy.__version__)'",
      "./unbake %s/mojibake | head -c 1000 | cmp -s -n 1000 - %s/mojibake.repaired",
     0.01, 1, 0, 0, 0, false, ""},
    {"start, empty input, beside cat", "./unbake %s/empty", "cat %s/empty", "command -v cat", NULL, "./unbake %s/empty", 2.5,
     START_TURNS, 0, 0, 0, false, ""},
    {"two threads beside one, lines of mojibake", "./unbake -j 2 %s/mojibake >/dev/null", "./unbake -j 1 %s/mojibake >/dev/null",
     "true", NULL, "./unbake -j 2 %s/mojibake >%s/two && ./unbake -j 1 %s/mojibake | cmp -s - %s/two", 1 / 1.8, TURNS, 0, 0, 0, false, ""},
};
enum { ROWS = sizeof rows / sizeof *rows };

/* The chart. */

static void machine(char *to, size_t size)
{
    char line[200], date[40], cpu[120] = "unknown processor";
    struct utsname system_name;
    double load = 0; /* of what others do there meanwhile */
    time_t now = time(NULL);
    FILE *f = fopen("/proc/cpuinfo", "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, "model name", 10) == 0 && strchr(line, ':'))
            snprintf(cpu, sizeof cpu, "%.*s", (int)strcspn(strchr(line, ':') + 2, "\n"), strchr(line, ':') + 2);
    if (f)
        fclose(f);
    uname(&system_name);
    getloadavg(&load, 1);
    strftime(date, sizeof date, "%Y-%m-%d", gmtime(&now));
    snprintf(to, size, "%s, %s %s, %ld processors, %s, load %.1f", date, system_name.sysname, system_name.machine,
             sysconf(_SC_NPROCESSORS_ONLN), cpu, load);
}

enum { CHART_WIDTH = 760, LABELS = 350, ONE = 410, STEP = 36, ROW_HEIGHT = 26, TOP = 66 };

/* Pixels from the line of the peer: one step to the right for each time that it is twice as fast, to the left for each
 * time that it is half as fast. */
static double bar(double ratio)
{
    double steps = 0, faster = ratio < 1 ? 1 / ratio : ratio;
    for (; faster >= 2; faster /= 2)
        steps++;
    steps += faster - 1; /* a straight line between two powers of two is near enough to the logarithm */
    return (ratio < 1 ? steps : -steps) * STEP;
}

static void draw_row(FILE *f, const struct row *row, int y)
{
    double width = bar(row->ratio), from = width < 0 ? ONE + width : ONE, to = width < 0 ? ONE : ONE + width;
    fprintf(f, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s %s</text>"
               "<rect x=\"%.0f\" y=\"%d\" width=\"%.0f\" height=\"16\" fill=\"%s\"/>"
               "<text x=\"%.0f\" y=\"%d\">%.*f ×</text>\n",
            LABELS, y + 13, row->what, row->version, from, y, to - from, width < 0 ? "#b84" : "#2a7", to + 6, y + 13,
            row->ratio > 0.1 ? 2 : 0, 1 / row->ratio);
}

static void draw(const char *name)
{
    char about[400];
    FILE *f = fopen(name, "w");
    int y = TOP;
    if (!f)
        die(name);
    machine(about, sizeof about);
    fprintf(f, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"13\">\n"
               "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n"
               "<text x=\"12\" y=\"24\" font-size=\"16\">How many times as fast as others, on the same bytes</text>\n"
               "<text x=\"12\" y=\"42\" fill=\"#666\" font-size=\"11\">%s; wall time, whole process, medians; each step of the scale is a factor of two</text>\n",
            CHART_WIDTH, TOP + ROW_HEIGHT * (int)ROWS + 12, about);
    fprintf(f, "<path d=\"M%d %dV%d\" stroke=\"#999\"/>\n", ONE, TOP - 6, TOP + ROW_HEIGHT * (int)ROWS);
    for (size_t i = 0; i < ROWS; i++) {
        if (!rows[i].measured)
            continue;
        draw_row(f, &rows[i], y);
        y += ROW_HEIGHT;
    }
    fprintf(f, "</svg>\n");
    if (fclose(f))
        die(name);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: bench FOLDER CHART.svg\n");
        return 2;
    }
    char about[400];
    folder = argv[1];
    make_texts();
    machine(about, sizeof about);
    printf("%s\n%-51s %12s %9s %9s   %s\n", about, "", "unbake", "wall", "processor", "budget for the wall time");
    for (size_t i = 0; i < ROWS; i++)
        measure(&rows[i]);
    draw(argv[2]);
    return 0;
}
