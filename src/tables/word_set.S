/* word_set.S: puts word_set.bin into read-only data.  Comes in: the file made by makers/make_word_set.c.  Goes out: the
 * symbol word_set, hidden.  Never: a copy, or an executable stack. */
    .section .rodata.word_set,"a"
    .hidden word_set
    .globl word_set
    .balign 64
word_set:
    .incbin "tables/word_set.bin"
    .section .note.GNU-stack,"",%progbits
