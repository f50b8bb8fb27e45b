/* spot_suspects.c: the one look at every line.  Comes in: bytes.  Goes out: how much of them needs nothing, and a mask
 * of what the next line might need.  Never: changes anything, or asks the judge; a clean line costs one table lookup
 * for each character that is not ASCII. */
#include "stream/spot_suspects.h"

#include "stream/spot_gist.h"
#include "stream/spot_rules.h"

/* Letters of Latin-1 and Latin Extended-A (lead bytes C3 to C5) that stand alone or in pairs between ASCII mean nothing
 * to any rule but that of languages and that of CAPITAL_A_TILDE, as long as they are of these kinds and the form leaves
 * them alone. */
enum { FIRST_PLAIN = 0xC0, LAST_PLAIN = 0x17F };

static bool is_latin_plain(unsigned form_flag)
{
    for (uint32_t c = FIRST_PLAIN; c <= LAST_PLAIN; c++) {
        unsigned flags = character_flags(c);
        enum character_kind kind = character_kind(flags);
        bool latin = kind == KIND_STRANGE || (kind >= KIND_VIETNAMESE && kind <= KIND_ESZETT);
        if (!latin || (flags & (form_flag | CHARACTER_TRADITIONAL)))
            return false;
    }
    return true;
}

/* Characters that the rules let pass beside each other, with what they add to the counts of the line and to its mask. */
static uint64_t gist_of(unsigned flags, unsigned form_flag)
{
    enum character_kind kind = character_kind(flags);
    if (kind == KIND_ASCII)
        return 0; /* fills up a step */
    if (kind < KIND_OTHER_SCRIPT || kind == KIND_RARE)
        return gist_one(GIST_OTHER);
    return (uint64_t)(character_familiar(flags) + FAMILIAR_MOST) << GIST_FAMILIAR |
           (uint64_t)(character_beside_kana(flags) + FAMILIAR_MOST) << GIST_BESIDE_KANA | gist_side(kind) |
           (kind == KIND_KANA ? gist_one(GIST_KANA) : 0) | (flags & form_flag ? gist_one(GIST_NORMALIZE) : 0) |
           (flags & CHARACTER_TRADITIONAL ? gist_one(GIST_SIMPLIFY) : 0);
}

/* What each character tells by itself. */
enum { BY_FLAGS = SUSPECT_INVALID | SUSPECT_NORMALIZE | SUSPECT_SIMPLIFY };

static void choose_scan(struct spotter *spotter)
{
    if (!(spotter->suspects & ~(unsigned)BY_FLAGS)) {
        spotter->scan = spot_scan_flags;
        spot_flags_init(spotter);
        return;
    }
    spotter->scan = spot_scan_portable;
#ifdef SPOT_AVX2
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt"))
        spotter->scan = spot_scan_avx2;
#endif
}

void spot_init(struct spotter *spotter, unsigned suspects, unsigned form_flag, char record_end)
{
    spotter->suspects = suspects | SUSPECT_INVALID;
    spotter->form_flag = form_flag;
    spotter->record_end = record_end;
    spotter->plain_latin = is_latin_plain(form_flag);
    for (unsigned i = 0; i < characters_sets_count; i++)
        spotter->gist[i] = gist_of(characters_sets[i], form_flag);
    choose_scan(spotter);
}

struct findings spot_records(const struct spotter *spotter, const char *data, size_t n)
{
    struct findings findings = {0};
    struct run run;
    begin_line(&run);
    spotter->scan(spotter, data, n, (unsigned char)spotter->record_end, &findings, &run);
    return findings;
}

unsigned spot_suspects(const struct spotter *spotter, const char *text, size_t n)
{
    struct findings findings = {0};
    struct run run;
    begin_line(&run);
    spotter->scan(spotter, text, n, NO_END, &findings, &run);
    spot_run_end(&run, '\n');
    spot_line_end(&run);
    return run.mask & spotter->suspects;
}
