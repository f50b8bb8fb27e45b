/* spot_suspects.h: the one look at every line.  Comes in: bytes.  Goes out: how much of them needs nothing, and a mask
 * of what the next line might need.  Never: changes anything, or asks the judge. */
#ifndef STREAM_SPOT_SUSPECTS_H
#define STREAM_SPOT_SUSPECTS_H

#include <stdbool.h>

#include "base/line.h"
#include "tables/characters.h"

/* What a look found: whole records that need nothing, and after them one that may need something. */
struct findings {
    size_t clean;     /* length of the former */
    uint64_t records; /* and how many they are */
    size_t suspect;   /* length of the latter with its end; 0: data ends before the next record does */
    unsigned mask;    /* of the latter */
};

struct run;
struct spotter;

/* Walks through text[0..n), up to the first record that needs something; record_end is a byte, or NO_END when text is
 * one record.  The run holds what is known of the record that goes on at the end of text. */
typedef void spot_scan(const struct spotter *spotter, const char *text, size_t n, int record_end,
                       struct findings *findings, struct run *run);

/* Characters with any of these flags: where they may begin, by the low nibble of a lead byte; a bit for each of the high
 * nibbles C to F. */
struct flagged {
    unsigned flags;
    unsigned char leads[16];
};

/* How far text[from..n), which begins a character, is UTF-8 without flagged characters: at the beginning of a character
 * that may end it, or before. */
typedef size_t spot_pass(const struct flagged *flagged, const char *text, size_t from, size_t n);

/* What the chosen options can act on, and how to look for it. */
struct spotter {
    unsigned suspects;  /* bits of enum suspect */
    unsigned form_flag; /* the character flag of the wanted normalization form, or 0 */
    char record_end;
    bool plain_latin;   /* Latin letters between ASCII need nothing */
    spot_scan *scan;
    spot_pass *pass;    /* for spot_scan_flags */
    struct flagged flagged;
    struct flagged formed; /* of them, those that the form asks for, where others may be known already */
    uint64_t gist[CHARACTERS_SETS_MAX]; /* by number of the set of flags: what one more character means to a run */
};

enum { NO_END = -1 };

void spot_init(struct spotter *spotter, unsigned suspects, unsigned form_flag, char record_end);

/* The suspects of text[0..n), which has no record end; SUSPECT_INVALID is always told. */
unsigned spot_suspects(const struct spotter *spotter, const char *text, size_t n);

/* Looks through data[0..n) up to the first record that needs something, or that is not whole. */
struct findings spot_records(const struct spotter *spotter, const char *data, size_t n);

/* Where flags of single characters are all that is asked for. */
spot_scan spot_scan_flags;
void spot_flags_init(struct spotter *spotter);
spot_pass spot_pass_portable;

/* The ways to look at all: the same answers, at the speed of the machine.  A test compares them. */
spot_scan spot_scan_portable;
#if defined __x86_64__ && defined __GNUC__
#define SPOT_AVX2
spot_scan spot_scan_avx2;
spot_pass spot_pass_avx2;
#endif

#endif
