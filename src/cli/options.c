/* options.c: the options, as one table.  Comes in: argv.  Goes out: settings, or one line that says what is wrong with
 * it; and the text of --help.  Never: an option that the table does not hold, or one in the table that does nothing. */
#include <errno.h>
#ifdef __linux__
#include <sched.h>
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/settings.h"
#include "cli/words.h"

enum takes { TAKES_NOTHING, TAKES_ONE, MAY_TAKE_ONE };

enum { NAMES_MAX = 200, COLUMN = 28, WIDTH = 80 };

/* As unbake.h has it. */
enum { JOBS_LIMIT = 256 };

/* Readings of a line, when nobody says how many, and that the library keeps. */
enum { CANDIDATES_USUAL = 5, CANDIDATES_LIMIT = 32 };

typedef bool take(struct settings *settings, const char *value, struct complaint *complaint);

struct row {
    const char *name;
    char letter; /* or '\0' */
    enum takes takes;
    const char *argument;
    const char *help;
    take *take;
    const char *group; /* in the first row of a group */
};

/* As many as this process may use, which is less than the machine has in a container or under taskset. */
static unsigned processors(void)
{
#ifdef __linux__
    cpu_set_t set;
    int may = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
#else
    long may = sysconf(_SC_NPROCESSORS_ONLN);
#endif
    return may < 1 ? 1 : may > JOBS_LIMIT ? JOBS_LIMIT : (unsigned)may;
}

static bool wrong_word(struct complaint *complaint, const char *option, const char *text, size_t len,
                       const struct word *words)
{
    char names[NAMES_MAX];
    word_list(words, names, sizeof names);
    const char *near = word_nearest(words, text, len);
    snprintf(complaint->text, sizeof complaint->text, "%s: '%.*s' is not one of %s%s%s%s", option,
             len > 60 ? 60 : (int)len, text, names, near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    return false;
}

static bool pick(struct complaint *complaint, const char *option, const char *text, const struct word *words, int *value)
{
    return word_value(words, text, strlen(text), value) || wrong_word(complaint, option, text, strlen(text), words);
}

static const struct word repair_words[] = {{"all", UNBAKE_REPAIR_ALL},
                                           {"none", 0},
                                           {"mojibake", UNBAKE_MOJIBAKE},
                                           {"legacy", UNBAKE_LEGACY},
                                           {"private-use", UNBAKE_PRIVATE_USE},
                                           {"byte-slip", UNBAKE_BYTE_SLIP},
                                           {"gloss", UNBAKE_GLOSS},
                                           {"controls", UNBAKE_CONTROLS},
                                           {"escapes", UNBAKE_ESCAPES},
                                           {NULL, 0}};

/* A list that begins by taking away takes away from all. */
static bool take_repair(struct settings *settings, const char *value, struct complaint *complaint)
{
    unsigned repairs = *value == '-' ? UNBAKE_REPAIR_ALL : 0;
    for (const char *at = value;;) {
        size_t len = strcspn(at, ",");
        bool away = *at == '-';
        int bits;
        if (!word_value(repair_words, at + away, len - away, &bits))
            return wrong_word(complaint, "--repair", at + away, len - away, repair_words);
        repairs = away ? repairs & ~(unsigned)bits : bits ? repairs | (unsigned)bits : 0;
        if (!at[len])
            break;
        at += len + 1;
    }
    settings->text.repairs = repairs;
    return true;
}

static bool take_level(struct settings *settings, const char *value, struct complaint *complaint)
{
    static const struct word words[] = {
        {"safe", UNBAKE_SAFE}, {"normal", UNBAKE_NORMAL}, {"bold", UNBAKE_BOLD}, {NULL, 0}};
    int level;
    if (!pick(complaint, "--level", value, words, &level))
        return false;
    settings->text.level = (enum unbake_level)level;
    return true;
}

static bool take_normalize(struct settings *settings, const char *value, struct complaint *complaint)
{
    static const struct word words[] = {{"nfc", UNBAKE_NFC},   {"nfd", UNBAKE_NFD},        {"nfkc", UNBAKE_NFKC},
                                        {"nfkd", UNBAKE_NFKD}, {"none", UNBAKE_FORM_NONE}, {NULL, 0}};
    int form;
    if (!pick(complaint, "--normalize", value, words, &form))
        return false;
    settings->text.form = (enum unbake_form)form;
    return true;
}

static bool take_simplify(struct settings *settings, const char *value, struct complaint *complaint)
{
    static const struct word words[] = {{"t2s", UNBAKE_T2S},     {"tw2s", UNBAKE_TW2S},   {"hk2s", UNBAKE_HK2S},
                                        {"tw2sp", UNBAKE_TW2SP}, {"hk2sp", UNBAKE_HK2SP}, {NULL, 0}};
    int conf = UNBAKE_T2S;
    if (value && !pick(complaint, "--simplify", value, words, &conf))
        return false;
    settings->text.simplify = (enum unbake_simplify)conf;
    return true;
}

static bool take_invalid(struct settings *settings, const char *value, struct complaint *complaint)
{
    static const struct word words[] = {{"keep", UNBAKE_INVALID_KEEP},
                                        {"replace", UNBAKE_INVALID_REPLACE},
                                        {"fail", UNBAKE_INVALID_FAIL},
                                        {NULL, 0}};
    int action;
    if (!pick(complaint, "--invalid", value, words, &action))
        return false;
    settings->text.invalid = (enum unbake_invalid)action;
    return true;
}

static bool take_in_place(struct settings *settings, const char *value, struct complaint *complaint)
{
    if (value && strchr(value, '/')) {
        snprintf(complaint->text, sizeof complaint->text, "--in-place: the suffix '%.60s' must not hold a '/'", value);
        return false;
    }
    settings->in_place = true;
    settings->suffix = value && *value ? value : NULL;
    return true;
}

static bool take_output(struct settings *settings, const char *value, struct complaint *complaint)
{
    (void)complaint;
    settings->output = strcmp(value, "-") == 0 ? NULL : value;
    return true;
}

static bool take_explain(struct settings *settings, const char *value, struct complaint *complaint)
{
    static const struct word words[] = {{"text", REPORT_TEXT}, {"jsonl", REPORT_JSONL}, {"html", REPORT_HTML}, {NULL, 0}};
    int format = REPORT_TEXT;
    if (value && !pick(complaint, "--explain", value, words, &format))
        return false;
    settings->explain = (enum report_format)format;
    return true;
}

static bool take_report(struct settings *settings, const char *value, struct complaint *complaint)
{
    (void)complaint;
    settings->report = value;
    settings->explain = settings->explain ? settings->explain : REPORT_TEXT;
    return true;
}

static bool take_candidates(struct settings *settings, const char *value, struct complaint *complaint)
{
    char *end = NULL;
    unsigned long most = value ? strtoul(value, &end, 10) : CANDIDATES_USUAL;
    if (value && (*value < '1' || *value > '9' || *end || most > CANDIDATES_LIMIT)) {
        snprintf(complaint->text, sizeof complaint->text, "--candidates: '%.60s' is not a number from 1 to %d", value,
                 CANDIDATES_LIMIT);
        return false;
    }
    settings->candidates = most;
    return true;
}

static bool take_undo(struct settings *settings, const char *value, struct complaint *complaint)
{
    (void)complaint;
    settings->undo = value;
    return true;
}

static bool take_stats(struct settings *settings, const char *value, struct complaint *complaint)
{
    static const struct word words[] = {
        {"text", STATS_TEXT}, {"json", STATS_JSON}, {"hadoop", STATS_HADOOP}, {NULL, 0}};
    int format = STATS_TEXT;
    if (value && !pick(complaint, "--stats", value, words, &format))
        return false;
    settings->stats = (enum stats_format)format;
    return true;
}

static bool pick_when(struct complaint *complaint, const char *option, const char *value, enum when *to)
{
    static const struct word words[] = {
        {"auto", WHEN_AUTO}, {"always", WHEN_ALWAYS}, {"never", WHEN_NEVER}, {NULL, 0}};
    int when;
    if (!pick(complaint, option, value, words, &when))
        return false;
    *to = (enum when)when;
    return true;
}

static bool take_color(struct settings *settings, const char *value, struct complaint *complaint)
{
    return pick_when(complaint, "--color", value, &settings->color);
}

static bool take_progress(struct settings *settings, const char *value, struct complaint *complaint)
{
    return pick_when(complaint, "--progress", value, &settings->progress);
}

static bool take_skip(struct settings *settings, const char *value, struct complaint *complaint)
{
    (void)complaint;
    settings->skip = value;
    return true;
}

static bool take_jobs(struct settings *settings, const char *value, struct complaint *complaint)
{
    char *end;
    errno = 0;
    unsigned long jobs = strtoul(value, &end, 10);
    if (*value < '0' || *value > '9' || *end || errno || jobs > JOBS_LIMIT) {
        snprintf(complaint->text, sizeof complaint->text, "--jobs: '%.60s' is not a number from 0 to %d", value, JOBS_LIMIT);
        return false;
    }
    settings->text.jobs = jobs ? (unsigned)jobs : processors();
    return true;
}

static bool take_json(struct settings *settings, const char *value, struct complaint *complaint)
{
    (void)value, (void)complaint;
    return settings->text.json = true;
}

static bool take_field(struct settings *settings, const char *value, struct complaint *complaint)
{
    bool good = true;
    for (const char *at = value; *value == '/' && *at; at++)
        good = good && (*at != '~' || at[1] == '0' || at[1] == '1');
    if (!good || settings->field_count == SETTINGS_FIELDS) {
        snprintf(complaint->text, sizeof complaint->text,
                 good ? "--field: '%.100s' is one too many; there may be 64" :
                        "--field: '%.100s' is no RFC 6901 pointer: '~' is written ~0, and '/' in a name ~1", value);
        return false;
    }
    settings->fields[settings->field_count++] = value;
    return true;
}

static bool take_names(struct settings *settings, const char *value, struct complaint *complaint)
{
    (void)complaint;
    settings->names = value;
    return true;
}

static bool take_null_data(struct settings *settings, const char *value, struct complaint *complaint)
{
    (void)value, (void)complaint;
    settings->text.record_end = '\0';
    return true;
}

/* For options that only say yes: a handler that sets one member. */
#define TAKE_YES(member)                                                                             \
    static bool take_##member(struct settings *settings, const char *value, struct complaint *complaint) \
    {                                                                                                \
        (void)value, (void)complaint;                                                                \
        settings->member = true;                                                                     \
        return true;                                                                                 \
    }
TAKE_YES(check)
TAKE_YES(list)
TAKE_YES(diff)
TAKE_YES(line_buffered)
TAKE_YES(binary_too)
TAKE_YES(quiet)
TAKE_YES(verbose)
TAKE_YES(help)
TAKE_YES(version)

static const struct row table[] = {
    {"repair", 'r', TAKES_ONE, "LIST", "repairs to make: all, none, mojibake, legacy, private-use, byte-slip, gloss, "
     "controls, escapes; -NAME takes one away (all)", take_repair, "What is done to the text"},
    {"level", 0, TAKES_ONE, "LEVEL", "evidence a repair needs: safe, normal, bold (normal)", take_level, NULL},
    {"normalize", 'n', TAKES_ONE, "FORM", "nfc, nfd, nfkc, nfkd, none (nfc)", take_normalize, NULL},
    {"simplify", 's', MAY_TAKE_ONE, "CONF", "traditional to simplified Chinese: t2s, tw2s, hk2s, tw2sp, hk2sp (off; "
     "bare t2s)", take_simplify, NULL},
    {"invalid", 0, TAKES_ONE, "ACTION", "bytes that are no UTF-8 and stay so: keep, replace, fail (keep)", take_invalid,
     NULL},
    {"skip", 0, TAKES_ONE, "PATTERN", "leave lines that fit PATTERN (grep -E) as they are", take_skip, NULL},
    {"in-place", 'i', MAY_TAKE_ONE, "SUFFIX", "edit each FILE where it is; SUFFIX keeps a backup", take_in_place,
     "What is done with the result"},
    {"output", 'o', TAKES_ONE, "FILE", "write to FILE, all or nothing; FILE may be an input", take_output, NULL},
    {"check", 0, TAKES_NOTHING, NULL, "write no text; status 1 if something would change", take_check, NULL},
    {"list-different", 'l', TAKES_NOTHING, NULL, "print the names of files that would change", take_list, NULL},
    {"diff", 0, TAKES_NOTHING, NULL, "print a unified diff of what would change", take_diff, NULL},
    {"explain", 0, MAY_TAKE_ONE, "FORMAT", "tell of each repair: text, jsonl, html (off; bare text)", take_explain, NULL},
    {"report", 0, TAKES_ONE, "FILE", "explain to FILE (standard error; with --check or -l, but without --diff, standard output)",
     take_report, NULL},
    {"candidates", 0, MAY_TAKE_ONE, "N", "show the N best readings of each line (off; bare 5)", take_candidates, NULL},
    {"undo", 0, TAKES_ONE, "REPORT", "give FILEs edited with --explain=jsonl their old bytes back", take_undo, NULL},
    {"stats", 0, MAY_TAKE_ONE, "FORMAT", "totals on standard error: text, json, hadoop (off; bare text)", take_stats,
     NULL},
    {"null-data", 'z', TAKES_NOTHING, NULL, "records end in NUL, not in a line feed", take_null_data,
     "How input is read"},
    {"json", 0, TAKES_NOTHING, NULL, "input is JSON or JSON Lines: repair string values only", take_json, NULL},
    {"field", 0, TAKES_ONE, "NAME", "with --json: only these members: a name, or a pointer as /a/*/b", take_field, NULL},
    {"jobs", 'j', TAKES_ONE, "N", "threads; 0 for as many as this process may use (1)", take_jobs, NULL},
    {"line-buffered", 0, TAKES_NOTHING, NULL, "write after each record", take_line_buffered, NULL},
    {"files0-from", 0, TAKES_ONE, "F", "read NUL-ended names of input files from F", take_names, NULL},
    {"text", 'a', TAKES_NOTHING, NULL, "with -i: also files that look binary", take_binary_too, NULL},
    {"color", 0, TAKES_ONE, "WHEN", "colour in --diff: auto, always, never (auto)", take_color, "What is told"},
    {"progress", 0, TAKES_ONE, "WHEN", "how far it is, on a terminal: auto, always, never (auto)", take_progress, NULL},
    {"quiet", 'q', TAKES_NOTHING, NULL, "tell of trouble only", take_quiet, NULL},
    {"verbose", 'v', TAKES_NOTHING, NULL, "name each file that changes", take_verbose, NULL},
    {"help", 'h', TAKES_NOTHING, NULL, "show this help", take_help, NULL},
    {"version", 'V', TAKES_NOTHING, NULL, "show the version, and those of the data", take_version, NULL},
};

enum { ROWS = sizeof table / sizeof *table };

static bool complain(struct complaint *complaint, const char *format, const char *one, const char *other)
{
    snprintf(complaint->text, sizeof complaint->text, format, one, other);
    return false;
}

static bool unknown(struct complaint *complaint, const char *name, size_t len)
{
    struct word names[ROWS + 1] = {{NULL, 0}};
    char given[64], message[160];
    for (size_t i = 0; i < ROWS; i++)
        names[i].name = table[i].name;
    const char *near = word_nearest(names, name, len);
    snprintf(given, sizeof given, "%.*s", len > 60 ? 60 : (int)len, name);
    snprintf(message, sizeof message, "unknown option '--%s'", given);
    return near ? complain(complaint, "%s; did you mean '--%s'?", message, near)
                : complain(complaint, "%s; 'unbake %s' lists the options", message, "--help");
}

/* A name may be cut short as long as one option only begins so. */
static const struct row *find_name(const char *name, size_t len, struct complaint *complaint)
{
    const struct row *found = NULL, *second = NULL;
    for (size_t i = 0; i < ROWS; i++) {
        if (strncmp(table[i].name, name, len) != 0)
            continue;
        if (!table[i].name[len])
            return &table[i];
        *(found ? &second : &found) = &table[i];
    }
    if (!found || !len)
        unknown(complaint, name, len);
    else if (second)
        snprintf(complaint->text, sizeof complaint->text, "option '--%.*s' may be '--%s' or '--%s'", (int)len, name,
                 found->name, second->name);
    return second || !len ? NULL : found;
}

/* One long option; returns how many words it took, or 0. */
static int take_long(struct settings *settings, char *const *words, struct complaint *complaint)
{
    const char *name = words[0] + 2;
    size_t len = strcspn(name, "=");
    const char *value = name[len] ? name + len + 1 : NULL;
    const struct row *row = find_name(name, len, complaint);
    if (!row)
        return 0;
    if (value && row->takes == TAKES_NOTHING)
        return complain(complaint, "option '--%s' takes no value%s", row->name, "");
    int used = 1;
    if (!value && row->takes == TAKES_ONE) {
        if (!(value = words[used++]))
            return complain(complaint, "option '--%s' needs a value: %s", row->name, row->argument);
    }
    return row->take(settings, value, complaint) ? used : 0;
}

static const struct row *find_letter(char letter)
{
    for (size_t i = 0; i < ROWS; i++)
        if (table[i].letter && table[i].letter == letter)
            return &table[i];
    return NULL;
}

/* One word of letters; returns how many words it took, or 0. */
static int take_letters(struct settings *settings, char *const *words, struct complaint *complaint)
{
    for (const char *at = words[0] + 1; *at; at++) {
        const struct row *row = find_letter(*at);
        char letter[2] = {*at, '\0'};
        if (!row)
            return complain(complaint, "unknown option '-%s'; 'unbake %s' lists the options", letter, "--help");
        if (row->takes == TAKES_NOTHING) {
            if (!row->take(settings, NULL, complaint))
                return 0;
            continue;
        }
        const char *value = at[1] ? at + 1 : NULL;
        int used = 1;
        if (!value && row->takes == TAKES_ONE && !(value = words[used++]))
            return complain(complaint, "option '-%s' needs a value: %s", letter, row->argument);
        return row->take(settings, value, complaint) ? used : 0;
    }
    return 1;
}

/* What has no meaning beside --undo and --candidates, or NULL. */
static const char *other_work(const struct settings *s)
{
    return s->in_place  ? "--in-place"
           : s->check   ? "--check"
           : s->list    ? "--list-different"
           : s->diff    ? "--diff"
           : s->output  ? "--output"
           : s->explain ? "--explain"
           : s->stats   ? "--stats"
           : s->text.json ? "--json"
                        : NULL;
}

static bool agree(const struct settings *s, struct complaint *complaint)
{
    const char *looks = s->check ? "--check" : s->list ? "--list-different" : s->diff ? "--diff" : NULL;
    if (s->field_count && !s->text.json)
        return complain(complaint, "--field needs --json%s%s", "", "");
    const char *work = s->undo ? "--undo" : s->candidates ? "--candidates" : NULL;
    if (s->undo && (s->names || s->candidates))
        return complain(complaint, "--undo and %s contradict each other%s", s->names ? "--files0-from" : "--candidates", "");
    if (work && other_work(s))
        return complain(complaint, "%s and %s contradict each other", work, other_work(s));
    if (s->in_place && looks)
        return complain(complaint, "%s and --in-place contradict each other", looks, "");
    if (s->output && (s->in_place || looks))
        return complain(complaint, "--output and %s contradict each other", s->in_place ? "--in-place" : looks, "");
    if (s->names && s->operand_count)
        return complain(complaint, "--files0-from and the operand '%.100s' contradict each other", s->operands[0], "");
    if (s->in_place && !s->operand_count && !s->names)
        return complain(complaint, "--in-place needs a FILE%s%s", "", "");
    return true;
}

bool options_parse(struct settings *settings, int argc, char **argv, struct complaint *complaint)
{
    size_t operands = 0;
    for (int i = 1; i < argc;) {
        char *word = argv[i];
        int used = 1;
        if (strcmp(word, "--") == 0) {
            while (++i < argc)
                argv[operands++] = argv[i];
            break;
        }
        if (word[0] != '-' || !word[1])
            argv[operands++] = word;
        else
            used = word[1] == '-' ? take_long(settings, argv + i, complaint) : take_letters(settings, argv + i, complaint);
        if (!used)
            return false;
        if (settings->help || settings->version)
            return true;
        i += used;
    }
    settings->operands = argv;
    settings->operand_count = operands;
    settings->text.json_fields = settings->fields;
    return agree(settings, complaint);
}

static int name_column(const struct row *row, char *to, size_t size)
{
    const char *open = row->takes == MAY_TAKE_ONE ? "[=" : row->takes == TAKES_ONE ? "=" : "";
    const char *close = row->takes == MAY_TAKE_ONE ? "]" : "";
    char letter[5] = "    ";
    if (row->letter)
        snprintf(letter, sizeof letter, "-%c, ", row->letter);
    return snprintf(to, size, "  %s--%s%s%s%s", letter, row->name, open, row->argument ? row->argument : "", close);
}

static bool say(unbake_sink *sink, void *user, const char *text)
{
    return sink(user, text, strlen(text)) == 0;
}

/* One row: the name, and the help from COLUMN on, broken between words. */
static bool say_row(unbake_sink *sink, void *user, const struct row *row)
{
    char name[64], line[WIDTH + 2];
    int column = name_column(row, name, sizeof name);
    const char *rest = row->help;
    for (const char *begin = name; *rest; begin = "", column = 0) {
        int room = WIDTH - COLUMN;
        int len = (int)strlen(rest);
        if (len > room)
            for (len = room; len > 1 && rest[len] != ' '; len--) {
            }
        snprintf(line, sizeof line, "%s%*s%.*s\n", begin, column < COLUMN ? COLUMN - column : 1, "", len, rest);
        if (!say(sink, user, line))
            return false;
        rest += len;
        rest += *rest == ' ';
    }
    return true;
}

bool options_help(unbake_sink *sink, void *user)
{
    bool good = say(sink, user,
                    "Usage: unbake [OPTION]... [FILE]...\n"
                    "Gives damaged text its meaning back: reads each FILE, or standard input without\n"
                    "one or where FILE is -, and writes repaired, normalized UTF-8.\n");
    for (size_t i = 0; good && i < ROWS; i++) {
        const char *group = table[i].group;
        good = (!group || (say(sink, user, "\n") && say(sink, user, group) && say(sink, user, ":\n"))) &&
               say_row(sink, user, &table[i]);
    }
    return good && say(sink, user,
                       "\nExit status: 0 done; 1 something would change (--check, -l,\n"
                       "--diff); 2 trouble.\n"
                       "The whole story: man unbake\n");
}
