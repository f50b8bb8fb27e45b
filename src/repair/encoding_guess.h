/* encoding_guess.h: which encoding bytes are in.  Comes in: the beginning of a text, or any part of it that begins with
 * a character.  Goes out: a name that iconv(3) knows, or NULL.  Never: a guess where two encodings read equally well. */
#ifndef REPAIR_ENCODING_GUESS_H
#define REPAIR_ENCODING_GUESS_H

#include <stddef.h>

/* More of a text is not looked at: what so much does not tell, more would not. */
enum { GUESS_BYTES = 16 * 1024 };

const char *encoding_guess(const char *text, size_t len);

#endif
