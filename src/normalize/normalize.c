/* normalize.c: placeholder of the first commit. */
#include "normalize/normalize.h"

#include <stdlib.h>

struct normalize { enum unbake_form form; enum unbake_simplify simplify; };

struct normalize *normalize_new(enum unbake_form form, enum unbake_simplify simplify)
{
    struct normalize *n = calloc(1, sizeof *n);
    if (n) { n->form = form; n->simplify = simplify; }
    return n;
}
void normalize_free(struct normalize *n) { free(n); }
enum unbake_status normalize_line(struct normalize *n, struct line *line) { (void)n; (void)line; return UNBAKE_OK; }
enum unbake_status simplify_line(struct normalize *n, struct line *line) { (void)n; (void)line; return UNBAKE_OK; }
