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

struct places {
    const char *text;
    unsigned told, wrong;
    uint64_t record_begin;
};

/* By hand, as the text is short: what is no UTF-8 counts as one character a byte. */
static uint64_t count(const char *text, uint64_t n)
{
    uint64_t characters = 0;
    for (uint64_t i = 0; i < n; i++)
        characters += ((unsigned char)text[i] & 0xC0) != 0x80;
    return characters;
}

static void on_place(void *user, const struct unbake_change *c)
{
    struct places *places = user;
    uint64_t begin = c->offset;
    while (begin && places->text[begin - 1] != '\n')
        begin--;
    places->told++;
    places->wrong += c->character != count(places->text, c->offset) ||
                     c->column != count(places->text + begin, c->offset - begin) + 1;
}

static int drop(void *user, const char *data, size_t len)
{
    (void)user, (void)data, (void)len;
    return 0;
}

/* A place in bytes and in characters is the same one, behind clean records, within long ones and in JSON. */
static void check_places(bool json)
{
    static const char piece[] = "\"\xC3\xA9t\xC3\xA9 caf\xC3\x83\xC2\xA9 \xFF\xE4\xBD\xA0\xE5\xA5\xBD e\xCC\x81\"\n";
    struct bytes text = {0};
    for (int i = 0; i < 3000; i++) {
        bytes_append(&text, i % 4 ? "\"clean \xC3\xA9\"\n" : piece, i % 4 ? 11 : sizeof piece - 1);
        text.data[text.len - 1] = i > 100 && i < 2900 && !json ? ' ' : '\n';
    }
    bytes_append(&text, "", 1);
    struct places places = {.text = text.data};
    struct unbake_options options;
    unbake_options_init(&options);
    options.json = json;
    unbake *f = unbake_new(&options, drop, &places, NULL);
    unbake_watch(f, on_place);
    unbake_feed(f, text.data, text.len - 1);
    unbake_finish(f);
    check(places.told > 1000 && places.wrong == 0, json ? "places in JSON" : "places in characters");
    check(unbake_totals(f)->characters == count(text.data, text.len - 1), "and their total");
    unbake_free(f);
    bytes_free(&text);
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
    check_places(false);
    check_places(true);
    return check_end();
}
