/* converter.h: what a converter of the system makes of bytes.  Comes in: the names of an encoding, and bytes or a
 * character.  Goes out: the other.  Never: a converter left open after converter_close. */
#ifndef REPAIR_CONVERTER_H
#define REPAIR_CONVERTER_H

#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <unicode/ucnv.h>

/* Either a pair of descriptors of iconv(3) is open or a converter of ICU. */
struct converter {
    iconv_t to, from;
    UConverter *icu;
    bool no_memory;
};

/* False: neither iconv nor ICU has it, or no_memory. */
bool converter_open(struct converter *converter, const char *iconv_name, const char *icu_name, bool icu_first);
void converter_close(struct converter *converter);

/* The character that one byte stands for, or CODEC_NONE. */
uint32_t converter_character(const struct converter *converter, unsigned char byte);

/* Those of the pairs that begin with a byte, in the order of their second bytes from CODEC_TRAIL_FIRST on. */
void converter_pairs(const struct converter *converter, unsigned char lead, uint32_t *c);

/* The bytes that a program would write for a character which the table holds twice; 0 when it cannot tell. */
uint16_t converter_bytes(const struct converter *converter, uint32_t c);

#endif
