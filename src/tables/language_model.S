/* language_model.S: puts language_model.bin into read-only data.  Comes in: the file made by makers/train_model.c.
 * Goes out: the symbols language_model and language_model_end, hidden.  Never: a copy, or an executable stack.
 * Model of 2026-11-23; change this line with the model, so that make sees it. */
    .section .rodata.language_model,"a"
    .hidden language_model
    .globl language_model
    .hidden language_model_end
    .globl language_model_end
    .balign 4096
language_model:
    .incbin "tables/language_model.bin"
language_model_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
