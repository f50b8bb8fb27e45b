/* gloss.c: which glosses did a program insert?  Comes in: the tokens of a line.  Goes out: the mark `inserted` on the
 * glosses that are damage.  Never: marks a writer's own gloss on a rare character or an unusual reading, or the lines
 * of a pinyin lesson. */
#include <stdlib.h>
#include <string.h>

#include "repair/slip_tokens.h"
#include "tables/characters.h"
#include "tables/han_simplified.h"
#include "tables/pinyin.h"

/* Signs for and against, counted in points; a gloss goes at GLOSS_NEEDS.  A writer glosses what readers might not know:
 * a rare character, or a reading that is not the usual one.  A program glosses what its table holds, and does so all
 * over the page. */
enum {
    GLOSS_NEEDS = 2,
    GLOSS_ACROSS = 4,     /* it stands where no writer would put it */
    COMMON_CHARACTER = 1,
    USUAL_READING = 1,
    TRADITIONAL_FORM = 1, /* the tables of these programs hold traditional forms mostly */
    OTHERS_MAX = 3,       /* one point for each further gloss of the line, up to this */
    RARE_CHARACTER = -5,
    NO_TONE_MARK = -1,
    ENTRY = -3,           /* the line is an entry of a dictionary: 好(hǎo) good */
    BARE_ELSEWHERE = -2,  /* a program's replace() glosses a character wherever it stands */
    REPEATED = 9,         /* no writer gives a reading twice: 國(guo)(guo) */
    TWO_READINGS = -9,    /* and always with the same reading: 仇(qiú) and 仇(chóu) are a writer's */
    ABOUT_READING = -3    /* the line speaks of how characters are read */
};

/* Words of lines that speak of readings. */
static const char *const reading_words[] = {"读作", "讀作", "误读", "誤讀", "读音", "讀音", "念作", "拼音", "注音", "多音字",
                                            "生词", "生詞"};

static bool speaks_of_reading(const char *text, size_t n)
{
    for (size_t i = 0; i < sizeof reading_words / sizeof *reading_words; i++)
        if (memmem(text, n, reading_words[i], strlen(reading_words[i])))
            return true;
    return false;
}

/* Particles that are read without a tone: no mark is missing. */
static bool is_toneless(uint32_t han)
{
    static const uint32_t particles[] = {0x7684, 0x4E86, 0x7740, 0x5730, 0x5F97, 0x5B50, 0x5011, 0x4EEC, 0x9EBC,
                                         0x4E48, 0x55CE, 0x5417, 0x5462, 0x5427, 0x554A, 0x561B, 0x5566};
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
        if (particles[i] == han)
            return true;
    return false;
}

/* The character before tokens[i], 0 if it is no Han. */
static uint32_t glossed(const struct slip_token *tokens, size_t i)
{
    return i && tokens[i - 1].kind == SLIP_PAIR && slip_is_han(tokens[i - 1].character) ? tokens[i - 1].character : 0;
}

bool slip_gloss_fits(const struct slip_token *tokens, size_t i)
{
    uint32_t han = glossed(tokens, i);
    return tokens[i].kind == SLIP_GLOSS && han && pinyin_has(han, tokens[i].syllable);
}

/* The program took the second byte of a character and a letter for one: 溧l(xiāng)i, where E0 6C is 鄉. */
static bool fits_across(const struct codec *gbk, const struct slip_token *tokens, size_t i)
{
    if (i < 2 || tokens[i].kind != SLIP_GLOSS || tokens[i - 1].kind != SLIP_BYTE || tokens[i - 2].kind != SLIP_PAIR)
        return false;
    uint32_t c = codec_of_pair(gbk, (unsigned char)tokens[i - 2].bytes, (unsigned char)tokens[i - 1].bytes);
    return c != CODEC_NONE && pinyin_has(c, tokens[i].syllable);
}

/* GB 2312 has the 3,755 common characters in its first level, B0A1 to D7F9.  Of the traditional forms, which it lacks,
 * those count that become one of them, or that ordinary text uses. */
static bool in_first_level(uint32_t bytes)
{
    return bytes >= 0xB0A1 && bytes <= 0xD7F9 && (bytes & 0xFF) >= 0xA1;
}

static bool is_common(const struct codec *gbk, const struct slip_token *han)
{
    unsigned flags = character_flags(han->character);
    if (in_first_level(han->bytes) || ((flags & CHARACTER_TRADITIONAL) && (flags & CHARACTER_COMMON_HAN)))
        return true;
    const struct han_entry *entry = han_entry(han->character);
    return entry && entry->kind == HAN_TRADITIONAL && in_first_level(codec_to_bytes(gbk, entry->to));
}

enum { LESSON_GLOSSES = 4 };

/* In a lesson every character, or nearly, carries its reading; in an inserted page some do.  The exercise may begin
 * within the line: `span` is the Han from its first glossed character to its last.  No lesson has lost brackets. */
static bool is_lesson(size_t han, size_t span, size_t glosses)
{
    return (han >= 2 && glosses == han) || (glosses >= LESSON_GLOSSES && glosses * 5 > span * 4);
}

static bool is_entry(const struct slip_token *tokens, size_t n, size_t i)
{
    return i == 1 && (n == 2 || tokens[2].kind != SLIP_PAIR);
}

/* How a character of the line stands elsewhere in it. */
enum { BARE = 1, GLOSSED = 2, READ_TWICE = 4 };

struct gloss_notes {
    uint8_t how[0x10000];
    uint16_t syllable[0x10000];
};

struct gloss_notes *gloss_notes_new(void)
{
    return calloc(1, sizeof(struct gloss_notes));
}

void gloss_notes_free(struct gloss_notes *notes)
{
    free(notes);
}

void gloss_notes_take(struct gloss_notes *notes, const struct slip_token *tokens, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t c = tokens[i].character;
        if (tokens[i].kind != SLIP_PAIR)
            continue;
        if (i + 1 == n || !slip_gloss_fits(tokens, i + 1)) {
            notes->how[c] |= BARE;
            continue;
        }
        bool other = (notes->how[c] & GLOSSED) && notes->syllable[c] != tokens[i + 1].syllable;
        notes->how[c] |= other ? GLOSSED | READ_TWICE : GLOSSED;
        notes->syllable[c] = tokens[i + 1].syllable;
    }
}

bool gloss_notes_glossed(const struct gloss_notes *notes, uint32_t han)
{
    return han < 0x10000 && (notes->how[han] & GLOSSED);
}

bool gloss_notes_bare(const struct gloss_notes *notes, uint32_t han)
{
    return han < 0x10000 && (notes->how[han] & BARE);
}

void gloss_notes_forget(struct gloss_notes *notes, const struct slip_token *tokens, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (tokens[i].kind == SLIP_PAIR)
            notes->how[tokens[i].character] = 0;
}

/* What the line has of glosses. */
struct tally {
    size_t han, span, all;
    int common[2], rare; /* fitting glosses on common characters, without and with tone marks, and on rare ones */
    int slips;
    bool about_reading;
};

static struct tally count(const struct codec *gbk, const struct slip_token *tokens, size_t n)
{
    struct tally tally = {0};
    size_t first = 0;
    for (size_t i = 0; i < n; i++) {
        tally.han += slip_is_han(tokens[i].character);
        tally.slips += tokens[i].kind == SLIP_UNKNOWN_GLOSS;
        if (!slip_gloss_fits(tokens, i))
            continue;
        first = tally.all++ ? first : tally.han - 1;
        tally.span = tally.han - first;
        if (is_common(gbk, &tokens[i - 1]))
            tally.common[tokens[i].marked]++;
        else
            tally.rare++;
    }
    return tally;
}

/* Signs that other glosses of the line give: a writer who glosses a rare character may gloss its neighbour too. */
static int others(const struct tally *tally, const struct slip_token *gloss)
{
    int sum = tally->common[gloss->marked] - 1 - tally->rare + (gloss->marked ? tally->slips : 0);
    return sum < 0 ? 0 : sum > OTHERS_MAX ? OTHERS_MAX : sum;
}

static int points(const struct codec *gbk, const struct gloss_notes *notes, const struct slip_token *tokens, size_t n,
                  size_t i, const struct tally *tally)
{
    uint32_t han = glossed(tokens, i);
    int company = others(tally, &tokens[i]);
    int sum = company + (is_common(gbk, &tokens[i - 1]) ? COMMON_CHARACTER : RARE_CHARACTER);
    if (pinyin_usual(han) == tokens[i].syllable)
        sum += USUAL_READING;
    if (character_flags(han) & CHARACTER_TRADITIONAL)
        sum += TRADITIONAL_FORM;
    if (tokens[i].repeated)
        sum += REPEATED;
    if (!tokens[i].marked)
        sum += NO_TONE_MARK;
    if (!company && is_entry(tokens, n, i))
        sum += ENTRY;
    if (notes->how[han] & BARE)
        sum += BARE_ELSEWHERE;
    if (notes->how[han] & READ_TWICE)
        sum += TWO_READINGS;
    if (tally->about_reading)
        sum += ABOUT_READING;
    return sum;
}

static void mark(struct slip_token *gloss, int points)
{
    gloss->inserted = points >= GLOSS_NEEDS;
    gloss->points = points > 0 ? (uint8_t)points : 0;
}

void slip_mark_glosses(const struct gloss_notes *notes, const struct codec *gbk, const char *text, size_t len,
                       struct slip_token *tokens, size_t n)
{
    for (size_t i = 1; i < n; i++)
        tokens[i].marked |= tokens[i].kind == SLIP_GLOSS && is_toneless(glossed(tokens, i));
    struct tally tally = count(gbk, tokens, n);
    bool lesson = tally.slips == 0 && is_lesson(tally.han, tally.span, tally.all);
    tally.about_reading = tally.all && speaks_of_reading(text, len);
    for (size_t i = 1; i < n; i++)
        if (fits_across(gbk, tokens, i))
            mark(&tokens[i], GLOSS_ACROSS);
        else if (!lesson && slip_gloss_fits(tokens, i))
            mark(&tokens[i], points(gbk, notes, tokens, n, i, &tally));
}
