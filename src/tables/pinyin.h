/* pinyin.h: how Chinese characters are read in Mandarin.  Comes in: characters and pinyin as UTF-8.  Goes out:
 * syllables, tones, and whether a character has that reading.  Never: tells ü from u, nor letter case. */
#ifndef TABLES_PINYIN_H
#define TABLES_PINYIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PINYIN_LETTERS_MAX = 6, /* zhuang */
    PINYIN_NONE = 0xFFFF,   /* no such syllable */
    PINYIN_TONE_SHIFT = 9   /* in the table's entries the tones stand above the syllable */
};

/* The length in bytes of the longest pinyin syllable at text, its tone mark included; 0 and PINYIN_NONE when there is
 * none.  What follows it is the caller's to judge. */
size_t pinyin_parse(const char *text, size_t n, uint16_t *syllable);

/* The tone that the marks of a syllable tell, 1 to 4; 0 where there is no mark. */
int pinyin_tone(const char *text, size_t len);

/* Whether han, traditional or simplified, has the syllable as one of its readings, in whatever tone. */
bool pinyin_has(uint32_t han, uint16_t syllable);

/* The same with the tone that modern dictionaries give; 0 for any. */
bool pinyin_has_tone(uint32_t han, uint16_t syllable, int tone);

/* The reading that Unihan names first: of common characters the most frequent (kHanyuPinlu), else the first of
 * kHanyuPinyin.  PINYIN_NONE where none is known. */
uint16_t pinyin_usual(uint32_t han);

/* pinyin_has for a reading as it is written: one syllable, with an r of erhua or without, and nothing else. */
bool pinyin_reads(uint32_t han, const char *reading, size_t len);

/* The length in bytes of one letter with its marks, and the letter without them (ü and v as u); 0 if it is none. */
size_t pinyin_letter(const char *text, size_t n, char *letter);

#endif
