/* main.c: the program.  Comes in: argv.  Goes out: parse, run, exit status.  Never: reads the environment or the
 * locale. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/completion.h"
#include "cli/run.h"
#include "cli/skip.h"
#include "files/apart.h"

/* A file opened under a closed standard descriptor's number would get the messages meant for it.  Opened the wrong way
 * round, so that reading or writing there still fails. */
static void fill_standard_descriptors(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
            _exit(EXIT_TROUBLE);
}

static void set_signals(void)
{
    /* A parent that ignores it (services, some languages) would make every closed pipe an error message. */
    signal(SIGPIPE, SIG_DFL);
#ifdef SIGIO
    /* How the kernel tells that somebody opens a file under a lease; the lease is asked instead. */
    signal(SIGIO, SIG_IGN);
#endif
}

static int out_sink(void *user, const char *data, size_t len)
{
    return !output_write(user, data, len);
}

static enum exit_status say(const struct settings *settings)
{
    struct output out;
    output_init(&out, &system_calls, STDOUT_FILENO);
    bool good = settings->help         ? options_help(settings->help, out_sink, &out)
                : settings->completion ? completion_write(settings->completion, out_sink, &out)
                               : output_text(&out, unbake_version_text()) && output_text(&out, "\n");
    good = output_flush(&out) && good && close(STDOUT_FILENO) == 0;
    output_free(&out);
    if (!good)
        fprintf(stderr, "unbake: cannot write standard output: %s\n", strerror(out.error));
    return good ? EXIT_DONE : EXIT_TROUBLE;
}

static int work(void *with)
{
    run_drop_privileges(with);
    return (int)run_all(with, &system_calls);
}

int main(int argc, char **argv)
{
    fill_standard_descriptors();
    set_signals();
    struct settings settings = {0};
    struct complaint complaint = {{0}};
    unbake_options_init(&settings.text);
    if (!options_parse(&settings, argc, argv, &complaint)) {
        fprintf(stderr, "unbake: %s\n", complaint.text);
        return EXIT_TROUBLE;
    }
    if (settings.help || settings.version || settings.completion)
        return (int)say(&settings);
    struct skip skip;
    if (!skip_begin(&skip, settings.skip, &complaint)) {
        fprintf(stderr, "unbake: %s\n", complaint.text);
        return EXIT_TROUBLE;
    }
    settings.text.keep = skip_line;
    settings.text.keep_user = &skip;
    bool replaces = settings.in_place || settings.output || settings.undo;
    int status = replaces ? work_apart(work, &settings) : work(&settings);
    skip_end(&skip);
    return status;
}
