/* completion.c: what completes the options of this program in a shell.  Comes in: the table of options.  Goes out: a
 * script for bash, zsh or fish.  Never: runs the program while somebody types. */
#include "cli/completion.h"

#include <stdio.h>
#include <string.h>

#include "cli/option_table.h"

enum { VALUES_MAX = 200 };

struct script {
    unbake_sink *sink;
    void *user;
};

static bool add(const struct script *to, const char *text)
{
    return !*text || to->sink(to->user, text, strlen(text)) == 0;
}

/* The values of an option between spaces; "" when there is no list. */
static void list_values(const struct option_row *row, char values[VALUES_MAX])
{
    size_t len = 0;
    *values = '\0';
    for (const struct word *word = row->words; word && word->name && len < VALUES_MAX; word++)
        len += (size_t)snprintf(values + len, VALUES_MAX - len, "%s%s", len ? " " : "", word->name);
}

static bool takes_file(const struct option_row *row)
{
    static const char *const files[] = {"FILE", "REPORT", "F"};
    for (size_t i = 0; row->argument && i < sizeof files / sizeof *files; i++)
        if (strcmp(row->argument, files[i]) == 0)
            return true;
    return false;
}

/* Words between commas. */
static bool takes_list(const struct option_row *row)
{
    return row->argument && strcmp(row->argument, "LIST") == 0;
}

static bool add_bash_value(const struct script *to, const struct option_row *row)
{
    char line[VALUES_MAX + 140], values[VALUES_MAX], letter[8] = "";
    list_values(row, values);
    if (row->takes == TAKES_NOTHING)
        return true;
    const char *reply = *values ? "COMPREPLY=($(compgen -P \"$list\" -W '" : "";
    if (row->letter && row->takes == TAKES_ONE)
        snprintf(letter, sizeof letter, "|-%c", row->letter);
    snprintf(line, sizeof line, "    --%s%s) %s%s%s ;;\n", row->name, letter, reply, values,
             *values ? "' -- \"${cur##*,}\"))" : "");
    return add(to, line);
}

/* Where nothing is replied, bash completes names of files.  It cuts words at '='.  An option that may stand without a
 * value takes one after '=' only. */
static bool as_bash(const struct script *to, const struct option_row *row, size_t n)
{
    bool good = add(to, "_unbake() {\n"
                        "    local cur=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]} joined=\n"
                        "    if [[ $cur == = ]]; then cur= joined=1\n"
                        "    elif [[ $option == = ]]; then option=${COMP_WORDS[COMP_CWORD-2]} joined=1; fi\n"
                        "    local list=${cur%\"${cur##*,}\"}\n"
                        "    COMPREPLY=()\n    if [[ ! $joined ]]; then case $option in\n    ");
    const char *between = "";
    for (size_t i = 0; good && i < n; i++)
        if (row[i].takes == MAY_TAKE_ONE) {
            good = add(to, between) && add(to, "--") && add(to, row[i].name);
            between = "|";
        }
    good = good && add(to, ") option= ;;\n    esac; fi\n    case $option in\n");
    for (size_t i = 0; good && i < n; i++)
        good = add_bash_value(to, &row[i]);
    good = good && add(to, "    *) if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W '");
    for (size_t i = 0; good && i < n; i++)
        good = add(to, i ? " --" : "--") && add(to, row[i].name) && add(to, row[i].takes == TAKES_ONE ? "=" : "");
    return good && add(to, "' -- \"$cur\"))\n"
                           "        [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null; fi ;;\n    esac\n}\n"
                           "complete -o default -F _unbake unbake\n");
}

static bool add_zsh_option(const struct script *to, const struct option_row *row)
{
    char line[VALUES_MAX + 300], values[VALUES_MAX], value[VALUES_MAX + 60] = "", names[100];
    const char *open = " ", *close = "";
    const char *sign = row->takes == TAKES_NOTHING ? "" : row->takes == TAKES_ONE ? "=" : "=-";
    list_values(row, values);
    if (takes_list(row))
        open = " _values -s , word ";
    else if (*values)
        open = "(", close = ")";
    else if (takes_file(row))
        open = "_files";
    if (row->takes != TAKES_NOTHING)
        snprintf(value, sizeof value, "%s%s:%s%s%s", row->takes == MAY_TAKE_ONE ? ":" : "", row->argument, open, values,
                 close);
    if (row->letter)
        snprintf(names, sizeof names, "'(-%c --%s)'{-%c%s,--%s%s}'", row->letter, row->name, row->letter,
                 row->takes == TAKES_NOTHING ? "" : row->takes == TAKES_ONE ? "+" : "-", row->name, sign);
    else
        snprintf(names, sizeof names, "'--%s%s", row->name, sign);
    snprintf(line, sizeof line, "    %s[%s]%s%s' \\\n", names, row->help, *value ? ":" : "", value);
    return add(to, line);
}

static bool as_zsh(const struct script *to, const struct option_row *row, size_t n)
{
    bool good = add(to, "#compdef unbake\n_arguments -s -S \\\n");
    for (size_t i = 0; good && i < n; i++)
        good = add_zsh_option(to, &row[i]);
    return good && add(to, "    '*:file:_files'\n");
}

static bool as_fish(const struct script *to, const struct option_row *row, size_t n)
{
    bool good = true;
    for (size_t i = 0; good && i < n; i++) {
        char line[VALUES_MAX + 300], values[VALUES_MAX], letter[8] = "";
        list_values(&row[i], values);
        if (row[i].letter)
            snprintf(letter, sizeof letter, " -s %c", row[i].letter);
        const char *takes = row[i].takes != TAKES_ONE ? "" : takes_file(&row[i]) ? " -r" : " -x";
        snprintf(line, sizeof line, "complete -c unbake%s -l %s%s%s%s%s -d '%s'\n", letter, row[i].name, takes,
                 !*values              ? ""
                 : takes_list(&row[i]) ? " -a '(__fish_append , "
                                       : " -a '",
                 values, !*values ? "" : takes_list(&row[i]) ? ")'" : "'", row[i].help);
        good = add(to, line);
    }
    return good;
}

bool completion_write(enum shell shell, unbake_sink *sink, void *user)
{
    struct script script = {sink, user};
    size_t n;
    const struct option_row *row = option_table(&n);
    return shell == SHELL_BASH  ? as_bash(&script, row, n)
           : shell == SHELL_ZSH ? as_zsh(&script, row, n)
                                : as_fish(&script, row, n);
}
