package text

import (
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/diag"
)

var pointsTogether = check.Rule{
	Rule: diag.Rule{Code: "punctuation-repeated", Severity: diag.Warning, Title: "标点连在一起",
		Explain: "两个标点紧挨着，多半是中间的字被删掉了（“省、、市”），或者改稿时多留了一个。只有问号和叹号可以连用。",
		Source:  punctuation, Repair: "补上漏掉的字，或者删去多余的标点。",
		Examples: []diag.Example{{Wrong: "按照省、、市要求，，扎实推进。。", Right: "按照省委、市委要求，扎实推进。"}}},
	In: check.InDocument, Needs: check.TwinPoint,
	Line: func(l *check.Line) {
		p := proseOf(l)
		for i, found := 0, 0; i < len(l.Text) && found < maxFindings; {
			n := pointsAt(l.Text[i:])
			if n > 0 && p.has(i) {
				found++
				l.Report(l.At(i, i+n, "标点“%s”连在一起", l.Text[i:i+n]).WithHint("%s", pointsHint(l.Text[i:i+n])))
			}
			_, size := utf8.DecodeRuneInString(l.Text[i:])
			i += max(n, size)
		}
	},
}

const fullPoints = "，。；：、！？"

// pointsAt is the length of a run of points at the beginning of s that must not stand
// together, 0 when there is none. An ASCII point counts when a full-width one is beside.
func pointsAt(s string) int {
	if s[0] < utf8.RuneSelf && strings.IndexByte(",;:?!", s[0]) < 0 || s[0] >= utf8.RuneSelf && s[0] != "，"[0] && s[0] != "。"[0] {
		return 0 // nearly all
	}
	n, full, asking, count := 0, false, true, 0
	for _, r := range s {
		wide := strings.ContainsRune(fullPoints, r)
		image := r == '!' && strings.HasPrefix(s[n:], "![")
		if !wide && !strings.ContainsRune(",;:?!", r) || image {
			break
		}
		full = full || wide
		asking = asking && strings.ContainsRune("！？!?", r)
		n += utf8.RuneLen(r)
		count++
	}
	if count < 2 || !full || asking && count <= 3 {
		return 0
	}
	return n
}

func pointsHint(run string) string {
	switch {
	case strings.Trim(run, "。") == "" && len(run) >= 3*len("。"):
		return "省略号写成“……”。"
	case strings.Trim(run, "！？!?") == "":
		return "叹号、问号连用不超过三个。"
	}
	return "补上漏掉的字，或者删去多余的标点。"
}
