package privacy

import (
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/extract"
)

var documentAuthor = check.Rule{
	Rule: diag.Rule{Code: "document-author", Severity: diag.Notice, Title: "附件的属性里有人名",
		Explain: "办公软件会把电脑使用者的姓名写进文件的属性、批注和修订记录，随附件一起公开。经办人的姓名一般不必公开，有时还会露出文件不是本机关起草的。",
		Source:  law, Repair: "发布前用“检查文档”功能删除文档属性和个人信息，接受全部修订、删除全部批注后另存。",
		Examples: []diag.Example{{Wrong: "文档属性“作者”：张三", Right: "文档属性“作者”：（空）"}}},
	In: check.InFile, PerFile: true,
	Line: func(l *check.Line) {
		if l.Has&check.Wide != 0 && extract.NamesPerson(l.Place) && isName(l.Text) {
			report(l, 0, len(l.Text), "写有人名“%s”", mask(l.Text, 1, 0))
		}
	},
}

// surnames are the most frequent ones, by which a name is told from 办公室.
const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"

// notNames are what begins like a name and is none.
var notNames = []string{"微软", "用户", "单位", "办公", "管理", "公司", "局", "部", "处", "科", "中心", "文印", "打印"}

// isName says whether s is the name of a person: two to four Chinese characters of which
// the first is a surname.
func isName(s string) bool {
	r := []rune(strings.TrimSpace(s))
	if len(r) < 2 || len(r) > 4 || slices.ContainsFunc(r, func(c rune) bool { return c < 0x4E00 || c > 0x9FFF }) || !strings.ContainsRune(surnames, r[0]) {
		return false
	}
	return !slices.ContainsFunc(notNames, func(w string) bool { return strings.Contains(s, w) })
}
