/* report_html.c: a report as a web page.  Comes in: change records, and the totals of a run.  Goes out: the page, row by
 * row, the summary last and shown first.  Never: holds a row in memory after it was written, or trusts a byte of it. */
#include "report/report_html.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/bytes.h"
#include "base/utf8.h"
#include "report/html_page.inc"
#include "report/pairs.h"
#include "report/quote.h"

enum { KINDS = 32, MARKS = 80 }; /* kinds with a bar of their own; characters of a text with a code point each */

static bool add(struct bytes *to, const char *text)
{
    return bytes_append(to, text, strlen(text));
}

static bool add_number(struct bytes *to, uint64_t number)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRIu64, number);
    return add(to, text);
}

static bool give(struct bytes *text, bool good, unbake_sink *sink, void *user)
{
    good = good && (!text->len || sink(user, text->data, text->len) == 0);
    bytes_free(text);
    return good;
}

/* One character as the page shows it: markup escaped, and what would not show as its number in a box. */
static bool add_char(struct bytes *to, const char *at, size_t size, uint32_t c)
{
    char number[16];
    const char *escape = !size || quote_hides(c) ? number
                         : c == '<'              ? "&lt;"
                         : c == '>'              ? "&gt;"
                         : c == '&'              ? "&amp;"
                         : c == '"'              ? "&quot;"
                                                 : NULL;
    snprintf(number, sizeof number, size ? "%02X" : "\\x%02X", size ? (unsigned)c : (unsigned)(unsigned char)*at);
    return escape ? add(to, escape) : bytes_append(to, at, size);
}

static bool add_marked(struct bytes *to, const char *at, size_t size, uint32_t c)
{
    char open[64];
    bool boxed = !size || quote_hides(c);
    snprintf(open, sizeof open, size ? "<u%s title=\"U+%04X\">" : "<u%s title=\"byte %02X\">", boxed ? " class=x" : "",
             size ? (unsigned)c : (unsigned)(unsigned char)*at);
    return add(to, open) && add_char(to, at, size, c) && add(to, "</u>");
}

/* The part of a text that differs from its counterpart, and that of the counterpart. */
struct part {
    size_t first, last;
    const char *other;
    size_t other_len;
};

/* ASCII that is on both sides only went along. */
static bool is_damage(const struct part *part, size_t at, uint32_t c)
{
    return at >= part->first && at < part->last && (c >= 0x80 || !memchr(part->other, (int)c, part->other_len));
}

static bool add_text(struct bytes *to, const char *data, size_t len, const struct part *part)
{
    size_t marks = 0;
    for (size_t at = 0; at < len;) {
        uint32_t c = 0;
        size_t size = utf8_decode(data + at, len - at, &c);
        bool mark = !size || quote_hides(c) || (marks < MARKS && is_damage(part, at, c));
        marks += mark;
        if (at >= HTML_TEXT)
            return add(to, " …");
        if (!(mark ? add_marked(to, data + at, size, c) : add_char(to, data + at, size, c)))
            return false;
        at += size ? size : 1;
    }
    return true;
}

static bool add_name(struct bytes *to, const char *name)
{
    return add_text(to, name, strlen(name), &(struct part){.other = ""});
}

/* What stands around, in the same words on both sides. */
static bool add_context(struct bytes *to, const char *data, size_t len)
{
    return !len || (add(to, "<span>") && add_text(to, data, len, &(struct part){.other = ""}) && add(to, "</span>"));
}

static bool add_side(struct bytes *to, const struct unbake_change *change, const char *text, size_t len,
                     const struct part *part)
{
    return add(to, "</td><td>") && add_context(to, change->before - change->lead_len, change->lead_len) &&
           add_text(to, text, len, part) && add_context(to, change->before + change->before_len, change->tail_len);
}

static bool add_cells(struct bytes *to, const struct unbake_change *change)
{
    struct difference d = pairs_difference(change->before, change->before_len, change->after, change->after_len);
    struct part before = {d.first, d.old_last, change->after + d.first, d.new_last - d.first};
    struct part after = {d.first, d.new_last, change->before + d.first, d.old_last - d.first};
    return add(to, "<td>") && add(to, change->kind) &&
           add_side(to, change, change->before, change->before_len, &before) &&
           add_side(to, change, change->after, change->after_len, &after) && add(to, "</td><td>") &&
           add_name(to, change->steps);
}

static bool add_measures(struct bytes *to, const struct unbake_change *change)
{
    char sure[64] = "";
    if (change->margin > 0)
        snprintf(sure, sizeof sure, "<small>%d%% sure</small>", (int)(100 * report_certainty(change)));
    return add(to, sure) && (!change->lost || (add(to, "<small>characters filled in: ") &&
                                               add_number(to, change->lost) && add(to, "</small>")));
}

static bool add_place(struct bytes *to, const char *file, const struct unbake_change *change)
{
    return add_name(to, file) && add(to, ":") && add_number(to, change->record) && add(to, ":") &&
           add_number(to, change->column) && add(to, "<small>byte ") && add_number(to, change->offset) &&
           add(to, "</small>");
}

bool html_begin(unbake_sink *sink, void *user)
{
    return sink(user, page_head, sizeof page_head - 1) == 0;
}

bool html_change(uint64_t *rows, const char *file, const struct unbake_change *change, unbake_sink *sink, void *user)
{
    struct bytes row = {0};
    if (++*rows > HTML_ROWS)
        return true;
    bool good = add(&row, "<tr><td>") && add_place(&row, file, change) && add(&row, "</td>") &&
                add_cells(&row, change) && add_measures(&row, change) && add(&row, "</td></tr>\n");
    return give(&row, good, sink, user);
}

static bool add_total(struct bytes *to, uint64_t number, const char *of, uint64_t all, const char *what)
{
    return add(to, "<li><b>") && add_number(to, number) && add(to, "</b>") && add(to, of) &&
           (!*of || add_number(to, all)) && add(to, what) && add(to, "</li>");
}

/* Rows of stats, summed up by kind. */
static size_t sum_kinds(const struct stats *stats, struct stats_row *kind)
{
    size_t n = 0;
    for (size_t i = 0; i < stats->rows; i++) {
        size_t k = 0;
        while (k < n && strcmp(kind[k].kind, stats->row[i].kind) != 0)
            k++;
        if (k == KINDS)
            continue;
        if (k == n)
            kind[n++] = stats->row[i];
        else
            kind[k].count += stats->row[i].count;
    }
    return n;
}

/* The next kind to draw: the largest one that is not drawn. */
static struct stats_row *largest(struct stats_row *kind, size_t n)
{
    struct stats_row *found = NULL;
    for (size_t i = 0; i < n; i++)
        if (kind[i].count && (!found || kind[i].count > found->count))
            found = &kind[i];
    return found;
}

static bool add_chart(struct bytes *to, const struct stats *stats)
{
    struct stats_row kind[KINDS];
    size_t n = sum_kinds(stats, kind);
    struct stats_row *next = largest(kind, n);
    bool good = add(to, "<div id=\"chart\" aria-label=\"repairs by kind\">\n");
    for (uint64_t most = next ? next->count : 0; good && next; next = largest(kind, n)) {
        char bar[80];
        double part = (double)next->count / (double)most;
        snprintf(bar, sizeof bar, "</button><i style=\"width:%.1f%%\"></i><span>", 100 * part);
        good = add(to, "<button>") && add(to, next->kind) && add(to, bar) && add_number(to, next->count) &&
               add(to, "</span>\n");
        next->count = 0;
    }
    return good && add(to, "</div></section>\n");
}

bool html_end(uint64_t rows, const struct stats *stats, unbake_sink *sink, void *user)
{
    struct bytes end = {0};
    bool good = add(&end, "</tbody></table></main>\n<section id=\"summary\"><ul id=\"totals\">") &&
                add_total(&end, stats->files_changed, " of ", stats->files, " files") &&
                add_total(&end, stats->totals.records_changed, " of ", stats->totals.records, " lines") &&
                add_total(&end, stats->totals.changes, "", 0, "repairs") &&
                add_total(&end, stats->totals.bytes_in, "", 0, "bytes read") && add(&end, "</ul>\n") &&
                add_chart(&end, stats) && add(&end, page_find) && add(&end, "<footer><p>");
    if (rows > HTML_ROWS)
        good = good && add(&end, "The first ") && add_number(&end, HTML_ROWS) && add(&end, " repairs are listed, ") &&
               add_number(&end, rows - HTML_ROWS) && add(&end, " more are only counted; --explain=jsonl lists all. ");
    good = good && add(&end, "Made by ") && add_name(&end, unbake_version_text()) && add(&end, "</p></footer>\n") &&
           add(&end, page_script);
    return give(&end, good, sink, user);
}
