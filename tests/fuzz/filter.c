/* filter.c: the whole filter under a fuzzer.  Comes in: four bytes that choose options and cuts, and a text.  Goes out:
 * nothing while the promises of a line filter hold; abort() with a sentence when one does not.  Never: a filter that the
 * library's users could not have; one that has seen other texts must give what a fresh one gives. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/bytes.h"
#include "base/utf8.h"
#include "invert.h"
#include "unbake.h"

/* A text of MOST bytes takes milliseconds; sanitizers and counters make that twenty times as much. */
enum { HEAD = 4, MOST = 32 * 1024, SECONDS_MAX = 10 };
/* A fourth byte of THREADED asks for threads, which take no text shorter than this. */
enum { THREADED = 'j', THREADS = 3, THREADED_SIZE = 64 * 1024 };

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What one pass gives. */
struct pass {
    struct bytes out;
    uint64_t records, bytes_in, bytes_out;
    enum unbake_status status;
};

/* A new filter reads tables of encodings when it first needs them, which is nine tenths of the time of a short text, so
 * filters are used again, one for each choice of options; the corpus is replayed with fresh ones. */
enum { FILTERS = 288 };

static struct used {
    struct unbake_options options;
    unbake *filter;
    struct pass *pass;
} filters[FILTERS];

static bool use_again;

static struct unbake_options chosen;

static void broken(const char *promise)
{
    fprintf(stderr, "broken promise: %s\nrepairs %#x, level %d, form %d, simplify %d, invalid %d, record end %d\n", promise,
            chosen.repairs, (int)chosen.level, (int)chosen.form, (int)chosen.simplify, (int)chosen.invalid,
            chosen.record_end);
    abort();
}

static int keep(void *user, const char *data, size_t len)
{
    struct pass *pass = user;
    if (!len)
        broken("the sink never gets an empty piece");
    return !bytes_append(&pass->out, data, len);
}

static void on_change(void *user, const struct unbake_change *change)
{
    (void)user;
    if (!change->kind || !change->steps || !change->record)
        broken("a change record is complete");
    if (!change_inverts(change)) {
        fprintf(stderr, "%s (%s), %u lost: \"%.*s\" -> \"%.*s\"\n", change->kind, change->steps, change->lost,
                (int)change->before_len, change->before, (int)change->after_len, change->after);
        broken("making the mistake again gives what was there");
    }
}

/* Pieces of 1 to 64 bytes and now and then a large one; 0 is one piece. */
static size_t next_cut(uint32_t *dice, size_t left)
{
    if (!*dice)
        return left;
    *dice = *dice * 1664525u + 1013904223u;
    size_t len = 1 + (*dice >> 26);
    if ((*dice >> 20 & 15) == 0)
        len *= 100;
    return len < left ? len : left;
}

static int keep_for(void *user, const char *data, size_t len)
{
    const struct used *used = user;
    return keep(used->pass, data, len);
}

static void forget(struct used *used)
{
    unbake_free(used->filter);
    used->filter = NULL;
}

static bool same_options(const struct unbake_options *a, const struct unbake_options *b)
{
    return a->repairs == b->repairs && a->level == b->level && a->form == b->form && a->simplify == b->simplify &&
           a->invalid == b->invalid && a->record_end == b->record_end && a->jobs == b->jobs;
}

static struct used *filter_for(const struct unbake_options *options)
{
    static size_t next;
    for (size_t i = 0; i < FILTERS; i++)
        if (filters[i].filter && same_options(&filters[i].options, options))
            return &filters[i];
    struct used *used = &filters[next++ % FILTERS];
    forget(used);
    used->options = *options;
    used->filter = unbake_new(options, keep_for, used, NULL);
    if (!used->filter)
        broken("a filter for good options");
    return used;
}

static enum unbake_status feed(unbake *filter, const char *text, size_t len, uint32_t dice)
{
    enum unbake_status status = UNBAKE_OK;
    for (size_t at = 0; at < len && status == UNBAKE_OK;) {
        size_t part = next_cut(&dice, len - at);
        status = unbake_feed(filter, text + at, part);
        at += part;
    }
    return status;
}

/* Ends the last record, so that the next text begins a new one; that end is taken away from the output again. */
static enum unbake_status end_record(struct used *used, const char *text, size_t len)
{
    char end = used->options.record_end;
    if (!len || text[len - 1] == end)
        return UNBAKE_OK;
    enum unbake_status status = unbake_feed(used->filter, &end, 1);
    struct bytes *out = &used->pass->out;
    if (status == UNBAKE_OK && (!out->len || out->data[--out->len] != end))
        broken("a record's end comes after it");
    used->pass->bytes_in--, used->pass->bytes_out--;
    return status;
}

static void run(struct pass *pass, const struct unbake_options *options, const char *text, size_t len, uint32_t dice,
                bool watched)
{
    struct used *used = filter_for(options);
    const struct unbake_totals before = *unbake_totals(used->filter), *after = unbake_totals(used->filter);
    *pass = (struct pass){0};
    used->pass = pass;
    unbake_watch(used->filter, watched ? on_change : NULL);
    pass->status = feed(used->filter, text, len, dice);
    if (pass->status == UNBAKE_OK)
        pass->status = use_again ? end_record(used, text, len) : unbake_finish(used->filter);
    pass->records = after->records - before.records;
    pass->bytes_in += after->bytes_in - before.bytes_in;
    pass->bytes_out += after->bytes_out - before.bytes_out;
    if (!use_again || pass->status != UNBAKE_OK)
        forget(used);
    if (pass->status != UNBAKE_OK && pass->status != UNBAKE_BAD_INPUT)
        broken(unbake_status_text(pass->status));
}

static bool same(const struct pass *one, const struct pass *other)
{
    return one->status == other->status && one->out.len == other->out.len &&
           (!one->out.len || memcmp(one->out.data, other->out.data, one->out.len) == 0);
}

static size_t count(const char *data, size_t len, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += data[i] == c;
    return n;
}

static bool is_valid(const char *data, size_t len)
{
    uint32_t c;
    for (size_t at = 0, n; at < len; at += n)
        if (!(n = utf8_decode(data + at, len - at, &c)))
            return false;
    return true;
}

/* '0' stands for the default everywhere, so that a corpus can be written by hand.  Few choices of each, because every
 * combination means another filter. */
static struct unbake_options choose(const uint8_t *head)
{
    static const struct {
        unsigned without;
        enum unbake_level level;
    } repairs[] = {{0, UNBAKE_NORMAL}, {0, UNBAKE_SAFE}, {0, UNBAKE_BOLD}, {UNBAKE_MOJIBAKE | UNBAKE_LEGACY, UNBAKE_BOLD},
                   {UNBAKE_BYTE_SLIP, UNBAKE_NORMAL}, {UNBAKE_GLOSS | UNBAKE_ESCAPES, UNBAKE_NORMAL},
                   {UNBAKE_PRIVATE_USE | UNBAKE_CONTROLS, UNBAKE_BOLD}, {UNBAKE_REPAIR_ALL, UNBAKE_NORMAL}};
    static const struct {
        enum unbake_form form;
        enum unbake_simplify simplify;
    } texts[] = {{UNBAKE_NFC, UNBAKE_SIMPLIFY_OFF}, {UNBAKE_NFC, UNBAKE_T2S}, {UNBAKE_NFD, UNBAKE_SIMPLIFY_OFF},
                 {UNBAKE_NFKC, UNBAKE_TW2SP}, {UNBAKE_NFKD, UNBAKE_HK2S}, {UNBAKE_FORM_NONE, UNBAKE_SIMPLIFY_OFF}};
    struct unbake_options options;
    unbake_options_init(&options);
    unsigned repair = (unsigned)(head[0] - '0') % 8, text = (unsigned)(head[1] - '0') % 6, bytes = (unsigned)(head[2] - '0');
    options.repairs = UNBAKE_REPAIR_ALL & ~repairs[repair].without;
    options.level = repairs[repair].level;
    options.form = texts[text].form;
    options.simplify = texts[text].simplify;
    options.invalid = (enum unbake_invalid)(bytes % 3);
    options.record_end = bytes / 3 % 2 ? '\0' : '\n';
    return options;
}

static void check_lines(const char *text, size_t len, const struct pass *pass, char end)
{
    for (const char *c = "\n\r\t"; ; c++) {
        if (count(text, len, *c) != count(pass->out.data, pass->out.len, *c))
            broken("LF, CR, NUL and TAB are neither made nor lost");
        if (!*c)
            break;
    }
    size_t ends = count(text, len, end);
    if (pass->records != ends + (len && text[len - 1] != end))
        broken("N records in, N records out");
    if (pass->bytes_in != len || pass->bytes_out != pass->out.len)
        broken("totals count all bytes");
}

static void check_text(const struct unbake_options *options, const char *text, size_t len, uint32_t dice)
{
    struct pass whole, cut, again;
    run(&whole, options, text, len, 0, true);
    run(&cut, options, text, len, dice ? dice : 1, false);
    if (whole.status == UNBAKE_OK ? !same(&whole, &cut) : whole.status != cut.status)
        broken("the same output for any cut, watched or not");
    if (whole.status == UNBAKE_OK) {
        check_lines(text, len, &whole, options->record_end);
        if ((options->invalid == UNBAKE_INVALID_REPLACE || is_valid(text, len)) && !is_valid(whole.out.data, whole.out.len))
            broken("valid UTF-8 in, valid UTF-8 out");
        run(&again, options, whole.out.data, whole.out.len, 0, false);
        if (!same(&whole, &again)) {
            fprintf(stderr, "once:  \"%.*s\"\ntwice: \"%.*s\"\n", (int)whole.out.len, whole.out.data, (int)again.out.len,
                    again.out.data);
            broken("running it twice is running it once");
        }
        bytes_free(&again.out);
    }
    bytes_free(&whole.out);
    bytes_free(&cut.out);
}

/* Appends text as whole records, again and again. */
static void repeat(struct bytes *to, const char *text, size_t len, char end, size_t times)
{
    for (size_t i = 0; i < times; i++)
        if (!bytes_append(to, text, len) || (text[len - 1] != end && !bytes_append(to, &end, 1)))
            broken("memory for a text");
}

/* A text of many copies, too long for one thread, becomes as many copies of what the text becomes. */
static void check_threads(const struct unbake_options *options, const char *text, size_t len)
{
    struct pass once, many;
    struct bytes copies = {0}, wanted = {0};
    struct unbake_options threaded = *options;
    size_t times = THREADED_SIZE / len + 1;
    threaded.jobs = THREADS;
    run(&once, options, text, len, 0, false);
    if (once.status == UNBAKE_OK && once.out.len) {
        repeat(&copies, text, len, options->record_end, times);
        repeat(&wanted, once.out.data, once.out.len, options->record_end, times);
        run(&many, &threaded, copies.data, copies.len, 0, true);
        if (many.status != UNBAKE_OK || many.out.len != wanted.len || memcmp(many.out.data, wanted.data, wanted.len) != 0)
            broken("the same output for any number of threads, and for a record whatever stands before it");
        bytes_free(&many.out);
    }
    bytes_free(&once.out);
    bytes_free(&copies);
    bytes_free(&wanted);
}

/* Called by fuzzers only. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    use_again = true;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < HEAD || size > MOST)
        return 0;
    chosen = choose(data);
    clock_t before = clock();
    check_text(&chosen, (const char *)data + HEAD, size - HEAD, (uint32_t)(data[3] - '0') * 2654435761u);
    if (clock() - before > SECONDS_MAX * CLOCKS_PER_SEC)
        broken("linear time");
    if (data[3] == THREADED && size > HEAD)
        check_threads(&chosen, (const char *)data + HEAD, size - HEAD);
    return 0;
}
