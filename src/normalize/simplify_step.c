/* simplify_step.c: the short way of simplifying, on any machine.  Comes in: characters of three bytes.  Goes out: their
 * copy, simplified as far as no word decides.  Never: reads behind the text it is given. */
#include "normalize/simplify_step.h"

#include "tables/characters.h"

/* The entry of han_main for a character, or one that asks for more thought. */
static uint32_t change_of(uint32_t four, bool regional, bool *sign)
{
    const uint32_t more = 1u << HAN_MAIN_ASK;
    uint32_t c = decode_three(four), main = c - HAN_MAIN_BEGIN;
    if (!is_three(four))
        return more;
    if (main >= HAN_MAIN_END - HAN_MAIN_BEGIN) {
        *sign = is_common_sign(c);
        return *sign ? 0 : more;
    }
    return regional && (character_flags(c) & CHARACTER_REGIONAL) ? more : han_main[main];
}

struct simplify_step simplify_step_portable(const char *from, size_t n, char *to, bool regional)
{
    struct simplify_step step = {0};
    for (uint32_t bit = 1; step.count < STEP && n >= 3; bit <<= 1, from += 3, to += 3, n -= 3) {
        bool sign = false;
        uint32_t three = load_three(from), change = change_of(three, regional, &sign);
        if (change >> HAN_MAIN_ASK)
            break;
        store_three(to, three ^ change);
        step.count++;
        bool changes = change >> HAN_MAIN_CHANGES & 1;
        step.signs = (uint8_t)(step.signs + sign);
        step.simplified = (uint8_t)(step.simplified + (change >> HAN_MAIN_SIMPLIFIED & 1));
        step.traditional = (uint8_t)(step.traditional + changes);
        step.changed |= changes ? bit : 0;
    }
    return step;
}

simplify_stepper *simplify_choose_stepper(void)
{
#ifdef STEP_AVX2
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt"))
        return simplify_step_avx2;
#endif
    return simplify_step_portable;
}
