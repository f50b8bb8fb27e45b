/* codec.c: legacy encodings as tables. Placeholder of the first commit. */
#include "repair/codec.h"

#include <stdlib.h>

struct codecs { int none; };

struct codecs *codecs_new(void) { return calloc(1, sizeof(struct codecs)); }
void codecs_free(struct codecs *codecs) { free(codecs); }
const struct codec *codecs_get(struct codecs *codecs, enum codec_name name) { (void)codecs; (void)name; return NULL; }
uint32_t codec_of_byte(const struct codec *c, unsigned char b) { (void)c; return b; }
uint32_t codec_of_pair(const struct codec *c, unsigned char l, unsigned char t) { (void)c; (void)l; (void)t; return CODEC_NONE; }
uint32_t codec_to_bytes(const struct codec *c, uint32_t p) { (void)c; return p; }
