/* legacy.c: stray bytes of legacy encodings amid UTF-8.  Comes in: nothing.  Goes out: ok or not ok per line.  Never:
 * fewer lines that must stay than lines that must change. */
#include "repairs.h"

static void check_changes(void)
{
    becomes("d\xC3\xA9j\xC3\xA0 vu, caf\xE9 au lait", "d\xC3\xA9j\xC3\xA0 vu, caf\xC3\xA9 au lait", "a letter of Latin-1");
    becomes("r\xC3\xA9sum\xE9 \x93quoted\x94 it\x92s na\xC3\xAFve",
            "r\xC3\xA9sum\xC3\xA9 \xE2\x80\x9Cquoted\xE2\x80\x9D it\xE2\x80\x99s na\xC3\xAFve", "quotes of windows-1252");
    becomes("\xE4\xBB\x8A\xE5\xA4\xA9\xE5\xA4\xA9\xE6\xB0\x94 \xD6\xD0\xB9\xFA\xC8\xCB\xC3\xF1\xC4\xA3\xCA\xBD",
            "\xE4\xBB\x8A\xE5\xA4\xA9\xE5\xA4\xA9\xE6\xB0\x94 \xE4\xB8\xAD\xE5\x9B\xBD\xE4\xBA\xBA\xE6\xB0\x91\xE6\xA8\xA1\xE5\xBC\x8F",
            "GBK, with pairs that are letters of UTF-8 by chance");
    becomes("\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82 \xCF\xF0\xE8\xE2\xE5\xF2",
            "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82 \xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82", "windows-1251");
}

static void check_stays(void)
{
    stays("caf\xE9 au lait", "no UTF-8 besides: the line's neighbours could tell better");
    stays("\xD6\xD0\xB9\xFA\xC8\xCB\xC3\xF1", "a line that is wholly GBK");
    stays("\xB5\xDA\xD2\xBB\xCE\xBB: \xD1\xA1\xCF\xEE", "likewise, with letters of UTF-8 by chance");
    stays("\xE4\xBB\x8A\xE5\xA4\xA9\xE5\xA4", "a character that was cut");
    stays("\xE4\xBB\x8A\xE5\xA4\xA9\xE5", "a character of which one byte is left");
    stays("\xBB\x8A\xE5\xA4\xA9 caf\xC3\xA9", "a line that begins amid a character");
    stays("\xD0\xBD\xD0\xBF\xD0\xBE\xD1\x81\xD1\x82 \xD0\xBD\xD0\xBF\xD0\xBE\xD1\x81\xD1", "the first byte of a letter");
    stays("n\xC3\xA5s h\xC3\xA4r. F\xC3", "likewise at the end, behind ASCII");
    stays("na\xC3\xAFve \xFF x", "a byte without meaning");
    stays("\xE4\xBB\x8A\xE5\xA4\xA9 caf\xE9 \xE5\xA4", "a stray letter and a cut character");
    stays("\xC3\xA9t\xC3\xA9 \xED\xA0\xBD\xED\xB8\x80", "surrogates");
    stays("\xC3\xA9t\xC3\xA9 \xC0\x80", "an overlong NUL");
    stays("\xC3\xA9t\xC3\xA9 \x01 caf\xE9", "binary data");
}

static void on_change(void *user, const struct unbake_change *change)
{
    bool *good = user;
    *good = strcmp(change->kind, "legacy") == 0 && strcmp(change->steps, "windows-1252 was taken for UTF-8") == 0 &&
            change->margin >= 10;
}

static int drop(void *user, const char *data, size_t len)
{
    (void)user, (void)data, (void)len;
    return 0;
}

int main(void)
{
    static const char text[] = "d\xC3\xA9j\xC3\xA0 vu, caf\xE9 au lait\n";
    bool told = false;
    check_changes();
    check_stays();
    unbake *f = unbake_new(NULL, drop, &told, NULL);
    unbake_watch(f, on_change);
    unbake_feed(f, text, sizeof text - 1);
    check(told, "and is told");
    unbake_free(f);
    return check_end();
}
