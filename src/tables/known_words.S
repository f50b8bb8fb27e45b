/* known_words.S: puts known_words.bin into read-only data.  Comes in: the file made by makers/make_known_words.c.  Goes
 * out: the symbol known_words, hidden.  Never: a copy, or an executable stack. */
    .section .rodata.known_words,"a"
    .hidden known_words
    .globl known_words
    .balign 64
known_words:
    .incbin "tables/known_words.bin"
    .section .note.GNU-stack,"",%progbits
