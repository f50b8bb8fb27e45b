/* mojibake_source.h: a line before any mistake in it is undone.  Comes in: characters.  Goes out: what the judge says of
 * each, where damage may begin, and their bytes in a chain's reader.  Never: an undoing. */
#ifndef REPAIR_MOJIBAKE_SOURCE_H
#define REPAIR_MOJIBAKE_SOURCE_H

#include "judge/judge.h"
#include "repair/chains.h"
#include "repair/mojibake_text.h"
#include "repair/mojibake_utf8.h"
#include "repair/unfold.h"

enum { SOURCE_NO_BYTES = 0xFFFF, SOURCE_WELL = 7 * JUDGE_BIT /* the mean of a text that reads well */ };

/* A line before the search; shared by all chains. */
struct source_text {
    const struct text *text;
    int16_t *cost;       /* what the judge says of each character as it stands */
    uint16_t *encoded;   /* its bytes in the chain's reader, or SOURCE_NO_BYTES */
    uint8_t *back_off;   /* the judge's context after each */
    bool *near;          /* whether it or one of the next few reads badly, so that damage may begin there */
    bool badly;          /* whether any does */
    size_t plain;        /* how many characters of ASCII it begins with */
    uint32_t *beyond;    /* where the characters are whose bytes are a question: beyond ASCII, and no lone bytes */
    size_t beyonds, cap;
    const struct codec *doubling; /* the chain's reader, where it has characters of the line twice; NULL: it has not */
    const struct spellings *spellings; /* bytes that characters may have been before they were folded; NULL: none */
};

bool source_read(struct source_text *source, const struct text *text);
/* Judges an undoing of the source, as text_judge does; where both are alike, the source's costs are known. */
void source_judge(const struct source_text *source, struct text *out);
/* Whether some character beyond ASCII reads badly; where none does, nothing is damaged. */
bool source_reads_badly(const struct source_text *source);
/* Whether several characters in a row, or a short run of them between ASCII, read badly in the mean. */
bool source_has_bad_stretch(const struct source_text *source);
/* Where the n characters begin that read worst together; 0 of a line that has no more. */
size_t source_worst(const struct source_text *source, size_t n);
/* What the judge knows of the text before character i. */
struct judge_context source_context(const struct source_text *source, size_t i);
/* Encodes one character, and returns its bytes. */
unsigned source_encode_at(struct source_text *source, const struct encoder *encoder, size_t i);
/* Whether the reader writes the same bytes as the one that the source is encoded for. */
bool source_is_encoded(const struct source_text *source, const struct encoder *encoder);
/* False: nothing in the line can be encoded that could be damage. */
bool source_encode(struct source_text *source, const struct encoder *encoder);
/* Whether the text has controls of ISO-8859-1 and characters of windows-1252 for bytes of the same range: one program
 * hardly wrote both. */
bool source_mixes_latin(const struct source_text *source);
/* Whether some letters of the line are two bytes each, and most are one. */
bool source_is_lenient(const struct source_text *source);
void source_free(struct source_text *source);

#endif
