/* run_decode.c: input in another encoding than UTF-8.  Comes in: --from, and a file.  Goes out: its text, and what is
 * wrong with it.  Never: a guess without a clear lead; what nobody knows stays bytes. */
#include <inttypes.h>
#include <stdio.h>

#include "cli/run.h"

static void look(void *user, const char *data, size_t len)
{
    struct run *run = user;
    if (run->trace)
        trace_before(run->trace, data, len);
}

bool run_begin_decoding(struct run *run, struct decoder *decoder)
{
    const struct settings *s = run->settings;
    enum decode_bad on_bad = s->text.invalid == UNBAKE_INVALID_FAIL      ? DECODE_STOP
                             : s->text.invalid == UNBAKE_INVALID_REPLACE ? DECODE_REPLACE
                                                                         : DECODE_KEEP;
    if (!s->decode)
        return true;
    run->decoder = decoder;
    if (!decoder_open(decoder, s->from, unbake_guess, on_bad))
        return run_trouble(run, "out of memory");
    decoder->look = look;
    decoder->user = run;
    return true;
}

ssize_t run_read(struct run *run, struct input *input, char *to, size_t len)
{
    if (run->decoder)
        return decoder_read(run->decoder, input, to, len);
    ssize_t got = input_read_ready(input, to, len, run->settings->text.jobs > 1);
    if (run->trace && got > 0)
        trace_before(run->trace, to, (size_t)got);
    return got;
}

bool run_end_decoding(struct run *run)
{
    const struct decoder *d = run->decoder;
    char text[160];
    if (d && d->unknown)
        return run_trouble(run, "its encoding cannot be told; --from=ENC names it");
    if (!d || !d->bad || d->on_bad == DECODE_REPLACE)
        return true;
    snprintf(text, sizeof text, "%" PRIu64 " bytes are not %.40s, the first at byte %" PRIu64, d->bad, d->name,
             d->first_bad);
    return run_trouble(run, text);
}

enum { LOOK_BYTES = 16 * 1024 };

const char *run_likely_encoding(const struct run *run, uint64_t first_invalid)
{
    char text[LOOK_BYTES];
    uint64_t from = first_invalid < LOOK_BYTES / 2 ? 0 : first_invalid;
    ssize_t got = run->sys->pread(run->target->original, text, sizeof text, (off_t)from);
    const char *name = got > 0 && !run->settings->decode ? unbake_guess(text, (size_t)got) : NULL;
    return name && !decode_is_utf8(name) ? name : NULL;
}
