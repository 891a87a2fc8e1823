package official

import (
	"strconv"
	"strings"

	"mulu/cmd/mulu/internal/lazy"
)

// heads are the 15 heads of what every body makes public of its own accord
// (政府信息公开条例 第二十条), in short names of our own.
var heads = names{
	"", "规章和规范性文件", "机构职能", "规划", "统计信息", "行政许可和对外管理服务", "行政处罚和行政强制", "预算、决算", "行政事业性收费",
	"政府集中采购", "重大建设项目", "民生政策及其实施", "应急预案、预警和应对", "监督检查", "公务员招考", "其他法定公开事项",
}

// Heads is how many heads there are; they are counted from 1.
const Heads = 15

// HeadName names a head with its number, as 第（七）项（预算、决算）.
func HeadName(n int) string {
	return "第（" + chineseUnits[n] + "）项（" + heads.at(n) + "）"
}

var chineseUnits = [...]string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五"}

var (
	articleTwenty = lazy.Compile(`条例》?第?(?:二十|20)条`)
	headNumber    = lazy.Compile(`[（(]([一二三四五六七八九十]{1,2}|[0-9]{1,2})[）)]|第([一二三四五六七八九十]{1,2}|[0-9]{1,2})项`)
)

// ReadHeads gives the heads of article 20 that 公开依据 names: those of
// 政府信息公开条例第二十条第（五）项、第（六）项 are 5 and 6. The rest of a text that names
// another law or another article is not looked at.
func ReadHeads(law string) (list []int) {
	at := articleTwenty.FindStringIndex(law)
	if at == nil {
		return nil
	}
	rest := law[at[1]:]
	if end := strings.IndexAny(rest, "条；;《"); end >= 0 {
		rest = rest[:end]
	}
	for _, m := range headNumber.FindAllStringSubmatch(rest, -1) {
		if n := headOf(m[1] + m[2]); n > 0 {
			list = append(list, n)
		}
	}
	return list
}

// headOf reads the number of a head; 0 when there is none of it.
func headOf(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		for i, name := range chineseUnits {
			if name == s {
				n = i
			}
		}
	}
	if n < 1 || n > Heads {
		return 0
	}
	return n
}
