/* byte_slip.c: tests of byte slip and glosses.  Comes in: lines made by the mechanism, and lines that only look so.
 * Goes out: what they were, or the same.  Never: a case that the model was made from. */
#include "repairs.h"

static void check_glosses(void)
{
    becomes("本次會(huì)議討論了經(jīng)濟(jì)發(fā)展問題。", "本次會議討論了經濟發展問題。",
            "glosses of a page's own subset");
    becomes("他參加了學(xué )校的運(yùn )動會。", "他參加了學校的運動會。", "a space before the bracket");
    becomes("中国(guo)(guo)人民(min)银行(xing)行长(zhang)今天发(fa)表讲话(hua)。", "中国人民银行行长今天发表讲话。",
            "toneless and repeated");
    becomes("這是(shi)(shi)(shi)國家的規定", "這是國家的規定", "repeated, and alone in its line");
    becomes("這種方法的(de)優點是穩定(dìng)", "這種方法的優點是穩定", "a particle, which has no tone");
    becomes("因爲(wèi)它是開放的", "因爲它是開放的", "the other form of a common character");
    becomes("我們把重心(xīn)放在收藏(cáng)品上。", "我們把重心放在收藏品上。", "random common characters");
}

static void check_slips(void)
{
    becomes("昨天的日?qǐng)?bào)上登了這條消息。", "昨天的日報上登了這條消息。", "a gloss inside a character");
    becomes("這個領(lǐng)域?qū)m?xiàng)整治工作", "這個領域專項整治工作", "and a fullwidth letter folded after it");
    becomes("嚴格落實生態環(huán)?！包h政同責”要求", "嚴格落實生態環保“黨政同責”要求", "a cut inside punctuation");
    becomes("本?jǐng)?bāo)包(bāo)含管理程序", "本包包含管理程序", "bāo is not how 報 is read");
    becomes("在顯示?jù)M程樹(shù)的(de)時(shí)候(hòu)", "在顯示進程樹的時候", "glosses on every character that follows");
}

static void check_words(void)
{
    becomes("要緊盯?;\xEE\x87\xBB?、煤礦等重點行業。", "要緊盯危化品、煤礦等重點行業。", "user-zone characters");
}

static void check_writers(void)
{
    stays("安徽省亳(bó)州市是歷史文化名城。", "a rare character");
    stays("他出生在江苏盱(xū)眙(yí)县。", "rare characters, one by one");
    stays("江苏盱眙(xū yí)的龙虾很有名。", "two syllables");
    stays("六(lù)安瓜片是一种绿茶。", "an unusual reading");
    stays("这个字读作(jū)。", "a reading that is not the character's");
    stays("你(nǐ)好(hǎo)！我(wǒ)是(shì)老(lǎo)师(shī)。", "a lesson");
    stays("好(hǎo) good, well", "a dictionary");
    stays("第一条(a)和第二条(b)的规定", "letters in brackets");
    stays("苹果(Apple)公司和微软(Microsoft)公司", "foreign names");
    stays("王(Wang)先生来自北京(Beijing)。", "names in capitals");
    stays("東京(とうきょう)は日本の首都です。", "furigana");
}

static void check_questions(void)
{
    stays("你去哪里?我在学校。", "a question");
    stays("真的吗??太好了!", "two question marks");
    stays("是A?还是B?请选择", "questions amid letters");
    stays("http://example.org/搜索?词=中文&页=2", "a query");
    stays("中?中?中?中?中?中?中?中?", "a mark for every other character");
    stays("什么?!", "a question at the end");
    stays("?这是什么", "a question mark at the start");
    stays("会議は何時から?三時からです。", "Japanese");
}

int main(void)
{
    check_glosses();
    check_slips();
    check_words();
    check_writers();
    check_questions();
    return check_end();
}
