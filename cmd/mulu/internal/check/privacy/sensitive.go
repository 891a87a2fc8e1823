package privacy

import (
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/lazy"
)

const sensitiveLaw = law + "；个人信息保护法第二十八条（医疗健康、不满十四周岁未成年人的个人信息是敏感个人信息）"

var healthColumn = check.Rule{
	Rule: diag.Rule{Code: "health-column", Severity: diag.Warning, Title: "名单里写着姓名和病情、残疾情况",
		Explain: "救助、补贴的名单要公示的是谁、多少钱，不必写得了什么病、哪一类残疾。姓名没有遮盖，又有病种、残疾类别一类的列，就公开了别人的健康状况。",
		Source:  sensitiveLaw, Repair: "删去这一列，或者遮盖姓名；附件要在原文件里改好再重新上传。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "| 姓名 | 残疾类别 | 补贴 |\n|---|---|---|\n| 周小红 | 精神 | 200元 |", Right: "| 姓名 | 补贴 |\n|---|---|\n| 周某红 | 200元 |"}}},
	In: check.InBody | check.InFile, PerFile: true,
	OfColumns: true, Cues: healthHeads,
	Line: func(l *check.Line) {
		if head := l.Headings(); head == "" || !holds(head, nameHeads) || !holds(head, healthHeads) || !openName(l) {
			return
		}
		for at := 0; at < len(l.Text); {
			from, to := l.Cell(at)
			cell := strings.TrimSpace(l.Text[from:to])
			if head := l.Heading(from); holds(head, healthHeads) && len(cell) >= len("病") && !said(cell) {
				start := from + strings.Index(l.Text[from:to], cell)
				report(l, start, start+len(cell), "姓名旁边的“%s”没有删去", head)
				return
			}
			at = to + 1
		}
	},
}

var (
	nameHeads   = []string{"姓名", "户主", "受助人", "申请人", "救助对象", "名字"}
	healthHeads = []string{"残疾类别", "残疾等级", "残疾类型", "残疾种类", "残疾级别", "疾病", "病种", "病名", "病情", "患病", "所患", "诊断", "健康状况"}
)

func holds(s string, words []string) bool {
	for _, w := range words {
		if han.Holds(s, w) {
			return true
		}
	}
	return false
}

// said says whether a cell says nothing of a person's health: 无, 健康, a stroke.
func said(cell string) bool {
	switch cell {
	case "无", "否", "健康", "良好", "正常", "/", "—", "-", "――":
		return true
	}
	return strings.Trim(cell, "*-:—/ ＊×") == ""
}

// openName says whether the row has a name in full in a column of names.
func openName(l *check.Line) bool {
	for at := 0; at < len(l.Text); {
		from, to := l.Cell(at)
		if holds(l.Heading(from), nameHeads) && fullName(strings.Trim(l.Text[from:to], " *　")) {
			return true
		}
		at = to + 1
	}
	return false
}

// fullName says whether s is the name of a person of which nothing is hidden: two to four
// Chinese characters, the first a surname.
func fullName(s string) bool {
	return isName(strings.ReplaceAll(strings.ReplaceAll(s, " ", ""), "　", "")) && !strings.ContainsAny(s, "某")
}

var healthText = check.Rule{
	Rule: diag.Rule{Code: "health-text", Severity: diag.Warning, Title: "文中写着某人的病情",
		Explain: "公示、决定书和答复里写出谁得了什么病、属于哪一类残疾，就公开了他的健康状况。只在“申请人、患者、受助人、当事人”一类的字样后面有没遮盖的姓名、同一句里又有病名时提示；讲病种和政策的不算。",
		Source:  sensitiveLaw, Repair: "删去病情，或者遮盖姓名（陈某某）。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "受助人陈国强，患尿毒症，救助3000元。", Right: "受助人陈某某，因病救助3000元。"}}},
	In: check.Everywhere, PerFile: true,
	Cues: illnesses,
	Line: func(l *check.Line) {
		if !mayBePatient(l.Text) {
			return
		}
		for _, m := range patient.FindAllStringSubmatchIndex(l.Text, 20) {
			if name := l.Text[m[2]:m[3]]; fullName(name) && !holds(name, notPatients) {
				report(l, m[4], m[5], "%s的病情没有删去", mask(name, 1, 0))
			}
		}
	},
}

// parties are the words for somebody's part in a matter.
var parties = []string{"受助人", "申请人", "申请对象", "救助对象", "当事人", "患者", "户主", "低保户", "被监护人", "居民", "村民", "职工", "学生", "伤者", "死者", "其女", "其子"}

// illnesses are what patient ends with.
var illnesses = []string{"癌", "白血病", "尿毒症", "精神病", "精神分裂", "艾滋", "肺结核", "梅毒", "抑郁症", "癫痫", "肝炎", "脑瘫", "自闭症", "瘤", "糖尿病", "肾病", "心脏病", "血友病", disabled}

// patient is somebody's part, the name with what ends it, and an illness within a sentence.
var patient = lazy.Compile(`(?:` + strings.Join(parties, "|") + `)(?:姓名)?[：:]?(\p{Han}{2,3}?)(?:[，,、（(男女的][^。；;\n|\t]{0,60}?)?` +
	`((?:身?患有?|患上|罹患|确诊为?|诊断为?|有|系|为|因)[^《。；;，,者\n|\t]{0,10}(?:癌|白血病|尿毒症|精神病|精神分裂症?|艾滋病?|肺结核|梅毒|抑郁症|癫痫|肝炎|脑瘫|自闭症|[^。；;，,者]{0,4}瘤|糖尿病|肾病|心脏病|血友病)|(?:` + strings.Join(disabilities, "|") + `)` + disabled + `)`)

// mayBePatient says whether a text has a sentence with what patient begins and ends with:
// patterns are slow.
func mayBePatient(s string) bool {
	for s != "" {
		this, rest := s, ""
		if i := strings.IndexAny(s, "。；;"); i >= 0 {
			this, rest = s[:i], s[i+1:]
		}
		if saysIll(this) && holds(this, parties) {
			return true
		}
		s = rest
	}
	return false
}

// saysIll says whether a sentence has what patient ends with.
func saysIll(s string) bool {
	for _, w := range illnesses {
		if w != disabled && han.Holds(s, w) {
			return true
		}
	}
	for {
		head, rest, ok := strings.Cut(s, disabled)
		if !ok {
			return false
		}
		for _, w := range disabilities {
			if strings.HasSuffix(head, w) {
				return true
			}
		}
		s = rest
	}
}

const disabled = "残疾"

// disabilities are the kinds that patient has of them.
var disabilities = strings.Split("精神|智力|肢体|视力|听力|言语|多重", "|")

// notPatients are what begins like a name behind the words of a part and is none.
var notPatients = []string{"应当", "应该", "应为", "应于", "应患", "全部", "成年", "成员", "单位", "单亲", "单身", "单独", "农村", "高龄", "高血", "时患", "病", "症", "方可", "相关", "属于", "都", "常见"}

var minorName = check.Rule{
	Rule: diag.Rule{Code: "minor-name", Severity: diag.Warning, Title: "名单里有未成年人的姓名",
		Explain: "孤儿、困境儿童、在校学生的名单，不公开姓名，写监护人的姓和编号就够了。不满十四周岁未成年人的信息是敏感个人信息，公开要有监护人的同意。",
		Source:  sensitiveLaw + "；未成年人保护法第四条、第七十三条", Repair: "删去姓名，用编号代替，或者只留姓。", Unconfirmed: true,
		Examples: []diag.Example{{Wrong: "| 儿童姓名 | 监护人 |\n|---|---|\n| 王小明 | 王某 |", Right: "| 编号 | 监护人 |\n|---|---|\n| 12 | 王某 |"}}},
	In: check.InBody | check.InFile, PerFile: true,
	OfColumns: true, Cues: slices.Concat(childHeads, []string{"学生", "班级", "年级"}),
	Line: func(l *check.Line) {
		head := l.Headings()
		if head == "" || !strings.Contains(head, "名") {
			return
		}
		child := holds(head, childHeads)
		pupil := !child && isPupil(head, l.Text)
		if !child && !pupil {
			return
		}
		for at := 0; at < len(l.Text); {
			from, to := l.Cell(at)
			cell, h := strings.Trim(l.Text[from:to], " 　*"), l.Heading(from)
			if (holds(h, childHeads) || pupil && (strings.Contains(h, "学生") || h == "姓名")) && fullName(cell) {
				start := from + strings.Index(l.Text[from:to], cell)
				report(l, start, start+len(cell), "“%s”列写有姓名 %s", h, mask(cell, 1, 0))
				return
			}
			at = to + 1
		}
	},
}

// isPupil says whether a row under such headings is one of a child at school.
func isPupil(head, row string) bool {
	class := strings.Contains(head, "班级") || strings.Contains(head, "年级")
	young := han.Holds(row, "小学") || han.Holds(row, "幼儿园")
	if strings.Contains(head, "学生") {
		return class || young || strings.Contains(head, "监护人") || strings.Contains(head, "家长")
	}
	return class && young
}

var childHeads = []string{"儿童姓名", "孤儿姓名", "幼儿姓名", "孩子姓名", "未成年人姓名", "子女姓名", "儿童名"}
