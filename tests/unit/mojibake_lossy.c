/* mojibake_lossy.c: damage that lost bytes, and question marks that ask.  Comes in: nothing.  Goes out: ok or not ok
 * per line.  Never: fewer lines that must stay than lines that must change. */
#include <stdlib.h>

#include "check.h"
#include "unbake.h"

static enum unbake_level level = UNBAKE_NORMAL;
static unsigned lost;

static void on_change(void *user, const struct unbake_change *change)
{
    (void)user;
    lost += change->lost;
}

static int keep(void *user, const char *data, size_t len)
{
    char *out = user;
    strncat(out, data, len);
    return 0;
}

static void filtered(const char *was, const char *want, const char *name)
{
    struct unbake_options options;
    char out[4096] = "";
    unbake_options_init(&options);
    options.level = level;
    options.form = UNBAKE_FORM_NONE;
    unbake *filter = unbake_new(&options, keep, out, NULL);
    lost = 0;
    unbake_watch(filter, on_change);
    unbake_feed(filter, was, strlen(was));
    unbake_finish(filter);
    unbake_free(filter);
    check_text(out, strlen(out), want, name);
}

/* Damaged by the decoders of Microsoft, of Python and of browsers. */
static const char *const changes[][3] = {
    {"as GBK by Microsoft", "璇疯緭鍏ユ偍鐨勭敤鎴峰悕鍜屽瘑鐮侊紝鐒跺悗鐐瑰嚮鐧诲綍鎸夐挳銆?濡傛灉蹇樿浜嗗瘑鐮?", "请输入您的用户名和密码，然后点击登录按钮。 如果忘记了密码"},
    {"as GBK by Microsoft", "瑭茶粺楂旀彁渚涜ū澶氬鐢ㄧ殑鍔熻兘銆?", "該軟體提供許多實用的功能。"},
    {"as GBK by Microsoft", "浼氳灏嗗湪鏄庡ぉ涓婂崍涓捐銆?", "会议将在明天上午举行。"},
    {"as GBK by a strict reader", "浼氳��灏嗗湪鏄庡ぉ涓婂崍涓捐�岋紝璇峰ぇ瀹跺噯鏃跺弬鍔犮��", "会议将在明天上午举行，请大家准时参加。"},
    {"as GBK by a strict reader", "鏂囦欢涓嶅瓨鍦� 鎴栬�呮病鏈夋潈闄�", "文件不存在 或者没有权限"},
    {"as GBK by Microsoft", "銇撱伄銉曘偂銈ゃ儷銇瓨鍦ㄣ仐銇俱仜銈撱€?", "このファイルは存在しません。"},
    {"as Korean", "�뜲�씠�꽣瑜� ����옣�븯怨� �봽濡쒓렇�옩�쓣 醫낅즺�빀�땲�떎.", "데이터를 저장하고 프로그램을 종료합니다."},
    {"as Korean", "�뙆�씪�쓣 李얠쓣 �닔 �뾾�뒿�땲�떎", "파일을 찾을 수 없습니다"},
    {"as Korean by Microsoft, marks side by side left", "?섎굹?????대? ?앸궪 ?? ?ㅼ떆 ?쒖옉?섎뒗 以????좎뿉 洹몃쭔?먭린", "하나?????대? 끝낼 ?? 다시 시작하는 以????좎뿉 그만?먭린"},
    {"as Shift_JIS", "繝輔ぃ繧､繝ｫ繧剃ｿ晏ｭ倥＠縺ｦ縺上□縺輔＞縲�", "ファイルを保存してください。"},
    {"as Shift_JIS by Microsoft", "險ｭ螳壹ｒ螟画峩縺励∪縺励◆縲・", "設定を変更しました。"},
    {"as windows-1252", "æ•°æ�®åº“è¿žæŽ¥å¤±è´¥ï¼Œè¯·æ£€æŸ¥ç½‘ç»œè®¾ç½®", "数据库连接失败，请检查网络设置"},
    {"controls deleted", "ç¨‹åºè¿è¡Œæ—¶éœ€è¦è¯»å–è¿™ä¸ªé…ç½®æ–‡ä»¶", "程序运行时需要读取这个配置文件"},
    {"the end of a quote, its beginning whole", "Deletado â€œ%(object)s.â€?", "Deletado “%(object)s.”"},
    {"the end of a low quote", "Uwaga: â€žuniqâ€� nie wykrywa powtÃ³rzeÅ„ linii", "Uwaga: „uniq” nie wykrywa powtórzeń linii"},
    {"the end trimmed", "Ð\xC2\xAD" "Ñ‚Ð° Ð¿Ñ€Ð¾Ð³Ñ€Ð°Ð¼Ð¼Ð° Ñ€Ð°Ñ\xC2\x81" "Ð¿Ñ€Ð¾Ñ\xC2\x81" "Ñ‚Ñ€Ð°Ð½Ñ\xC2\x8F" "ÐµÑ‚Ñ\xC2\x81" "Ñ\xC2\x8F" " Ð±ÐµÑ\xC2\x81" "Ð¿Ð»Ð°Ñ‚Ð½Ð¾ Ð¸ Ð±ÐµÐ· Ð³Ð°Ñ€Ð°Ð½Ñ‚Ð¸Ñ", "Эта программа распространяется бесплатно и без гарантия"},
    {"the end trimmed", "ÐŸÑ€Ð¾Ð³Ñ€Ð°Ð¼Ð¼Ð° Ð¿Ñ€ÐµÐ´Ð½Ð°Ð·Ð½Ð°Ñ‡ÐµÐ½Ð° Ð´Ð»Ñ\xC2\x8F" " Ñ€ÐµÐ´Ð°ÐºÑ‚Ð¸Ñ€Ð¾Ð²Ð°Ð½Ð¸Ñ", "Программа предназначена для редактирования"},
    {"nothing but the end trimmed", "La nuova universitÃ", "La nuova università"},
    {"one control deleted", "Die GrÃ¶Ãe bleibt", "Die Größe bleibt"},
    {"two controls of an apostrophe deleted", "lâÃ©cole et lâhÃ´tel", "l’école et l’hôtel"},
};

static const char *const stays[][2] = {
    {"a question in Chinese", "你明天来吗?我在家等你"},
    {"a question in Japanese", "これは何ですか? 本です。"},
    {"a question in Korean", "어디에 가세요?집에 갑니다"},
    {"a question in French", "Où ça? À l'école?"},
    {"unknown letters", "na?ve caf? se?or"},
    {"U+FFFD alone", "caf\xEF\xBF\xBD au lait"},
    {"U+FFFD amid Chinese", "今天\xEF\xBF\xBD天气很好"},
    {"U+FFFD amid Korean", "오늘\xEF\xBF\xBD날씨가 좋다"},
    {"all lost", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"all lost, then read as GBK", "标题:锟斤拷锟斤拷锟斤拷"},
    {"all lost, then read as Big5", "嚙踝蕭嚙踝蕭嚙踝蕭"},
    {"kana with middle dots", "ジャン・ポール・サルトル"},
    {"half-width kana with middle dots", "ｱｲ・ｳｴ・ｵ"},
    {"capitals with tilde", "A AÇÃO, A NAÇÃ E O SÃO JOÃO ÀS SEIS"},
    {"Icelandic", "Það er ÁÐ ÞÓ Ð og Ã, ð, þ"},
    {"Russian with a Latin letter", "У нас Ñ и ещё раз Ñ в слове"},
    {"a sign and perhaps what followed it", "Drag it onto a friend's name 鈥?or not"},
    {"a capital at the end", "A MINHA IRMÃ"},
    {"a letter named", "the letter Ã"},
    {"names in capitals and small", "JOÃO e a maçã, McÅse"},
    {"rare Han and a question", "龘?靐?齉?"},
};

int main(void)
{
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        filtered(changes[i][1], changes[i][2], changes[i][0]);
        check(lost > 0, "and it is told that bytes were lost");
        filtered(changes[i][2], changes[i][2], "what was repaired stays");
        check(lost == 0, "and nothing is said to be lost");
    }
    filtered("臏isdatigante la dosierojn en 鈥�%s鈥�", "Ĝisdatigante la dosierojn en 鈥�%s鈥�",
             "of quotation marks either both are known or none");
    for (int at = UNBAKE_SAFE; at <= UNBAKE_BOLD; at++) {
        level = (enum unbake_level)at;
        for (size_t i = 0; i < sizeof stays / sizeof stays[0]; i++)
            filtered(stays[i][1], stays[i][1], stays[i][0]);
    }
    return check_end();
}
