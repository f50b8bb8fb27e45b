/* version.c: what this build is made of.  Comes in: nothing.  Goes out: one constant line.  Never: a date or a host. */
#include <unicode/uchar.h>
#include <unicode/uvernum.h>
#include <utf8proc.h>

#include "tables/language_model.h"
#include "unbake.h"

#define TEXT(x) #x
#define DIGITS(x) TEXT(x)
#define UTF8PROC_TEXT \
    DIGITS(UTF8PROC_VERSION_MAJOR) "." DIGITS(UTF8PROC_VERSION_MINOR) "." DIGITS(UTF8PROC_VERSION_PATCH)

const char *unbake_version_text(void)
{
    return "unbake " UNBAKE_VERSION " (Unicode " U_UNICODE_VERSION ", utf8proc " UTF8PROC_TEXT ", ICU " U_ICU_VERSION
           ", model " MODEL_NAME ")";
}
