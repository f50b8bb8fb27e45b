/* option_table.c: the options, as one table.  Comes in: the value of an option.  Goes out: its place in the settings, or
 * one line that says what is wrong with it.  Never: an option that does nothing. */
#include "cli/option_table.h"

#include <errno.h>
#ifdef __linux__
#include <sched.h>
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "files/decode.h"

enum { NAMES_MAX = 200 };

/* As unbake.h has it. */
enum { JOBS_LIMIT = 256 };

/* Readings of a line, when nobody says how many, and that the library keeps. */
enum { CANDIDATES_USUAL = 5, CANDIDATES_LIMIT = 32 };

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

static bool pick(struct complaint *complaint, const char *option, const char *text, const struct word *words,
                 int *value)
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
static bool pick_list(struct complaint *complaint, const char *option, const char *list, const struct word *words,
                      unsigned *to)
{
    int bits;
    unsigned chosen = 0;
    if (*list == '-' && word_value(words, "all", strlen("all"), &bits))
        chosen = (unsigned)bits;
    for (const char *at = list;;) {
        size_t len = strcspn(at, ",");
        bool away = *at == '-';
        if (!word_value(words, at + away, len - away, &bits))
            return wrong_word(complaint, option, at + away, len - away, words);
        chosen = away ? chosen & ~(unsigned)bits : bits ? chosen | (unsigned)bits : 0;
        if (!at[len])
            break;
        at += len + 1;
    }
    *to = chosen;
    return true;
}

static bool take_repair(struct settings *settings, const char *value, struct complaint *complaint)
{
    return pick_list(complaint, "--repair", value, repair_words, &settings->text.repairs);
}

static const struct word tidy_words[] = {{"all", UNBAKE_TIDY_ALL},
                                         {"none", 0},
                                         {"spaces", UNBAKE_TIDY_SPACES},
                                         {"width", UNBAKE_TIDY_WIDTH},
                                         {"quotes", UNBAKE_TIDY_QUOTES},
                                         {"ligatures", UNBAKE_TIDY_LIGATURES},
                                         {"linebreaks", UNBAKE_TIDY_LINEBREAKS},
                                         {"entities", UNBAKE_TIDY_ENTITIES},
                                         {"terminal", UNBAKE_TIDY_TERMINAL},
                                         {"invisible", UNBAKE_TIDY_INVISIBLE},
                                         {NULL, 0}};

static bool take_tidy(struct settings *settings, const char *value, struct complaint *complaint)
{
    return pick_list(complaint, "--tidy", value, tidy_words, &settings->text.tidy);
}

static const struct word level_words[] = {
    {"safe", UNBAKE_SAFE}, {"normal", UNBAKE_NORMAL}, {"bold", UNBAKE_BOLD}, {NULL, 0}};

static bool take_level(struct settings *settings, const char *value, struct complaint *complaint)
{
    int level;
    if (!pick(complaint, "--level", value, level_words, &level))
        return false;
    settings->text.level = (enum unbake_level)level;
    return true;
}

static const struct word form_words[] = {
    {"nfc", UNBAKE_NFC}, {"nfd", UNBAKE_NFD}, {"nfkc", UNBAKE_NFKC}, {"nfkd", UNBAKE_NFKD},
    {"none", UNBAKE_FORM_NONE}, {NULL, 0}};

static bool take_normalize(struct settings *settings, const char *value, struct complaint *complaint)
{
    int form;
    if (!pick(complaint, "--normalize", value, form_words, &form))
        return false;
    settings->text.form = (enum unbake_form)form;
    return true;
}

static const struct word conf_words[] = {
    {"t2s", UNBAKE_T2S}, {"tw2s", UNBAKE_TW2S}, {"hk2s", UNBAKE_HK2S}, {"tw2sp", UNBAKE_TW2SP},
    {"hk2sp", UNBAKE_HK2SP}, {NULL, 0}};

static bool take_simplify(struct settings *settings, const char *value, struct complaint *complaint)
{
    int conf = UNBAKE_T2S;
    if (value && !pick(complaint, "--simplify", value, conf_words, &conf))
        return false;
    settings->text.simplify = (enum unbake_simplify)conf;
    return true;
}

static bool take_from(struct settings *settings, const char *value, struct complaint *complaint)
{
    bool guess = strcmp(value, "auto") == 0;
    settings->decode = !decode_is_utf8(value);
    settings->from = guess ? NULL : value;
    if (!settings->decode || guess || decode_knows(value))
        return true;
    snprintf(complaint->text, sizeof complaint->text,
             "--from: '%.60s' is neither auto nor an encoding that iconv knows; 'iconv -l' lists those", value);
    return false;
}

static const struct word invalid_words[] = {
    {"keep", UNBAKE_INVALID_KEEP}, {"replace", UNBAKE_INVALID_REPLACE}, {"fail", UNBAKE_INVALID_FAIL}, {NULL, 0}};

static bool take_invalid(struct settings *settings, const char *value, struct complaint *complaint)
{
    int action;
    if (!pick(complaint, "--invalid", value, invalid_words, &action))
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

static const struct word explain_words[] = {
    {"text", REPORT_TEXT}, {"jsonl", REPORT_JSONL}, {"html", REPORT_HTML}, {NULL, 0}};

static bool take_explain(struct settings *settings, const char *value, struct complaint *complaint)
{
    int format = REPORT_TEXT;
    if (value && !pick(complaint, "--explain", value, explain_words, &format))
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

static const struct word stats_words[] = {
    {"text", STATS_TEXT}, {"json", STATS_JSON}, {"hadoop", STATS_HADOOP}, {NULL, 0}};

static bool take_stats(struct settings *settings, const char *value, struct complaint *complaint)
{
    int format = STATS_TEXT;
    if (value && !pick(complaint, "--stats", value, stats_words, &format))
        return false;
    settings->stats = (enum stats_format)format;
    return true;
}

static const struct word when_words[] = {
    {"auto", WHEN_AUTO}, {"always", WHEN_ALWAYS}, {"never", WHEN_NEVER}, {NULL, 0}};

static bool pick_when(struct complaint *complaint, const char *option, const char *value, enum when *to)
{
    int when;
    if (!pick(complaint, option, value, when_words, &when))
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
        snprintf(complaint->text, sizeof complaint->text, "--jobs: '%.60s' is not a number from 0 to %d", value,
                 JOBS_LIMIT);
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

static const struct word shell_words[] = {{"bash", SHELL_BASH}, {"zsh", SHELL_ZSH}, {"fish", SHELL_FISH}, {NULL, 0}};

static bool take_completion(struct settings *settings, const char *value, struct complaint *complaint)
{
    int shell;
    if (!pick(complaint, "--completion", value, shell_words, &shell))
        return false;
    settings->completion = (enum shell)shell;
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

static const struct word help_words[] = {{"all", HELP_ALL}, {NULL, 0}};

static bool take_help(struct settings *settings, const char *value, struct complaint *complaint)
{
    int help = HELP_EVERYDAY;
    if (value && !pick(complaint, "--help", value, help_words, &help))
        return false;
    settings->help = (enum help)help;
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
TAKE_YES(version)

static const struct option_row table[] = {
    {"repair", 'r', TAKES_ONE, "LIST", "repairs to make: all, none, mojibake, legacy, private-use, byte-slip, gloss, "
     "controls, escapes; -NAME takes one away (all)", take_repair, "What is done to the text", repair_words, EVERYDAY},
    {"level", 0, TAKES_ONE, "LEVEL", "evidence a repair needs: safe, normal, bold (normal)",
     take_level, NULL, level_words, SELDOM},
    {"normalize", 'n', TAKES_ONE, "FORM", "nfc, nfd, nfkc, nfkd, none (nfc)",
     take_normalize, NULL, form_words, EVERYDAY},
    {"simplify", 's', MAY_TAKE_ONE, "CONF", "Chinese: t2s, tw2s, hk2s, tw2sp, hk2sp (off; t2s)",
     take_simplify, NULL, conf_words, EVERYDAY},
    {"tidy", 0, TAKES_ONE, "LIST", "taste, not damage: spaces, width, quotes, ligatures, linebreaks, "
     "entities, terminal, invisible, all (none)", take_tidy, NULL, tidy_words, SELDOM},
    {"from", 'f', TAKES_ONE, "ENC", "input encoding: utf-8, auto, any iconv has (utf-8)", take_from, NULL, NULL,
     EVERYDAY},
    {"invalid", 0, TAKES_ONE, "ACTION", "bytes that stay bad: keep, replace, fail (keep)",
     take_invalid, NULL, invalid_words, SELDOM},
    {"skip", 0, TAKES_ONE, "PATTERN", "leave lines that fit PATTERN (grep -E) as they are",
     take_skip, NULL, NULL, SELDOM},
    {"in-place", 'i', MAY_TAKE_ONE, "SUFFIX", "edit each FILE where it is; SUFFIX keeps a backup",
     take_in_place, "What is done with the result", NULL, EVERYDAY},
    {"output", 'o', TAKES_ONE, "FILE", "write to FILE, all or nothing; FILE may be an input",
     take_output, NULL, NULL, EVERYDAY},
    {"check", 0, TAKES_NOTHING, NULL, "write no text; status 1 if something would change",
     take_check, NULL, NULL, EVERYDAY},
    {"list-different", 'l', TAKES_NOTHING, NULL, "print the names of files that would change",
     take_list, NULL, NULL, EVERYDAY},
    {"diff", 0, TAKES_NOTHING, NULL, "print a unified diff of what would change", take_diff, NULL, NULL, EVERYDAY},
    {"explain", 0, MAY_TAKE_ONE, "FORMAT", "tell of each repair: text, jsonl, html (off; text)",
     take_explain, NULL, explain_words, EVERYDAY},
    {"report", 0, TAKES_ONE, "FILE", "explain to FILE, not to standard error or output",
     take_report, NULL, NULL, SELDOM},
    {"candidates", 0, MAY_TAKE_ONE, "N", "show the N best readings of each line (off; 5)",
     take_candidates, NULL, NULL, SELDOM},
    {"undo", 0, TAKES_ONE, "REPORT", "give FILEs their old bytes back, by a jsonl report",
     take_undo, NULL, NULL, EVERYDAY},
    {"stats", 0, MAY_TAKE_ONE, "FORMAT", "totals at the end: text, json, hadoop (off; text)",
     take_stats, NULL, stats_words, SELDOM},
    {"null-data", 'z', TAKES_NOTHING, NULL, "records end in NUL, not in a line feed",
     take_null_data, "How input is read", NULL, SELDOM},
    {"json", 0, TAKES_NOTHING, NULL, "repair string values of JSON or JSON Lines only",
     take_json, NULL, NULL, EVERYDAY},
    {"field", 0, TAKES_ONE, "NAME", "with --json: these members only: a, /a/*/b", take_field, NULL, NULL, SELDOM},
    {"jobs", 'j', TAKES_ONE, "N", "threads; 0: as many as this process may use (1)", take_jobs, NULL, NULL, EVERYDAY},
    {"line-buffered", 0, TAKES_NOTHING, NULL, "write after each record", take_line_buffered, NULL, NULL, SELDOM},
    {"files0-from", 0, TAKES_ONE, "F", "read NUL-ended names of input files from F", take_names, NULL, NULL, SELDOM},
    {"text", 'a', TAKES_NOTHING, NULL, "with -i: also files that look binary", take_binary_too, NULL, NULL, SELDOM},
    {"color", 0, TAKES_ONE, "WHEN", "colour in --diff: auto, always, never (auto)",
     take_color, "What is told", when_words, SELDOM},
    {"progress", 0, TAKES_ONE, "WHEN", "on a terminal: auto, always, never (auto)",
     take_progress, NULL, when_words, SELDOM},
    {"quiet", 'q', TAKES_NOTHING, NULL, "tell of trouble only", take_quiet, NULL, NULL, SELDOM},
    {"verbose", 'v', TAKES_NOTHING, NULL, "name each file that changes", take_verbose, NULL, NULL, SELDOM},
    {"completion", 0, TAKES_ONE, "SHELL", "print completions for SHELL: bash, zsh, fish",
     take_completion, NULL, shell_words, SELDOM},
    {"help", 'h', MAY_TAKE_ONE, "all", "show everyday options, or all", take_help, NULL, help_words, EVERYDAY},
    {"version", 'V', TAKES_NOTHING, NULL, "show the version, and those of the data",
     take_version, NULL, NULL, EVERYDAY},
};

const struct option_row *option_table(size_t *n)
{
    *n = sizeof table / sizeof *table;
    return table;
}
