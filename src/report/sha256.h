/* sha256.h: the checksum of FIPS 180-4.  Comes in: bytes, in pieces.  Goes out: 64 hexadecimal digits, as sha256sum
 * prints them.  Never: more memory than the state. */
#ifndef REPORT_SHA256_H
#define REPORT_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_BLOCK = 64, SHA256_DIGITS = 64 };

struct sha256 {
    uint32_t state[8];
    uint64_t len;
    unsigned char block[SHA256_BLOCK];
};

void sha256_init(struct sha256 *sum);
void sha256_add(struct sha256 *sum, const char *data, size_t len);
/* Ends the sum. */
void sha256_digits(struct sha256 *sum, char digits[SHA256_DIGITS + 1]);

#endif
