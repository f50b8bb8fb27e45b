/* escapes.c: mojibake that was escaped afterwards, and escapes that are nobody's damage.  Comes in: nothing.  Goes out:
 * ok or not ok per line.  Never: fewer lines that must stay than lines that must change. */
#include <stdlib.h>

#include "check.h"
#include "repair/escapes.h"
#include "unbake.h"

static void filtered(unsigned repairs, const char *was, const char *want, const char *name)
{
    struct unbake_options options;
    char *out = NULL;
    size_t len = 0;
    unbake_options_init(&options);
    options.repairs = repairs;
    if (unbake_text(&options, was, strlen(was), &out, &len) != UNBAKE_OK)
        len = 0;
    check_text(out, len, want, name);
    free(out);
}

static const char *const changes[][3] = {
    {"JSON escapes", "{\"place\": \"K\\u00c3\\u00b6ln\"}", "{\"place\": \"Köln\"}"},
    {"JSON escapes of Cyrillic", "\"\\u00d0\\u009a\\u00d0\\u00b8\\u00d1\\u0097\\u00d0\\u00b2\"", "\"Київ\""},
    {"JSON escapes of Chinese", "\\u00e5\\u008c\\u0097\\u00e4\\u00ba\\u00ac\\u00e5\\u00b8\\u0082", "北京市"},
    {"JSON escapes of an emoji", "thanks \\u00f0\\u009f\\u0099\\u008f all", "thanks 🙏 all"},
    {"JSON escapes of windows-1252", "it\\u00e2\\u20ac\\u2122s fine", "it’s fine"},
    {"beside an escape that is right", "\"caf\\u00e9 M\\u00c3\\u00bcller\"", "\"caf\\u00e9 Müller\""},
    {"named references", "<p>Citt&Atilde;&nbsp; vecchia, perch&Atilde;&copy;</p>", "<p>Città vecchia, perché</p>"},
    {"decimal references", "<b>s&#195;&#188;&#195;&#159;</b>", "<b>süß</b>"},
    {"hexadecimal references", "ma&#xC3;&#xB1;ana", "mañana"},
    {"references escaped again", "fran&amp;Atilde;&amp;sect;ais", "français"},
    {"references of Cyrillic", "<i>&#1056;&#1119;&#1057;&#1026;&#1056;&#1105;&#1056;&#1030;&#1056;&#181;&#1057;&#8218;</i>", "<i>Привет</i>"},
    {"references of Chinese", "&#29831;&#28925;&#22136;&#29831;&#26330;&#31476;&#28051;&#23338;&#24770;", "请重试一下吧"},
    {"a reference beside a letter", "d\xC3\x83&copy;j\xC3\x83\xC2\xA0 vu", "déjà vu"},
};

static const char *const stays[][2] = {
    {"one JSON escape", "{\"name\": \"Jos\\u00e9\", \"city\": \"\\u00c9vreux\"}"},
    {"two in a row that are words", "\"\\u00e7\\u00e0 et l\\u00e0\""},
    {"Chinese in JSON", "\"\\u5317\\u4eac\\u5e02\""},
    {"an emoji in JSON", "\"\\ud83d\\ude4f\""},
    {"an escaped backslash", "\"C:\\\\u00c3\\\\u00a9\""},
    {"references that are right", "<p>d&eacute;j&agrave; vu &amp; caf&eacute;s &nbsp;&nbsp; &laquo;&nbsp;oui&nbsp;&raquo;</p>"},
    {"capitals with tilde", "<h1>A&Ccedil;&Atilde;O &Acirc;NGULO</h1>"},
    {"a mapping of damage to its repair", "{\"\\u00c3\\u00a9\": \"é\"}"},
    {"a query string", "?a=1&copy=2&reg;=3&&lt;&gt;"},
    {"Russian in references", "&#1055;&#1088;&#1080;&#1074;&#1077;&#1090;, &#1084;&#1080;&#1088;!"},
    {"Chinese in references", "&#21271;&#20140;&#24066;"},
    {"no end", "text &Atilde;&cop"},
    {"not all digits", "\\u00c3\\u00g9"},
    {"URL bytes", "https://example.org/K%C3%B6ln?q=%E5%8C%97"},
};

static void test_find(void)
{
    const char *text = "plain \\u00e9 and \\u00c3\\u00a9", *refs = "a &amp; b &Atilde;&copy;";
    size_t n = strlen(text), m = strlen(refs);
    check(escapes_damage(text, 17, n), "finds an escape that another follows");
    check(!escapes_damage(text, 6, n) && !escapes_damage(text, 17, 22), "and none that stands alone, or is cut off");
    check(escapes_damage(refs, 10, m) && !escapes_damage(refs, 2, m), "finds references");
    check(escapes_within(text, 0, 16) && !escapes_within(text, 0, 6), "tells whether a part holds an escape");
}

int main(void)
{
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        filtered(UNBAKE_REPAIR_ALL, changes[i][1], changes[i][2], changes[i][0]);
        filtered(UNBAKE_ESCAPES, changes[i][1], changes[i][2], changes[i][0]);
        filtered(UNBAKE_REPAIR_ALL & ~(unsigned)UNBAKE_ESCAPES, changes[i][2], changes[i][2], "what was repaired stays");
    }
    for (size_t i = 0; i < sizeof stays / sizeof stays[0]; i++)
        filtered(UNBAKE_REPAIR_ALL, stays[i][1], stays[i][1], stays[i][0]);
    test_find();
    return check_end();
}
