/* wild.c: strings found damaged, or whole although they look damaged, in public issue threads and files.  Comes in:
 * fixtures/wild/found.jsonl.  Goes out: how many of each kind came back exactly, wrong or not at all.  Never: passes
 * when a string that is right as it is was changed, unless the fixture marks it "todo". */
#include "check.h"

#include <stdlib.h>

#include "base/bytes.h"
#include "unbake.h"

enum { LINE_MAX_BYTES = 8192, KINDS_MAX = 16, KIND_MAX_LEN = 24, GOAL_PERCENT = 85, POSITIVES = 100, NEGATIVES = 30 };

struct count {
    char kind[KIND_MAX_LEN];
    unsigned all, exact, missed;
};

struct suite {
    struct count counts[KINDS_MAX];
    unsigned positives, restored, negatives, kept;
};

/* Fixtures escape quotes, backslashes, tabs and controls below U+0080 only. */
static void append_escape(const char **at, struct bytes *out)
{
    char hex[5] = "";
    const char *p = *at + 1;
    char c = *p == 't' ? '\t' : *p == 'n' ? '\n' : *p;
    if (*p == 'u') {
        memcpy(hex, p + 1, 4);
        c = (char)strtoul(hex, NULL, 16);
        p += 4;
    }
    bytes_append(out, &c, 1);
    *at = p;
}

/* The value of a member; false when it has none or is no string. */
static bool member(const char *line, const char *name, struct bytes *out)
{
    char key[KIND_MAX_LEN * 2];
    snprintf(key, sizeof key, "\"%s\": \"", name);
    const char *p = strstr(line, key);
    bytes_clear(out);
    if (!p)
        return false;
    for (p += strlen(key); *p && *p != '"'; p++) {
        if (*p == '\\')
            append_escape(&p, out);
        else
            bytes_append(out, p, 1);
    }
    bytes_append(out, "", 1);
    out->len--;
    return *p == '"';
}

static struct count *count_of(struct suite *suite, const char *kind)
{
    struct count *count = suite->counts;
    while (count < suite->counts + KINDS_MAX - 1 && count->kind[0] && strcmp(count->kind, kind) != 0)
        count++;
    snprintf(count->kind, sizeof count->kind, "%s", kind);
    return count;
}

static void judge_one(struct suite *suite, struct count *count, const struct bytes *was, const struct bytes *want,
                      bool todo)
{
    size_t len = 0;
    char *got = NULL;
    check(unbake_text(NULL, was->data, was->len, &got, &len) == UNBAKE_OK, "the text goes through");
    bool exact = got && len == want->len && memcmp(got, want->data, len) == 0;
    bool same = got && len == was->len && memcmp(got, was->data, len) == 0;
    bool negative = strcmp(count->kind, "negative") == 0;
    count->all++;
    count->exact += exact;
    count->missed += same && !exact;
    *(negative ? &suite->negatives : &suite->positives) += 1;
    *(negative ? &suite->kept : &suite->restored) += exact;
    if (negative && !todo)
        check_text(got, len, want->data, "what is right stays");
    else if (!exact)
        printf("# %s %s: %s\n#   got %s\n", same ? "missed" : "WRONG", count->kind, was->data, got ? got : "");
    free(got);
}

static void read_fixture(struct suite *suite, const char *path)
{
    FILE *file = fopen(path, "r");
    static char line[LINE_MAX_BYTES];
    struct bytes was = {0}, want = {0}, kind = {0};
    check(file != NULL, path);
    while (file && fgets(line, sizeof line, file)) {
        bool whole = member(line, "kind", &kind) && member(line, "damaged", &was) && member(line, "expected", &want);
        check(whole, "the fixture has its members");
        if (whole)
            judge_one(suite, count_of(suite, kind.data), &was, &want, strstr(line, "\"todo\": true") != NULL);
    }
    if (file)
        fclose(file);
    bytes_free(&was);
    bytes_free(&want);
    bytes_free(&kind);
}

int main(void)
{
    static struct suite suite;
    read_fixture(&suite, "fixtures/wild/found.jsonl");
    for (struct count *c = suite.counts; c < suite.counts + KINDS_MAX && c->kind[0]; c++)
        printf("# %-16s %3u: %3u exact, %u wrong, %u missed\n", c->kind, c->all, c->exact,
               c->all - c->exact - c->missed, c->missed);
    printf("# %u of %u damaged strings restored, %u of %u others kept\n", suite.restored, suite.positives, suite.kept,
           suite.negatives);
    check(suite.positives >= POSITIVES && suite.negatives >= NEGATIVES, "the fixture is all there");
    check(suite.restored * 100 >= suite.positives * GOAL_PERCENT, "so many damaged strings come back");
    return check_end();
}
