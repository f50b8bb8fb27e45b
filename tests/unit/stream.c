/* stream.c: tests of the public functions.  Comes in: texts cut at every place.  Goes out: the same output each time.
 * Never: relies on a particular repair. */
#include <stdlib.h>

#include "base/bytes.h"
#include "check.h"
#include "unbake.h"

static int collect(void *user, const char *data, size_t len)
{
    return !bytes_append(user, data, len);
}

static int refuse(void *user, const char *data, size_t len)
{
    (void)user;
    (void)data;
    (void)len;
    return 7;
}

/* Feeds text in pieces of `piece` bytes. */
static struct bytes filtered(const char *text, size_t len, size_t piece, struct unbake_totals *totals)
{
    struct bytes out = {0};
    unbake *f = unbake_new(NULL, collect, &out, NULL);
    for (size_t at = 0; at < len; at += piece)
        unbake_feed(f, text + at, len - at < piece ? len - at : piece);
    unbake_finish(f);
    if (totals)
        *totals = *unbake_totals(f);
    unbake_free(f);
    return out;
}

static void passes(const char *text, size_t len, const char *name)
{
    struct unbake_totals totals;
    for (size_t piece = 1; piece <= len + 1; piece = piece * 2 + 1) {
        struct bytes out = filtered(text, len, piece, &totals);
        check_bytes(out.data, out.len, text, len, name);
        check(totals.bytes_in == len && totals.bytes_out == len, "totals count the bytes");
        bytes_free(&out);
    }
}

static void check_promises(void)
{
    passes("", 0, "nothing stays nothing");
    passes("one\r\ntwo\rthree\n\nlast", 20, "CRLF, lone CR, empty and unended lines pass");
    passes("a\0b\n\0", 5, "NUL passes");
    passes("a\xFFz\n\xC3\n\xE4\xBD\n\xED\xA0\x80\n", 13, "bytes that are no UTF-8 pass");
    passes("h\xC3\xA9las, \xE4\xBD\xA0\xE5\xA5\xBD\n", 15, "clean text passes");
}

static void check_records(void)
{
    struct unbake_totals totals;
    struct bytes out = filtered("a\nb\n\xC3\xA9", 6, 1, &totals);
    check(totals.records == 3 && totals.records_changed == 0, "an unended last record counts");
    bytes_free(&out);
    out = filtered("a\nb\n", 4, 4, &totals);
    check(totals.records == 2, "ended records count");
    bytes_free(&out);
}

/* A record longer than the window, with characters of 1 to 4 bytes across every edge. */
static void check_long_record(const char *unit, size_t unit_len)
{
    enum { LONG = 300000 };
    char *text = malloc(LONG);
    for (size_t i = 0; i < LONG; i++)
        text[i] = unit[i % unit_len];
    struct unbake_totals totals;
    struct bytes whole = filtered(text, LONG, LONG, &totals);
    check(totals.records == 1, "a long record is one record");
    for (size_t piece = 1; piece < LONG; piece = piece * 7 + 3) {
        struct bytes cut = filtered(text, LONG, piece, NULL);
        check(cut.len == whole.len && !memcmp(cut.data, whole.data, cut.len), "a long record is the same for any cut");
        bytes_free(&cut);
    }
    bytes_free(&whole);
    free(text);
}

static void check_errors(void)
{
    enum unbake_status status = UNBAKE_OK;
    struct unbake_options options;
    unbake_options_init(&options);
    check(!unbake_new(&options, NULL, NULL, &status) && status == UNBAKE_BAD_OPTION, "a sink is needed");
    options.form = (enum unbake_form)99;
    check(!unbake_new(&options, refuse, NULL, &status) && status == UNBAKE_BAD_OPTION, "an unknown form is refused");
    unbake *f = unbake_new(NULL, refuse, NULL, &status);
    check(unbake_feed(f, "a\n", 2) == UNBAKE_SINK_STOPPED && unbake_sink_result(f) == 7, "the sink's value comes back");
    check(unbake_feed(f, "a\n", 2) == UNBAKE_SINK_STOPPED, "an error stays");
    unbake_free(f);
    struct bytes out = {0};
    f = unbake_new(NULL, collect, &out, NULL);
    unbake_finish(f);
    check(unbake_feed(f, "a", 1) == UNBAKE_FINISHED, "feeding after the end is an error");
    unbake_free(f);
    unbake_free(NULL);
    bytes_free(&out);
}

static void check_invalid(void)
{
    struct unbake_options options;
    unbake_options_init(&options);
    options.invalid = UNBAKE_INVALID_REPLACE;
    char *out;
    size_t len;
    check(unbake_text(&options, "a\xFFz", 3, &out, &len) == UNBAKE_OK, "a text with a bad byte");
    check_text(out, len, "a\xEF\xBF\xBDz", "is replaced when asked");
    free(out);
    options.invalid = UNBAKE_INVALID_FAIL;
    check(unbake_text(&options, "a\xFFz", 3, &out, &len) == UNBAKE_BAD_INPUT, "or refused when asked");
    check(unbake_text(NULL, NULL, 0, &out, NULL) == UNBAKE_OK && out[0] == '\0', "an empty text");
    free(out);
}

static void check_at_once(void)
{
    struct bytes out = {0};
    unbake *f = unbake_new(NULL, collect, &out, NULL);
    unbake_feed(f, "question", 8);
    check(out.len == 0, "half a record waits");
    unbake_feed(f, "\nnext", 5);
    check_text(out.data, out.len, "question\n", "a whole record is out when feed returns");
    unbake_free(f);
    bytes_free(&out);
}

int main(void)
{
    check_promises();
    check_records();
    check_long_record("\xE4\xB8\xAD\xC3\xA9 x\xF0\x9F\x98\x80\xCC\x81", 13);
    check_long_record("\xE4\xB8\xAD\xE6\x96\x87", 6);
    check_long_record("\xCC\x81", 2);
    check_long_record("\xFF", 1);
    check_long_record("x", 1);
    check_errors();
    check_invalid();
    check_at_once();
    return check_end();
}
