/* unbake.h: the public interface of libunbake.
 *
 * Comes in: bytes of UTF-8 text, in blocks cut anywhere.
 * Goes out: the same text with its encoding damage undone, to a sink callback, and one change record per repair, to
 * an optional change callback.
 * Never: prints, exits, reads the environment or the locale, or keeps state outside the handle.
 *
 * Threads: every function may be called from any thread; one handle by one thread at a time.  Handles share nothing
 * but read-only tables.  With options.jobs above 1, a handle may start threads of its own when it is fed much at once;
 * callbacks still come from the caller's thread, in order, and no thread works once a call has returned.
 */
#ifndef UNBAKE_H
#define UNBAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define UNBAKE_VERSION "0.1.0"

/* What a call came to.  The numbers are stable; gaps leave room. */
enum unbake_status {
    UNBAKE_OK = 0,
    UNBAKE_NO_MEMORY = 10,
    UNBAKE_BAD_OPTION = 20,   /* an option holds a value that is not in its enum */
    UNBAKE_BAD_INPUT = 30,    /* bytes that are no UTF-8, with invalid = UNBAKE_INVALID_FAIL */
    UNBAKE_SINK_STOPPED = 40, /* the sink returned non-zero; unbake_sink_result() gives its value */
    UNBAKE_FINISHED = 50      /* feed after finish */
};

/* Repairs, as bits of unbake_options.repairs. */
enum unbake_repair {
    UNBAKE_MOJIBAKE = 1u << 0,    /* text read in the wrong encoding, any number of layers */
    UNBAKE_LEGACY = 1u << 1,      /* stray bytes of a legacy encoding amid UTF-8 */
    UNBAKE_PRIVATE_USE = 1u << 2, /* private-use characters whose origin is known */
    UNBAKE_BYTE_SLIP = 1u << 3,   /* GBK bytes cut or glossed across character borders */
    UNBAKE_GLOSS = 1u << 4,       /* inserted pinyin: 務(wù) */
    UNBAKE_CONTROLS = 1u << 5,    /* C1 controls that are Windows-1252 punctuation */
    UNBAKE_ESCAPES = 1u << 6,     /* UTF-8 bytes escaped one by one */
    UNBAKE_REPAIR_ALL = (1u << 7) - 1
};

/* What is taste, not damage, as bits of unbake_options.tidy. */
enum unbake_tidy {
    UNBAKE_TIDY_SPACES = 1u << 0,     /* no-break and other wide or narrow spaces become U+0020 */
    UNBAKE_TIDY_WIDTH = 1u << 1,      /* fullwidth and halfwidth forms become ordinary ones */
    UNBAKE_TIDY_QUOTES = 1u << 2,     /* typographic quotation marks become those of ASCII */
    UNBAKE_TIDY_LIGATURES = 1u << 3,  /* become their letters */
    UNBAKE_TIDY_LINEBREAKS = 1u << 4, /* form feeds, NEL, U+2028 and the like become spaces: no record ends there */
    UNBAKE_TIDY_ENTITIES = 1u << 5,   /* character references of HTML, on lines without a tag, become characters */
    UNBAKE_TIDY_TERMINAL = 1u << 6,   /* escape sequences of terminals go */
    UNBAKE_TIDY_INVISIBLE = 1u << 7,  /* controls, byte order marks and other invisible characters go; joiners stay */
    UNBAKE_TIDY_ALL = (1u << 8) - 1
};

/* Whether a record, or a window of a long one, is to stay as it is; asked before it is worked on, and perhaps from several
 * threads at once. */
typedef bool unbake_keep(const void *user, const char *record, size_t len);

/* How much evidence a repair needs. */
enum unbake_level { UNBAKE_SAFE, UNBAKE_NORMAL, UNBAKE_BOLD };

/* Unicode normalization forms, UAX #15. */
enum unbake_form { UNBAKE_FORM_NONE, UNBAKE_NFC, UNBAKE_NFD, UNBAKE_NFKC, UNBAKE_NFKD };

/* Traditional to simplified Chinese, named as OpenCC names its configurations. */
enum unbake_simplify { UNBAKE_SIMPLIFY_OFF, UNBAKE_T2S, UNBAKE_TW2S, UNBAKE_HK2S, UNBAKE_TW2SP, UNBAKE_HK2SP };

/* Bytes that are no UTF-8 and that no repair explains. */
enum unbake_invalid { UNBAKE_INVALID_KEEP, UNBAKE_INVALID_REPLACE, UNBAKE_INVALID_FAIL };

struct unbake_options {
    unsigned repairs;              /* bits of enum unbake_repair */
    enum unbake_level level;
    enum unbake_form form;
    enum unbake_simplify simplify;
    enum unbake_invalid invalid;
    unsigned tidy;                 /* bits of enum unbake_tidy */
    char record_end;               /* '\n', or '\0' for NUL-ended records */
    bool json;                     /* JSON or JSON Lines: only string values are repaired; one thread */
    const char *const *json_fields; /* NULL: all; else only these members: names, or RFC 6901 pointers with *, and NULL;
                                      read by unbake_new only; at most 64 */
    unbake_keep *keep;             /* or NULL */
    const void *keep_user;         /* stays the caller's, who must not free it before the filter */
    unsigned jobs;                 /* threads that may work at once; 0 is 1; at most 256 */
    unsigned choices;              /* not 0: a change record for each simplified character that might be another one */
};

enum { UNBAKE_CONTEXT = 64 };

/* One repair, valid during the callback only. */
struct unbake_change {
    uint64_t record;     /* number of the record in the stream, from 1 */
    uint64_t offset;     /* byte offset of the damage in the stream, from 0 */
    const char *kind;    /* "mojibake", "byte-slip", "gloss", "private-use", "normalize", "simplify", ... */
    const char *steps;   /* the mistakes undone, in words: "UTF-8 was read as windows-1252"; may be "" */
    const char *before;  /* bytes as this repair found them, not NUL-ended */
    size_t before_len;
    size_t lead_len, tail_len; /* bytes of the record that stand right before and behind these in memory; to show where,
                                  hence at most UNBAKE_CONTEXT */
    const char *after;
    size_t after_len;
    unsigned lost;       /* characters of after whose bytes were lost in part, chosen because they read best */
    uint64_t character;  /* likewise offset, but in characters of the stream; bytes that are no UTF-8 count as one each */
    uint64_t column;     /* and in those of the record, from 1 */
    double margin;       /* bits by which this repair won over the text as it was and over every other repair, less the
                            price of the mistakes, at most 64; 0: nothing was weighed, as a rule or a table says so */
};

/* What went through a handle so far. */
struct unbake_totals {
    uint64_t bytes_in, bytes_out;
    uint64_t characters;       /* in bytes_in, counted while changes are watched */
    uint64_t records;          /* ended records, and an unterminated last one once finished */
    uint64_t records_changed;  /* records whose bytes differ */
    uint64_t changes;          /* change records */
    uint64_t invalid_bytes;    /* bytes that were no UTF-8 and stayed */
    uint64_t malformed;        /* with options.json: records that are no JSON and stayed */
    uint64_t first_malformed;  /* number of the first of them; meaningless when there is none */
    uint64_t first_invalid;    /* stream offset of the first of them; meaningless when there is none */
};

/* Takes len bytes of output; len is never 0.  Non-zero stops the call that produced them. */
typedef int unbake_sink(void *user, const char *data, size_t len);
typedef void unbake_on_change(void *user, const struct unbake_change *change);

typedef struct unbake unbake;

/* Fills *options with the defaults: all repairs, normal level, NFC, LF records, invalid bytes kept, one thread. */
void unbake_options_init(struct unbake_options *options);

/* Makes a filter.  options: copied; NULL means the defaults.  sink: must not be NULL; user is handed to both callbacks
 * and stays the caller's.  status: may be NULL; says why NULL was returned (UNBAKE_NO_MEMORY, UNBAKE_BAD_OPTION).
 * The caller frees the result with unbake_free. */
unbake *unbake_new(const struct unbake_options *options, unbake_sink *sink, void *user, enum unbake_status *status);

/* Asks for change records; NULL stops them.  Text is the same either way. */
void unbake_watch(unbake *filter, unbake_on_change *on_change);

/* Feeds len bytes; data may be NULL when len is 0.  Every record that is whole by then has reached the sink when the
 * call returns.  After an error, every later call returns the same error. */
enum unbake_status unbake_feed(unbake *filter, const char *data, size_t len);

/* Ends the stream: an unterminated last record is written, without an end. */
enum unbake_status unbake_finish(unbake *filter);

/* Frees the filter; NULL is fine. */
void unbake_free(unbake *filter);

const struct unbake_totals *unbake_totals(const unbake *filter);

/* The value with which the sink stopped the stream; 0 if it did not. */
int unbake_sink_result(const unbake *filter);

/* Repairs one text: new, feed, finish and free in one.  *out is NUL-ended besides, never NULL on UNBAKE_OK, and the
 * caller's to free(); *out_len, without that NUL, may be NULL. */
enum unbake_status unbake_text(const struct unbake_options *options, const char *text, size_t len, char **out,
                               size_t *out_len);

/* One way to read a text, valid during the callback only. */
struct unbake_reading {
    const char *text;  /* not NUL-ended */
    size_t len;
    const char *steps; /* the mistakes that it supposes, in words */
    double bits;       /* how much better it reads than the text itself, less the price of these mistakes */
};
typedef void unbake_on_reading(void *user, const struct unbake_reading *reading);

/* Tells the best readings of one text by mojibake, best first, at most `most`, without the text itself; for a person
 * to choose from.  UNBAKE_BAD_OPTION: more than UNBAKE_READINGS_BYTES. */
enum { UNBAKE_READINGS_BYTES = 16 * 1024 };
enum unbake_status unbake_readings(const char *text, size_t len, size_t most, unbake_on_reading *on_reading, void *user);

/* The encoding that a text, or a part of one that begins with a character, is most likely in: "UTF-8", or another name
 * that iconv(3) knows; constant.  NULL: it reads like language in none, or in two equally well. */
const char *unbake_guess(const char *text, size_t len);

/* A constant English phrase without a full stop. */
const char *unbake_status_text(enum unbake_status status);

/* "unbake 0.1.0 (Unicode 15.0.0, utf8proc 2.8.0, ICU 72.1, model ...)"; constant. */
const char *unbake_version_text(void);

#ifdef __cplusplus
}
#endif
#endif
