/* codec.h: legacy encodings as tables.  Comes in: bytes or code points.  Goes out: the other.  Never: lets iconv(3) or
 * an ICU converter be seen outside codec.c; both are asked once per encoding, then the tables answer. */
#ifndef REPAIR_CODEC_H
#define REPAIR_CODEC_H

#include <stddef.h>
#include <stdint.h>

struct codec;
struct codecs;

/* Encodings by what the program that did the damage used. */
enum codec_name {
    CODEC_GBK,          /* Microsoft's code page 936: 0x80 is the euro sign, user zones and empty cells are private use */
    CODEC_COUNT
};

enum { CODEC_NONE = 0x10000u }; /* no character, or no bytes */

/* Codecs are read on first use and kept until codecs_free. */
struct codecs *codecs_new(void);
void codecs_free(struct codecs *codecs);
/* NULL: no memory, or neither iconv nor ICU has it. */
const struct codec *codecs_get(struct codecs *codecs, enum codec_name name);

/* The character of one byte; CODEC_NONE where the byte is a lead byte or undefined. */
uint32_t codec_of_byte(const struct codec *codec, unsigned char byte);
/* The character of a pair; CODEC_NONE where there is none. */
uint32_t codec_of_pair(const struct codec *codec, unsigned char lead, unsigned char trail);
/* The bytes of a character: 0x00BB, 0xLLTT, or CODEC_NONE. */
uint32_t codec_to_bytes(const struct codec *codec, uint32_t code_point);

#endif
