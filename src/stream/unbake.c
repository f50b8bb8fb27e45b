/* unbake.c: the public functions; blocks to lines, lines through the stages, text to the sink.  Comes in: blocks cut
 * anywhere.  Goes out: the repaired text, record by record.  Never: copies a clean line that lies whole in a block, or
 * holds more than one window of a record. */
#include "unbake.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "json/json_respell.h"
#include "json/json_scan.h"
#include "json/json_string.h"
#include "normalize/normalize.h"
#include "normalize/tidy.h"
#include "repair/order.h"
#include "stream/cut_lines.h"
#include "stream/invalid.h"
#include "stream/parallel.h"
#include "stream/spot_suspects.h"

/* What a string value says goes through the stages as a line. */
struct json_mode {
    struct json *scan;          /* NULL: off */
    struct bytes said, record;  /* by the string at hand; and the record with its new strings */
    struct json_span span;      /* where that string stands */
    const char *body;
};

/* Where changes are told of, and where the record or window at hand stands. */
struct telling {
    unbake_on_change *on_change; /* NULL: nobody watches */
    const char *data;
    size_t at, seen;       /* of data: bytes, and the characters in them */
    uint64_t record_begin; /* characters before the record */
};

struct unbake {
    struct unbake_options options;
    struct spotter spotter;
    unbake_sink *sink;
    void *user;
    struct repair *repair;
    struct normalize *normalize;
    struct line line;
    struct json_mode json;
    struct telling telling;
    struct team *team;         /* made when there is enough to do for more than one thread */
    struct bytes held;         /* the beginning of a record whose end has not come yet */
    struct unbake_totals totals;
    bool record_changed;       /* an earlier window of this record was changed */
    bool record_open;          /* windows of a record went out and its end did not */
    bool unrepaired;           /* a form or simplification is all that is wanted */
    bool form_only;            /* nothing but a form is wanted, and what is in it stays in it */
    bool finished;
    enum unbake_status status; /* the first error, kept */
    int sink_result;
};

/* Damage upon damage was five layers deep at most where it was met. */
enum { ROUNDS_MAX = 6 };

void unbake_options_init(struct unbake_options *options)
{
    *options = (struct unbake_options){.repairs = UNBAKE_REPAIR_ALL,
                                       .level = UNBAKE_NORMAL,
                                       .form = UNBAKE_NFC,
                                       .simplify = UNBAKE_SIMPLIFY_OFF,
                                       .invalid = UNBAKE_INVALID_KEEP,
                                       .record_end = '\n',
                                       .jobs = 1};
}

static bool options_good(const struct unbake_options *o)
{
    return !(o->repairs & ~(unsigned)UNBAKE_REPAIR_ALL) && !(o->tidy & ~(unsigned)UNBAKE_TIDY_ALL) &&
           (unsigned)o->level <= UNBAKE_BOLD &&
           (unsigned)o->form <= UNBAKE_NFKD && (unsigned)o->simplify <= UNBAKE_HK2SP &&
           (unsigned)o->invalid <= UNBAKE_INVALID_FAIL && (o->record_end == '\n' || o->record_end == '\0') &&
           o->jobs <= JOBS_MAX;
}

static unbake *give_up(unbake *f, enum unbake_status why, enum unbake_status *status)
{
    unbake_free(f);
    if (status)
        *status = why;
    return NULL;
}

unbake *unbake_new(const struct unbake_options *options, unbake_sink *sink, void *user, enum unbake_status *status)
{
    unbake *f = calloc(1, sizeof *f);
    if (!f)
        return give_up(f, UNBAKE_NO_MEMORY, status);
    if (options)
        f->options = *options;
    else
        unbake_options_init(&f->options);
    if (!sink || !options_good(&f->options))
        return give_up(f, UNBAKE_BAD_OPTION, status);
    f->sink = sink;
    if (f->options.json && !(f->json.scan = json_new(f->options.json_fields)))
        return give_up(f, UNBAKE_BAD_OPTION, status);
    if (f->options.json)
        f->options.jobs = 1; /* a document goes on from record to record */
    f->user = user;
    unsigned form_flag = normalize_interest(f->options.form);
    spot_init(&f->spotter,
              repair_interest(f->options.repairs) | (form_flag ? (unsigned)SUSPECT_NORMALIZE : 0) |
                  (f->options.simplify ? (unsigned)SUSPECT_SIMPLIFY : 0),
              form_flag, f->options.record_end);
    f->unrepaired = !f->options.repairs && !f->options.tidy;
    f->form_only = f->unrepaired && !f->options.simplify;
    f->repair = repair_new(f->options.repairs, f->options.level);
    f->normalize = normalize_new(f->options.form, f->options.simplify);
    if (!f->repair || !f->normalize)
        return give_up(f, UNBAKE_NO_MEMORY, status);
    if (f->options.choices)
        simplify_tell_choices(f->normalize);
    if (status)
        *status = UNBAKE_OK;
    return f;
}

/* Changes of one stage come in ascending order; the next stage begins anew. */
static uint64_t character_at(unbake *f, size_t at)
{
    struct telling *t = &f->telling;
    if (at < t->at)
        t->at = t->seen = 0;
    t->seen += utf8_count(t->data + t->at, at - t->at);
    t->at = at;
    return f->totals.characters + t->seen;
}

/* The stages count in bytes of what they work on, which in JSON is what a string says, not how it is spelled. */
static void tell(void *user, const struct unbake_change *change)
{
    unbake *f = user;
    const struct json_mode *json = &f->json;
    struct unbake_change there = *change;
    uint64_t begin = f->totals.bytes_in + json->span.at;
    if (json->scan)
        there.offset = begin + json_place(json->body, json->span.len, (size_t)(change->offset - begin));
    there.character = character_at(f, (size_t)(there.offset - f->totals.bytes_in));
    there.column = there.character - f->telling.record_begin + 1;
    f->telling.on_change(f->user, &there);
}

void unbake_watch(unbake *f, unbake_on_change *on_change)
{
    f->telling.on_change = on_change;
    f->line.on_change = on_change ? tell : NULL;
    f->line.user = f;
}

void unbake_free(unbake *f)
{
    if (!f)
        return;
    team_free(f->team);
    repair_free(f->repair);
    normalize_free(f->normalize);
    json_free(f->json.scan);
    bytes_free(&f->json.said);
    bytes_free(&f->json.record);
    line_free(&f->line);
    bytes_free(&f->held);
    free(f);
}

const struct unbake_totals *unbake_totals(const unbake *f)
{
    return &f->totals;
}

int unbake_sink_result(const unbake *f)
{
    return f->sink_result;
}

static bool emit(unbake *f, const char *data, size_t len)
{
    if (!len)
        return true;
    f->totals.bytes_out += len;
    f->sink_result = f->sink(f->user, data, len);
    if (f->sink_result)
        f->status = UNBAKE_SINK_STOPPED;
    return !f->sink_result;
}

/* What is surely damaged, and is clean text once that is undone in one of the ways that there are, needs no search. */
static enum unbake_status repair_surely(unbake *f)
{
    const struct bytes *text;
    size_t n, clean = 0, chosen = 0;
    unsigned mask = 0;
    enum unbake_status status = repair_foresee(f->repair, &f->line, &text, &n);
    for (size_t i = 0; i < n; i++) {
        unsigned suspects = spot_suspects(&f->spotter, text[i].data, text[i].len);
        if (suspects & (SUSPECT_MOJIBAKE | SUSPECT_CONTROL))
            continue;
        mask = suspects;
        chosen = i;
        clean++;
    }
    if (status != UNBAKE_OK || clean != 1)
        return status;
    f->line.mask = mask;
    return repair_take(f->repair, chosen, &f->line);
}

/* One round: repair, look anew, normalize, simplify. */
static enum unbake_status run_round(unbake *f)
{
    struct line *line = &f->line;
    enum unbake_status status = repair_surely(f);
    uint64_t changes = line->changes;
    if (status == UNBAKE_OK)
        status = repair_line(f->repair, line);
    if (line->changes != changes)
        line->mask = spot_suspects(&f->spotter, line->text.data, line->text.len);
    if (status == UNBAKE_OK && (line->mask & SUSPECT_NORMALIZE))
        status = normalize_line(f->normalize, line);
    if (status == UNBAKE_OK && (line->mask & SUSPECT_SIMPLIFY))
        status = simplify_line(f->normalize, line);
    return status == UNBAKE_OK && f->options.tidy ? tidy_line(f->options.tidy, line) : status;
}

/* The way a suspect line takes.  What a round brought to light may itself be damaged, and running the filter twice must
 * be running it once: rounds go on until one changes nothing. */
static enum unbake_status run_rounds(unbake *f)
{
    struct line *line = &f->line;
    enum unbake_status status = UNBAKE_OK;
    for (int round = 0; round < ROUNDS_MAX && status == UNBAKE_OK; round++) {
        uint64_t changes = line->changes;
        unsigned mask = line->mask;
        status = run_round(f);
        bool settled = f->form_only || (f->unrepaired && (mask & ~line->mask & SUSPECT_SIMPLIFY));
        if (line->changes == changes || settled || (!line->mask && !f->options.tidy))
            break;
        line->mask = spot_suspects(&f->spotter, line->text.data, line->text.len);
    }
    return status;
}

/* Replacement characters that were put in here are what a second run would meet as lost bytes. */
static enum unbake_status run_stages(unbake *f)
{
    struct line *line = &f->line;
    enum unbake_status status = run_rounds(f);
    if (status != UNBAKE_OK || !(line->mask & SUSPECT_INVALID))
        return status;
    uint64_t changes = line->changes;
    status = settle_invalid(f->options.invalid, line, &f->totals);
    if (status != UNBAKE_OK || line->changes == changes)
        return status;
    line->mask = spot_suspects(&f->spotter, line->text.data, line->text.len);
    return run_rounds(f);
}

/* The stages see a record without its end, so that none can make or lose one. */
static bool repair_and_emit(unbake *f, const char *data, size_t len, bool ended, unsigned mask)
{
    struct line *line = &f->line;
    size_t body = len - ended;
    if (f->options.keep && f->options.keep(f->options.keep_user, data, body))
        return emit(f, data, len);
    line->mask = mask;
    if (!line_start(line, data, body, f->totals.records + 1, f->totals.bytes_in)) {
        f->status = UNBAKE_NO_MEMORY;
        return false;
    }
    f->status = run_stages(f);
    f->totals.changes = line->changes;
    if (f->status != UNBAKE_OK)
        return false;
    if (line->text.len != body || memcmp(line->text.data, data, body) != 0)
        f->record_changed = true;
    return emit(f, line->text.data, line->text.len) && emit(f, data + body, ended);
}

static enum unbake_status run_string(unbake *f)
{
    struct line *line = &f->line;
    struct json_mode *json = &f->json;
    uint64_t begin = f->totals.bytes_in + json->span.at;
    bool good = line_start(line, json->said.data, json->said.len, f->totals.records + 1, begin);
    enum unbake_status status = good ? run_stages(f) : UNBAKE_NO_MEMORY;
    f->totals.changes = line->changes;
    return status;
}

/* One string of a record; *copied: how much of the record is in its new form. */
static bool repair_string(unbake *f, const char *data, size_t *copied)
{
    struct json_mode *json = &f->json;
    json->body = data + json->span.at;
    bytes_clear(&json->said);
    if (json_decode(json->body, json->span.len, &json->said) != JSON_DECODED)
        return true; /* a lone surrogate has no place in UTF-8 */
    f->line.mask = spot_suspects(&f->spotter, json->said.data, json->said.len);
    if (!f->line.mask && !(f->options.tidy && json->said.len))
        return true;
    f->status = run_string(f);
    const struct bytes *now = &f->line.text;
    if (f->status != UNBAKE_OK)
        return false;
    if (now->len == json->said.len && memcmp(now->data, json->said.data, now->len) == 0)
        return true;
    f->record_changed = true;
    bool good = bytes_append(&json->record, data + *copied, json->span.at - *copied) &&
                json_respell(json->body, json->span.len, &json->said, now->data, now->len, &json->record);
    *copied = json->span.at + json->span.len;
    f->status = good ? UNBAKE_OK : UNBAKE_NO_MEMORY;
    return good;
}

static void count_malformed(unbake *f, uint64_t n)
{
    if (n && !f->totals.malformed)
        f->totals.first_malformed = f->totals.records + 1;
    f->totals.malformed += n;
}

static bool take_json(unbake *f, const char *data, size_t len, bool ended)
{
    struct json_mode *json = &f->json;
    size_t body = len - ended, copied = 0, n;
    uint64_t bad;
    enum json_record is = json_read(json->scan, data, body, ended || f->finished, &bad);
    count_malformed(f, bad);
    if (is != JSON_RECORD_GOOD || (f->options.keep && f->options.keep(f->options.keep_user, data, body)))
        return emit(f, data, len);
    const struct json_span *spans = json_spans(json->scan, &n);
    bytes_clear(&json->record);
    for (size_t i = 0; i < n; i++) {
        json->span = spans[i];
        if (!repair_string(f, data, &copied))
            return false;
    }
    return emit(f, json->record.data, json->record.len) && emit(f, data + copied, len - copied);
}

static void end_record(unbake *f)
{
    f->totals.records++;
    f->telling.record_begin = f->totals.characters;
    f->totals.records_changed += f->record_changed;
    f->record_changed = false;
    f->record_open = false;
}

/* One record, one window of a record, or the unended rest of one, and what it might need. */
static bool take_suspect(unbake *f, const char *data, size_t len, bool ended, unsigned mask)
{
    bool work = mask || (f->options.tidy && len > ended);
    f->telling.data = data;
    f->telling.at = f->telling.seen = 0;
    if (f->json.scan ? !take_json(f, data, len, ended)
                     : !(work ? repair_and_emit(f, data, len, ended, mask) : emit(f, data, len)))
        return false;
    if (f->telling.on_change)
        f->totals.characters += utf8_count(data, len);
    f->totals.bytes_in += len;
    f->record_open = true;
    if (ended)
        end_record(f);
    return true;
}

static bool take_line(unbake *f, const char *data, size_t len, bool ended)
{
    return take_suspect(f, data, len, ended, spot_suspects(&f->spotter, data, len - ended));
}

/* Length of the next piece of data[0..n): a record with its end, or a window.  0: more bytes are needed to know. */
static size_t next_piece(const unbake *f, const char *data, size_t n, bool *ended)
{
    const char *end = memchr(data, f->options.record_end, n < WINDOW ? n : WINDOW);
    *ended = end != NULL;
    if (end)
        return (size_t)(end - data) + 1;
    if (n >= WINDOW && f->json.scan)
        return json_cut(f->json.scan, data, WINDOW);
    return n < WINDOW ? 0 : cut_window(data, f->spotter.form_flag);
}

/* Whole records: those without any suspect in one piece, and the one after them.  Looks no farther than a window, lest
 * a block of one long record be looked at again for each of its windows.  Takes 0 bytes where no record is whole. */
static bool take_records(unbake *f, const char *data, size_t n, size_t *taken)
{
    struct findings found = spot_records(&f->spotter, data, n < WINDOW ? n : WINDOW);
    *taken = found.clean + found.suspect;
    f->totals.bytes_in += found.clean;
    f->totals.records += found.records;
    if (f->telling.on_change)
        f->telling.record_begin = f->totals.characters += utf8_count_known(data, found.clean);
    return emit(f, data, found.clean) &&
           (!found.suspect || take_suspect(f, data + found.clean, found.suspect, true, found.mask));
}

static bool take_block(unbake *f, const char *data, size_t n)
{
    while (n) {
        bool ended;
        size_t piece = 0;
        if (!f->record_open && !f->json.scan && !f->options.tidy && !take_records(f, data, n, &piece))
            return false;
        if (!piece) {
            piece = next_piece(f, data, n, &ended);
            if (!piece)
                break;
            if (!take_line(f, data, piece, ended))
                return false;
        }
        data += piece;
        n -= piece;
    }
    return bytes_append(&f->held, data, n);
}

/* Completes the held record, or its next window, from the block.  Returns how much of the block it took. */
static size_t take_held(unbake *f, const char *data, size_t n)
{
    size_t room = WINDOW - f->held.len;
    size_t reach = n < room ? n : room;
    const char *end = memchr(data, f->options.record_end, reach);
    size_t take = end ? (size_t)(end - data) + 1 : reach;
    if (!bytes_append(&f->held, data, take)) {
        f->status = UNBAKE_NO_MEMORY;
        return n;
    }
    bool ended;
    size_t piece = next_piece(f, f->held.data, f->held.len, &ended);
    if (piece && take_line(f, f->held.data, piece, ended)) {
        f->held.len -= piece;
        memmove(f->held.data, f->held.data + piece, f->held.len);
    }
    return take;
}

static void take_rest(unbake *f, const char *data, size_t n)
{
    if (!take_block(f, data, n) && f->status == UNBAKE_OK)
        f->status = UNBAKE_NO_MEMORY;
}

bool stream_emit(unbake *f, const char *text, size_t len)
{
    return emit(f, text, len);
}

bool stream_is_watched(const unbake *f)
{
    return f->telling.on_change != NULL;
}

void stream_tell(unbake *f, const struct unbake_change *change)
{
    struct unbake_change there = *change;
    there.record += f->totals.records;
    there.offset += f->totals.bytes_in;
    there.character += f->totals.characters;
    f->telling.on_change(f->user, &there);
}

void stream_advance(unbake *f, const struct unbake_totals *by)
{
    struct unbake_totals *totals = &f->totals;
    if (!totals->invalid_bytes && by->invalid_bytes)
        totals->first_invalid = totals->bytes_in + by->first_invalid;
    totals->invalid_bytes += by->invalid_bytes;
    totals->bytes_in += by->bytes_in;
    f->telling.record_begin = totals->characters += by->characters;
    totals->records += by->records;
    totals->records_changed += by->records_changed;
    f->line.changes += by->changes;
    totals->changes = f->line.changes;
}

void stream_rewind(unbake *f)
{
    f->totals = (struct unbake_totals){0};
    f->telling.record_begin = 0;
    f->line.changes = 0;
    f->record_changed = false;
    f->status = UNBAKE_OK;
}

/* The whole records at the head of data, by several threads; returns how much of it they took. */
static size_t take_together(unbake *f, const char *data, size_t n)
{
    bool worth = f->status == UNBAKE_OK && !f->record_open && (f->team || n >= WORTH_JOBS);
    const char *end = worth ? memrchr(data, f->options.record_end, n) : NULL;
    if (!end)
        return 0;
    if (!f->team && !(f->team = team_new(&f->options))) {
        f->status = UNBAKE_NO_MEMORY;
        return 0;
    }
    size_t whole = (size_t)(end - data) + 1;
    f->status = team_feed(f->team, f, data, whole);
    return whole;
}

/* Ends a long record that was begun, so that other threads may go on. */
static size_t take_open(unbake *f, const char *data, size_t n)
{
    const char *end = f->record_open ? memchr(data, f->options.record_end, n) : NULL;
    size_t len = end ? (size_t)(end - data) + 1 : 0;
    if (len)
        take_rest(f, data, len);
    return len;
}

enum unbake_status unbake_feed(unbake *f, const char *data, size_t len)
{
    if (f->status == UNBAKE_OK && f->finished)
        f->status = UNBAKE_FINISHED;
    while (f->status == UNBAKE_OK && f->held.len && len) {
        size_t took = take_held(f, data, len);
        data += took;
        len -= took;
    }
    if (f->status == UNBAKE_OK && f->options.jobs > 1 && len) {
        size_t took = take_open(f, data, len);
        data += took;
        len -= took;
        took = take_together(f, data, len);
        data += took;
        len -= took;
    }
    if (f->status == UNBAKE_OK && len)
        take_rest(f, data, len);
    return f->status;
}

enum unbake_status unbake_finish(unbake *f)
{
    if (f->status != UNBAKE_OK || f->finished)
        return f->status;
    f->finished = true;
    if (f->held.len)
        take_line(f, f->held.data, f->held.len, false);
    f->held.len = 0;
    if (f->json.scan && json_is_open(f->json.scan))
        count_malformed(f, 1);
    if (f->record_open)
        end_record(f);
    return f->status;
}
