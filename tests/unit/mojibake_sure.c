/* mojibake_sure.c: lines that need no judge, and lines that do.  Comes in: nothing.  Goes out: ok or not ok per line.
 * Never: a line of which two readings could be meant among the first kind. */
#include "check.h"
#include "repair/mojibake_sure.h"

/* What a line is undone to; NULL: that is not sure. */
static const char *const lines[][3] = {
    {"a letter in a word", "der schÃ¶ne Tag", "der schöne Tag"},
    {"a letter behind a capital", "BÃ¶rse", "Börse"},
    {"a letter of Latin Extended-A", "stwÃ³rz wersjÄ™", "stwórz wersję"},
    {"sharp s", "die StraÃŸe", "die Straße"},
    {"a capital that is a word", "Ãˆ vero", "È vero"},
    {"a capital among capitals", "LE PÃ‰RIMÃˆTRE", "LE PÉRIMÈTRE"},
    {"a quotation mark", "Itâ€™s late", "It’s late"},
    {"an arrow", "Menu â†’ Open", "Menu → Open"},
    {"one emoji", "fine ðŸ˜€", "fine 😀"},
    {"quotation marks of German", "Â»%sÂ« fehlt", "»%s« fehlt"},
    {"a capital of German", "Ãœberlauf", "Überlauf"},
    {"a letter at the end of a word", "PrzejdÅº", "Przejdź"},
    {"another script", "ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет"},
    {"controls", "d\xC3\x83\xC2\xA9\x6A\xC3\x83\xC2\xA0, \xC3\x83\xC2\x89tat", "déjà, État"},
    {"Russian in windows-1251", "РџСЂРёРІРµС‚, РјРёСЂ", "Привет, мир"},
    {"German in Mac Roman", "die gr√∂√üten L√§nder", "die größten Länder"},
    {"a damaged word between quotation marks", "'mÃ¼de'", "'müde'"},
    {"ASCII", "nothing", NULL},
    {"the end of a word of capitals", "MAÃ‡Ã», MAÇÃ»", NULL},
    {"a letter between quotation marks", "«Â»", NULL},
    {"a name with a tilde", "NÃO", NULL},
    {"a clean letter beside a damaged one", "é, Ã©", NULL},
    {"a character that the page has not", "Ã©tÃ© Ж", NULL},
    {"what a program looks for", "Ã©|Ã¨|Ã¶", NULL},
    {"letters in the order of their numbers", "Ã¤Ã¥Ã¦Ã§", NULL},
    {"bytes in hexadecimal", "64 C3 A9 6A C3 A0 20 21 dÃ©jÃ ", NULL},
    {"bytes as source text spells them", "\\xC3\\xA9 is Ã©", NULL},
    {"letters that ISO-8859-15 has elsewhere", "Trefnu'r yn ÃŽl y", NULL},
    {"controls beside signs", "\xC3\x83\xC2\x89tÃ©, lâ€™Å“uvre, \xC3\xA2\xC2\x80\xC2\x93", NULL},
    {"a byte order mark", "ï»¿Ã©tÃ©, Ã©tÃ©", NULL},
    {"half of a character", "Ã©tÃ© â‚", NULL},
    {"drawings", "▌│█║▌║▌║", NULL},
    {"no UTF-8", "Ã©tÃ© \xFF", NULL},
};

int main(void)
{
    struct codecs *codecs = codecs_new();
    struct sure sure = {0};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct bytes line = {0};
        bytes_append(&line, lines[i][1], strlen(lines[i][1]));
        check(sure_undo(codecs, &line, &sure), "there is memory");
        if (sure.n == 1)
            check_text(sure.text[0].data, sure.text[0].len, lines[i][2] ? lines[i][2] : "unsure", lines[i][0]);
        else
            check(!lines[i][2], lines[i][0]);
        bytes_free(&line);
    }
    sure_free(&sure);
    codecs_free(codecs);
    return check_end();
}
