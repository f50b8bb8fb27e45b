/* slip_path.h: a path of the search that undoes byte slip.  Comes in: a path and the bytes that it reads next.  Goes
 * out: the paths that it becomes, with what they cost.  Never: a choice among paths.
 *
 * A path is one way to read the tokens so far as GBK bytes.  It carries the lead byte that still waits for its trail,
 * the last bytes (a gloss stands behind the two bytes that its program took for a character), the last characters (for
 * the judge), and what it cost. */
#ifndef REPAIR_SLIP_PATH_H
#define REPAIR_SLIP_PATH_H

#include "judge/judge.h"
#include "repair/slip_search.h"

enum {
    PATHS = 64,          /* kept for each token */
    GROWN = 8192,        /* grown from one token before the best are kept; more are not tried */
    PART = 512,          /* tokens in one part: slips resynchronise within dozens of characters */
    SAYS = 2,            /* characters that one token can complete */
    NODES = PATHS * PART * SAYS,
    UNKNOWN_PATHS = 24,  /* paths for which all values of an unknown byte are tried */
    EATERS = 4,          /* paths for which the eaten byte is looked for */
    BOTH_UNKNOWN_WORK = 4096, /* what it costs to try all characters of one reading, in characters judged */
    WORK_LINE = 1 << 11,    /* characters judged for one line */
    WORK_TOKEN = 512,       /* and for each token; half loses damaged lines, four times as much saves none */
    WORK_MAX = 1 << 17,     /* and in all */
    RIDDLED_AHEAD = 24,     /* tokens looked at before a search begins */
    QUESTIONS = 4,          /* more than these, and a third of a part: each mark is a character that was lost */

    /* Prices, in the judge's unit: the odds of a mistake against an ordinary character.  Chosen so that questions stay
     * questions; where a gloss stands behind the mark, it is hardly ever one. */
    AHEAD = 70 * JUDGE_BIT,      /* a path this much worse than the best is dropped */
    SLIP = 22 * JUDGE_BIT,       /* a question mark is a byte that begins a slip */
    RESYNC = 8 * JUDGE_BIT,      /* a question mark is the byte that ends it */
    GLOSSED = 2 * JUDGE_BIT,     /* either, when a gloss tells which byte */
    GLOSS = 2 * JUDGE_BIT,       /* a gloss was inserted */
    SYMBOL = 8 * JUDGE_BIT,      /* the lost byte is half of a symbol: the programs cut before those, not inside */
    MARGIN_UNTOLD = 1 * JUDGE_BIT, /* what a part without a gloss must read better than the next reading */
    WORD = 24 * JUDGE_BIT,       /* what the rarest known word of three characters costs: one in 16 million */
    EATEN = 2 * JUDGE_BIT,       /* that byte ate one of ASCII */
    NOTHING_EATEN = 20 * JUDGE_BIT, /* or nothing, though nothing told the program to cut there: no decoder does that */
    NO_PAIR = 12 * JUDGE_BIT,    /* a question mark inside a slip is two bytes that make no character */
    FOLD = 4 * JUDGE_BIT,        /* ASCII was a fullwidth form */
    WRONG_SCRIPT = 8 * JUDGE_BIT, /* a simplified form in a traditional line, or the reverse */

    /* A program has one reading for each character of its table, mostly the usual one, and glosses the character
     * wherever it stands whole. */
    OTHER_TONE = 8 * JUDGE_BIT,   /* no modern dictionary has the reading in that tone */
    UNUSUAL = 2 * JUDGE_BIT,      /* it is not the first reading */
    GLOSSED_ANEW = 2 * JUDGE_BIT, /* nowhere else in the line */
    BARE_BEFORE = 6 * JUDGE_BIT,  /* elsewhere it stands without */
    LEFT_BARE = 6 * JUDGE_BIT,    /* elsewhere it stands with a gloss, here without */
    NOT_READ = -1,

    NONE = -1, /* no byte */
    ANY = 256, /* a byte that is not known */
    FULLWIDTH_QUESTION = 0xA3BF,
    ZONES_END = 0xE765, /* the last private-use character of the zones that GBK leaves to its users */
    EURO = 0x80, /* page 936 has the euro sign there, other decoders nothing */
    ROOT = -1
};

/* What a path says is a code point, or a token of the line as it stands. */
#define AS_IS 0x80000000u

struct path {
    int64_t cost;
    int64_t margin; /* by how little its closest rival lost */
    int32_t node;   /* its last word in node[], ROOT for none */
    uint32_t before2, before;
    int16_t cost2, cost1; /* what these two cost */
    uint32_t said[SAYS]; /* by the last token; 0 for nothing */
    int16_t waiting;     /* the lead byte that waits: NONE, a value, or ANY */
    int16_t last2, last; /* the last bytes: NONE, a value, or ANY */
    int16_t beside;      /* the byte that waits for any value makes no character with this one: NONE, or a value */
    bool slipped;        /* took some question mark for a byte */
};

struct node {
    int32_t parent;
    uint32_t said;
};

struct slip_search {
    const struct codec *gbk, *big5;
    const char *line;
    int script; /* of the line: above 0 traditional, below 0 simplified */
    const struct slip_token *tokens;
    size_t n, at; /* the token that paths now read */
    const struct gloss_notes *notes;
    int64_t margin_needed;
    int64_t work;
    bool lonely[256]; /* lead bytes that make no character with some other lead byte */
    size_t paths, grown, nodes;
    struct path path[PATHS];
    struct path grow[GROWN];
    struct node node[NODES];
};

/* Above 0 for a form that only traditional text has, below 0 for one that only simplified text has: GB 2312 has the
 * one not, Big5 not the other. */
int slip_script_of(const struct slip_search *s, uint32_t c, uint32_t gbk);

/* Fills in s->lonely, once. */
void slip_find_lonely(struct slip_search *s);

/* A copy of the path that goes on; NULL when there is no room. */
struct path *slip_grow(struct slip_search *s, const struct path *from, int64_t price);

void slip_shift(struct path *path, int byte);

bool slip_is_lead(int byte);

/* What it costs that the program glossed these two bytes so; NOT_READ when the character has no such reading. */
int64_t slip_gloss_price(const struct slip_search *s, int lead, int trail, const struct slip_token *gloss);

/* Whether the byte may come after the one that it makes no character with, if there is one. */
bool slip_may_stand_beside(const struct slip_search *s, int first, int second);

/* The path's waiting lead byte gets its trail. */
struct path *slip_complete(struct slip_search *s, const struct path *from, int lead, int trail, int64_t price);

/* After a completed character, the second byte of a token: it waits for its trail, or is ASCII. */
void slip_follow(struct slip_search *s, struct path *path, int byte);

/* A waiting path takes the token's first byte as its trail; then comes the second, if there is one. */
void slip_take_waiting(struct slip_search *s, const struct path *from, int first, int second, int64_t price);

/* The token stays as it is. */
void slip_keep_token(struct slip_search *s, const struct path *from, size_t i);

/* Puts into s->grow every path that goes on from this one with tokens[i]. */
void slip_take_token(struct slip_search *s, const struct path *from, size_t i, bool may_guess);

#endif
