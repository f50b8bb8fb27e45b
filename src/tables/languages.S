/* languages.S: puts languages.bin into read-only data.  Comes in: the file made by makers/make_languages.c.  Goes
 * out: the symbol languages_table, hidden.  Never: a copy, or an executable stack. */
    .section .rodata.languages,"a"
    .hidden languages_table
    .globl languages_table
    .balign 64
languages_table:
    .incbin "tables/languages.bin"
    .section .note.GNU-stack,"",%progbits
