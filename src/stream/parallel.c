/* parallel.c: several threads for one filter.  Comes in: whole records.  Goes out: their repair, in order.  Never: more
 * text under way than the caller's block, or a thread that stays busy when a call returns.
 *
 * The block is cut into jobs at record ends.  Each thread has a filter of its own that writes down what it would have
 * handed out: text that stayed as it was by its place, everything else by its bytes.  The caller's thread plays that
 * back job by job, and otherwise waits; should the system grant no threads, it does the jobs. */
#include "stream/parallel.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"

enum {
    JOBS_EACH = 3,           /* waiting or done, for each thread: enough that none waits for the slowest */
    JOB_LEAST = 16 * 1024,   /* below, handing jobs over would show */
    JOB_MOST = 64 * 1024,    /* above, what is written down for a job would need much memory */
    SHARES = 8               /* jobs that each thread should get of a block, so that all end at nearly the same time */
};

/* An entry of the log: text that stands in the input, text that follows in the log, or a change that does, with its four
 * texts. */
enum what { STAYED, TEXT, CHANGE };

struct entry {
    enum what what;
    const char *stayed;
    size_t len;
};

struct job {
    const char *data;
    size_t len;
    struct bytes log;
    size_t last; /* where the last entry begins */
    bool done;
    enum unbake_status status;
    struct unbake_totals totals;
};

struct worker {
    struct team *team;
    unbake *filter;
    struct job *job; /* the one at work */
    pthread_t thread;
};

struct team {
    pthread_mutex_t lock;
    pthread_cond_t work, done;
    struct worker *workers;
    struct job *jobs;       /* a ring; the counts below tell which are in which state */
    size_t worker_count, started, job_count;
    uint64_t made, taken, played;
    size_t running;
    bool watched, quit;
};

static bool log_entry(struct job *job, const struct entry *entry)
{
    job->last = job->log.len;
    return bytes_append(&job->log, (const char *)entry, sizeof *entry);
}

/* Text that goes on where the last entry ended makes that longer. */
static bool log_stayed(struct job *job, const char *data, size_t len)
{
    struct entry last;
    if (job->log.len >= sizeof last && job->log.len == job->last + sizeof last) {
        memcpy(&last, job->log.data + job->last, sizeof last);
        if (last.what == STAYED && last.stayed + last.len == data) {
            last.len += len;
            memcpy(job->log.data + job->last, &last, sizeof last);
            return true;
        }
    }
    return log_entry(job, &(struct entry){.what = STAYED, .stayed = data, .len = len});
}

static int log_text(void *user, const char *data, size_t len)
{
    struct job *job = ((struct worker *)user)->job;
    if (data >= job->data && data < job->data + job->len)
        return !log_stayed(job, data, len);
    return !(log_entry(job, &(struct entry){.what = TEXT, .len = len}) && bytes_append(&job->log, data, len));
}

static void log_change(void *user, const struct unbake_change *c)
{
    struct job *job = ((struct worker *)user)->job;
    bool good = log_entry(job, &(struct entry){.what = CHANGE}) &&
                bytes_append(&job->log, (const char *)c, sizeof *c) &&
                bytes_append(&job->log, c->kind, strlen(c->kind) + 1) &&
                bytes_append(&job->log, c->steps, strlen(c->steps) + 1) &&
                bytes_append(&job->log, c->before - c->lead_len, c->lead_len + c->before_len + c->tail_len) &&
                bytes_append(&job->log, c->after, c->after_len);
    if (!good)
        job->status = UNBAKE_NO_MEMORY;
}

static void run_job(struct worker *worker, struct job *job)
{
    worker->job = job;
    job->log.len = job->last = 0;
    job->status = UNBAKE_OK;
    stream_rewind(worker->filter);
    unbake_watch(worker->filter, worker->team->watched ? log_change : NULL);
    enum unbake_status status = unbake_feed(worker->filter, job->data, job->len);
    if (job->status == UNBAKE_OK)
        job->status = status == UNBAKE_SINK_STOPPED ? UNBAKE_NO_MEMORY : status;
    job->totals = *unbake_totals(worker->filter);
}

/* Called and left with the lock held. */
static void take_job(struct worker *worker)
{
    struct team *team = worker->team;
    struct job *job = &team->jobs[team->taken++ % team->job_count];
    team->running++;
    pthread_mutex_unlock(&team->lock);
    run_job(worker, job);
    pthread_mutex_lock(&team->lock);
    team->running--;
    job->done = true;
}

static void *help(void *user)
{
    struct worker *worker = user;
    struct team *team = worker->team;
    pthread_mutex_lock(&team->lock);
    while (!team->quit) {
        if (team->taken == team->made) {
            pthread_cond_wait(&team->work, &team->lock);
            continue;
        }
        take_job(worker);
        pthread_cond_signal(&team->done);
    }
    pthread_mutex_unlock(&team->lock);
    return NULL;
}

/* Signals are the caller's, as if there were no other threads. */
static void start_threads(struct team *team)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    for (size_t i = 0; i < team->worker_count; i++)
        if (pthread_create(&team->workers[team->started].thread, NULL, help, &team->workers[team->started]) == 0)
            team->started++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static bool make_workers(struct team *team, const struct unbake_options *options)
{
    struct unbake_options alone = *options;
    alone.jobs = 1;
    team->worker_count = options->jobs;
    team->job_count = team->worker_count * JOBS_EACH;
    team->workers = calloc(team->worker_count, sizeof *team->workers);
    team->jobs = calloc(team->job_count, sizeof *team->jobs);
    bool good = team->workers && team->jobs;
    for (size_t i = 0; good && i < team->worker_count; i++) {
        struct worker *worker = &team->workers[i];
        worker->team = team;
        worker->filter = unbake_new(&alone, log_text, worker, NULL);
        good = worker->filter != NULL;
    }
    return good;
}

struct team *team_new(const struct unbake_options *options)
{
    struct team *team = calloc(1, sizeof *team);
    if (!team)
        return NULL;
    pthread_mutex_init(&team->lock, NULL);
    pthread_cond_init(&team->work, NULL);
    pthread_cond_init(&team->done, NULL);
    if (!make_workers(team, options)) {
        team_free(team);
        return NULL;
    }
    start_threads(team);
    return team;
}

static void stop_threads(struct team *team)
{
    pthread_mutex_lock(&team->lock);
    team->quit = true;
    pthread_cond_broadcast(&team->work);
    pthread_mutex_unlock(&team->lock);
    for (size_t i = 0; i < team->started; i++)
        pthread_join(team->workers[i].thread, NULL);
}

void team_free(struct team *team)
{
    if (!team)
        return;
    if (team->workers)
        stop_threads(team);
    for (size_t i = 0; team->workers && i < team->worker_count; i++)
        unbake_free(team->workers[i].filter);
    for (size_t i = 0; team->jobs && i < team->job_count; i++)
        bytes_free(&team->jobs[i].log);
    free(team->workers);
    free(team->jobs);
    pthread_cond_destroy(&team->done);
    pthread_cond_destroy(&team->work);
    pthread_mutex_destroy(&team->lock);
    free(team);
}

static const char *tell_change(unbake *filter, const char *p)
{
    struct unbake_change change;
    memcpy(&change, p, sizeof change);
    change.kind = p + sizeof change;
    change.steps = change.kind + strlen(change.kind) + 1;
    change.before = change.steps + strlen(change.steps) + 1 + change.lead_len;
    change.after = change.before + change.before_len + change.tail_len;
    stream_tell(filter, &change);
    return change.after + change.after_len;
}

static enum unbake_status play(const struct job *job, unbake *filter)
{
    const char *p = job->log.data, *end = p + job->log.len;
    while (p < end) {
        struct entry entry;
        memcpy(&entry, p, sizeof entry);
        p += sizeof entry;
        if (entry.what == CHANGE) {
            p = tell_change(filter, p);
            continue;
        }
        if (!stream_emit(filter, entry.what == STAYED ? entry.stayed : p, entry.len))
            return UNBAKE_SINK_STOPPED;
        p += entry.what == TEXT ? entry.len : 0;
    }
    stream_advance(filter, &job->totals);
    return job->status;
}

/* data[0..n) ends with a record end. */
static size_t job_length(const char *data, size_t n, size_t wanted, char record_end)
{
    if (n <= wanted)
        return n;
    const char *end = memrchr(data, record_end, wanted);
    if (!end)
        end = memchr(data + wanted, record_end, n - wanted);
    return end ? (size_t)(end - data) + 1 : n;
}

static size_t share(const struct team *team, size_t n)
{
    size_t part = n / (team->worker_count * SHARES);
    return part < JOB_LEAST ? JOB_LEAST : part > JOB_MOST ? JOB_MOST : part;
}

/* Makes jobs of the head of data while there is room for them; returns how much of it. */
static size_t make_jobs(struct team *team, const char *data, size_t n, size_t wanted, char record_end)
{
    size_t at = 0;
    while (at < n && team->made - team->played < team->job_count) {
        struct job *job = &team->jobs[team->made++ % team->job_count];
        job->data = data + at;
        job->len = job_length(data + at, n - at, wanted, record_end);
        job->done = false;
        at += job->len;
        pthread_cond_signal(&team->work);
    }
    return at;
}

/* Plays the next job in order, or waits for it. */
static enum unbake_status step(struct team *team, unbake *filter)
{
    struct job *next = &team->jobs[team->played % team->job_count];
    if (!next->done) {
        if (team->started)
            pthread_cond_wait(&team->done, &team->lock);
        else
            take_job(&team->workers[0]);
        return UNBAKE_OK;
    }
    pthread_mutex_unlock(&team->lock);
    enum unbake_status status = play(next, filter);
    pthread_mutex_lock(&team->lock);
    team->played++;
    return status;
}

/* After an error: the caller's block must not be read any more. */
static void drop_jobs(struct team *team)
{
    team->taken = team->made;
    while (team->running)
        pthread_cond_wait(&team->done, &team->lock);
    team->played = team->made;
}

enum unbake_status team_feed(struct team *team, unbake *filter, const char *data, size_t n)
{
    char record_end = data[n - 1];
    size_t at = 0, wanted = share(team, n);
    enum unbake_status status = UNBAKE_OK;
    pthread_mutex_lock(&team->lock);
    team->watched = stream_is_watched(filter);
    while (status == UNBAKE_OK && (at < n || team->played < team->made)) {
        at += make_jobs(team, data + at, n - at, wanted, record_end);
        status = step(team, filter);
    }
    drop_jobs(team);
    pthread_mutex_unlock(&team->lock);
    return status;
}
