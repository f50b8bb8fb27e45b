/* text.c: the one-shot call and the words for people.  Comes in: one text.  Goes out: its repair in memory that the
 * caller frees.  Never: does anything that new, feed, finish and free could not. */
#include "base/bytes.h"
#include "unbake.h"

static int append(void *user, const char *data, size_t len)
{
    return !bytes_append(user, data, len);
}

static enum unbake_status run(const struct unbake_options *options, const char *text, size_t len, struct bytes *out)
{
    enum unbake_status status;
    unbake *filter = unbake_new(options, append, out, &status);
    if (!filter)
        return status;
    status = unbake_feed(filter, text, len);
    if (status == UNBAKE_OK)
        status = unbake_finish(filter);
    unbake_free(filter);
    return status == UNBAKE_SINK_STOPPED ? UNBAKE_NO_MEMORY : status;
}

enum unbake_status unbake_text(const struct unbake_options *options, const char *text, size_t len, char **out,
                               size_t *out_len)
{
    struct bytes result = {0};
    enum unbake_status status = run(options, text, len, &result);
    if (status == UNBAKE_OK && !bytes_append(&result, "", 1))
        status = UNBAKE_NO_MEMORY;
    if (status != UNBAKE_OK) {
        bytes_free(&result);
        return status;
    }
    *out = result.data;
    if (out_len)
        *out_len = result.len - 1;
    return UNBAKE_OK;
}

const char *unbake_status_text(enum unbake_status status)
{
    switch (status) {
    case UNBAKE_OK: return "no error";
    case UNBAKE_NO_MEMORY: return "out of memory";
    case UNBAKE_BAD_OPTION: return "an option has an unknown value";
    case UNBAKE_BAD_INPUT: return "bytes that are not UTF-8";
    case UNBAKE_SINK_STOPPED: return "the output was stopped";
    case UNBAKE_FINISHED: return "the stream was finished before";
    }
    return "unknown status";
}
