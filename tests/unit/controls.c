/* controls.c: tests of C1 controls.  Comes in: texts with controls.  Goes out: punctuation, or the same.  Never: relies
 * on another repair. */
#include "repairs.h"

int main(void)
{
    becomes("it\xC2\x92s \xC2\x93so\xC2\x94 \xC2\x96 no", "it’s “so” – no", "quotes and dash of Windows-1252");
    becomes("wait\xC2\x85 what", "wait… what", "an ellipsis inside a line");
    stays("end of line\xC2\x85", "NEL at the end of a line");
    stays("\xC2\x9B" "1;31mred\xC2\x9B" "0m", "a terminal's sequences");
    stays("\xC2\x92 and \xC2\x81", "a control that Windows-1252 does not have");
    stays("{\"\xC2\x80\", 0x80}, {'a\xC2\x92z'}", "controls that are quoted");
    stays("\x02\x01 it\xC2\x92s\x01 data", "data with controls of ASCII");
    stays("???\xC2\x80?撣??", "a byte of a page whose others were lost");
    stays("plain – “text”", "text without controls");
    return check_end();
}
