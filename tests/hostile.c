/* hostile.c: what the slowest texts cost.  Comes in: the program, and a folder for texts made up here.  Goes out: for
 * each, whether its processor time is within a multiple of that of damaged text of the same size, and its memory within
 * bounds.  Never: times of the clock; the best of several runs counts, since a busy machine only ever adds. */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

/* The base is text in which every line is damaged, because hostile text is never as cheap as clean text: what cannot be
 * told from damage has to be looked at.  Lines of two characters are allowed more for each byte: every line begins anew. */
enum { SIZE = 1 << 16, SLACK = 64, RUNS = 5, TIMES_MAX = 3, TIMES_MAX_SHORT = 9, MEMORY_MAX = 64 * 1024 /* kilobytes */ };

/* How often a part is repeated in a line: in the only one, in lines of a word, and of a few. */
enum { WITHOUT_END = 0, LINES = 3 };
static const size_t per_line[LINES] = {WITHOUT_END, 2, 12};
static const char *const line_names[LINES] = {"", ", lines of two", ", lines of twelve"};

static const char *program;
static char path[256];
static size_t size = SIZE;
static char *text;
static size_t filled;

static void fill(const char *part, size_t len, size_t in_line)
{
    filled = 0;
    for (size_t i = 1; filled + len < size; i++) {
        memcpy(text + filled, part, len);
        filled += len;
        if (in_line && i % in_line == 0)
            text[filled++] = '\n';
    }
}

static bool save(void)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    bool good = fd >= 0 && write(fd, text, filled) == (ssize_t)filled;
    return close(fd) == 0 && good;
}

/* Seconds of processor time of the best run, or of the first that is good enough, and the most memory of any; -1 when it fails. */
static double best(double enough, long *memory)
{
    double least = -1;
    for (int i = 0; i < RUNS && (least < 0 || least > enough); i++) {
        struct rusage used;
        int status;
        pid_t child = fork();
        if (child == 0) {
            int in = open(path, O_RDONLY), out = open("/dev/null", O_WRONLY);
            dup2(in, STDIN_FILENO);
            dup2(out, STDOUT_FILENO);
            execl(program, program, (char *)NULL);
            _exit(127);
        }
        if (wait4(child, &status, 0, &used) != child || status != 0)
            return -1;
        double seconds = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                         (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
        least = least < 0 || seconds < least ? seconds : least;
        *memory = used.ru_maxrss > *memory ? used.ru_maxrss : *memory;
    }
    return least;
}

static double base;

static void try(const char *name, const char *lines)
{
    double most = (*lines ? TIMES_MAX_SHORT : TIMES_MAX) * base;
    char line[160];
    long memory = 0;
    double seconds = save() ? best(most, &memory) : -1;
    snprintf(line, sizeof line, "%s%s: %.1f times the base, %ld MB", name, lines, seconds / base, memory / 1024);
    check(seconds >= 0 && seconds <= most && memory <= MEMORY_MAX, line);
}

static void random_bytes(uint32_t seed, unsigned mask, unsigned low)
{
    for (filled = 0; filled < size; filled++) {
        seed = seed * 1664525u + 1013904223u;
        text[filled] = (char)(low + (seed >> 24 & mask));
    }
}

static void every_pair(void)
{
    filled = 0;
    while (filled < size - 2)
        for (unsigned pair = 0; pair < 0x10000 && filled < size - 2; pair++) {
            text[filled++] = (char)(pair >> 8);
            text[filled++] = (char)pair;
        }
}

/* A character of three bytes over every place where a block or a window may end. */
static void cut_everywhere(void)
{
    fill("x", 1, WITHOUT_END);
    for (size_t at = 4096; at + 3 < size; at += 4096)
        memcpy(text + at - (at / 4096) % 3, "\xE4\xB8\xAD", 3);
}

static const struct hostile {
    const char *name, *part;
    size_t len, kinds; /* of lines */
} repeated[] = {
#define REPEAT(name, part) {name, part, sizeof(part) - 1, LINES}
/* Byte slip is searched anew in each line, with a limit that two characters reach as well as a thousand. */
#define REPEAT_WITHOUT_END(name, part) {name, part, sizeof(part) - 1, 1}
    REPEAT("combining marks", "\xCC\x81\xCC\xA3"),
    REPEAT("a mark of every class", "a\xCC\x81\xCC\xA3\xCC\xB4\xCC\x95\xCD\x9C"),
    REPEAT("ampersands", "&"),
    REPEAT("entities", "&amp;eacute;&#xC3;&#169;"),
    REPEAT("question marks", "?"),
    REPEAT_WITHOUT_END("question marks after Han", "\xE4\xB8\xAD?"),
    REPEAT("Han, and brackets behind question marks", "\xE6\x97\xA5?q\xC7\x90ng)\xE5\xA0\xB1"),
    REPEAT("glosses", "\xE5\x8B\x99(w\xC3\xB9)"),
    REPEAT("glosses that never end", "\xE5\x8B\x99(w\xC3\xB9"),
    REPEAT("private use", "\xEE\x80\x80"),
    REPEAT("private use of many origins", "\xEE\x80\x81\xEF\x80\xA0\xEE\xA0\x80\xEF\x9F\xBF"),
    REPEAT("A with tilde", "\xC3\x83"),
    REPEAT("A with circumflex and tilde", "\xC3\x82\xC3\x83"),
    REPEAT("six layers of mojibake", "\xC3\x83\xC6\x92\xC3\x86\xE2\x80\x99\xC3\x83\xE2\x80\x9A\xC3\x82\xC2\xA9 "),
    REPEAT("half-width katakana", "\xEF\xBD\xB1\xEF\xBE\x83"),
    REPEAT("rare Han", "\xE6\xB5\xA3\xE7\x8A\xB2\xE9\x8F\x82"),
    REPEAT("Cyrillic in Cyrillic", "\xD0\xA0\xD1\x9F\xD0\xA1\xD0\x82"),
    REPEAT("replacement characters", "\xEF\xBF\xBD"),
    REPEAT_WITHOUT_END("Han and replacement characters", "\xE4\xB8\xAD\xEF\xBF\xBD"),
    REPEAT("C1 controls", "\xC2\x80\xC2\x93"),
    REPEAT("NULs", "\0"),
    REPEAT("the byte 80", "\x80"),
    REPEAT("the byte FF", "\xFF"),
    REPEAT("overlong forms", "\xC0\x80\xE0\x80\x80"),
    REPEAT("surrogates", "\xED\xA0\x80\xED\xB0\x80"),
    REPEAT("truncated characters", "\xE4\xB8\xF0\x9F\x98"),
    REPEAT("escapes", "\\xc3\\xa9=C3=A9%C3%A9"),
    REPEAT("backslashes", "\\"),
    REPEAT("percent signs", "%"),
    REPEAT("Hangul letters", "\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8"),
    REPEAT("ligatures that grow", "\xEF\xB7\xBA"),
    REPEAT("line ends", "\n"),
    REPEAT("one letter", "a"),
};

int main(int argc, char **argv)
{
    if (argc != 3 && argc != 4)
        return fprintf(stderr, "usage: hostile PROGRAM FOLDER [SIZE]\n"), 2;
    size = argc == 4 ? (size_t)atol(argv[3]) : SIZE;
    text = malloc(size + SLACK);
    if (!text)
        return 2;
    static const char damaged[] = "La cr\xC3\x83\xC2\xA8me br\xC3\x83\xC2\xBBl\xC3\x83\xC2\xA9" "e co\xC3\x83\xC2\xBBte 5\xC3\xA2\xE2\x80\x9A\xC2\xAC.\n";
    long memory = 0;
    program = argv[1];
    snprintf(path, sizeof path, "%s/text", argv[2]);
    fill(damaged, sizeof damaged - 1, WITHOUT_END);
    base = save() ? best(0, &memory) : -1;
    if (base <= 0)
        return fprintf(stderr, "the base does not run\n"), 2;
    printf("# base: %.0f ms\n", base * 1e3);
    for (size_t i = 0; i < sizeof repeated / sizeof repeated[0]; i++)
        for (size_t k = 0; k < repeated[i].kinds; k++) {
            fill(repeated[i].part, repeated[i].len, per_line[k]);
            try(repeated[i].name, line_names[k]);
        }
    every_pair();
    try("every pair of bytes", "");
    random_bytes(1, 0xFF, 0);
    try("random bytes", "");
    random_bytes(2, 0x7F, 0x80);
    try("random high bytes", "");
    cut_everywhere();
    try("characters over every block's edge", "");
    unlink(path);
    free(text);
    return check_end();
}
