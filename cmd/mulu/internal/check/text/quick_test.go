package text

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/lazy"
	"mulu/cmd/mulu/internal/rounds"
)

// pieces are what lines are made of at random, so that each form is met often, whole and
// nearly whole.
var pieces = []string{"由", "中", "其中", "共", "占", "率", "合格率", "为", "达到", "幅度", "压减", "至", "12", "3.5", "200", ".", "件", "个", "天", "%", "％", "，", "；", "。", "（", "）", "(", "甲",
	"精减", "比例为", "办结", "由1092天压减至674天，压减幅度38.3%", "25个项目精减了10个，减少幅度为40%", "共40件，其中办理36件，占90%", "40家企业中，36家合格，占90%", "检查40家，合格36家，合格率90%",
	"[甲](a.md)", "xx", "XX", "x", "/xxgk/", "[a](../xxgk/b.md)", "20", "年", "月", "市", "：", "电话", "×", `\*\*`, "*", "待定", "（待定）", "此处填写", "TODO ", "TBD", "{{a}}", "Lorem ipsum", "[●]", "[…]", "【】", "【xx】", "[待补充]", "T", "[", "a", "](", "增长", "由10件增加到8件，增长20%", "从", "较上年的10件减少2件", "28.5万元，比上年减少1.5万元，下降5%", "8件，上年同期10件，同比增长20%", "（次）", "，办理率为90%", "、", "（占比12%", "20件，办结18件，在办2件", "在办", "未办结",
	"ｘ", "×", "＊", "_", `\_`, "…", "？", "?", "二〇二", "example", "〔2024〕", "号", "日", "处", "个百分点", "委员会", "元", "万", "收到", "　", "https://a.cn", "http", "<", "正文有一些字", " ", "**", "| "}

func randomLine(r *rand.Rand) string {
	var s strings.Builder
	for range 1 + r.IntN(14) {
		s.WriteString(pieces[r.IntN(len(pieces))])
	}
	return s.String()
}

// What is looked at before a slow search never hides what the search would find.
func TestQuickLooksMissNothing(t *testing.T) {
	rounds.Alone(t)
	r := rand.New(rand.NewPCG(1, 2))
	met := map[string]int{}
	for range 20_000 {
		s := randomLine(r)
		for i := range otherShares {
			if o := &otherShares[i]; o.form.MatchString(s) {
				if met[o.word]++; !o.may(s, numbers(s)) {
					t.Errorf("%q has the form with %s", s, o.word)
				}
			}
		}
		note, blank := mayHold(s)
		if notes.MatchString(s) {
			if met["note"]++; !note {
				t.Errorf("%q has a note", s)
			}
		}
		if list := blanks.FindAllStringIndex(s, -1); list != nil {
			if met["blank"]++; !blank {
				t.Errorf("%q has a blank", s)
			}
			if found := findBlanks(s); !reflect.DeepEqual(found, list) {
				t.Errorf("%q has blanks at %v, not %v", s, list, found)
			}
		}
		for form, may := range map[*lazy.Regexp]func(string) bool{fromTo: mayGoFrom, thanLast: mayCompare, byHowMuch: mayCompare} {
			if form.MatchString(s) {
				if met["growth"]++; !may(s) {
					t.Errorf("%q says what grew", s)
				}
			}
		}
		if shareForm.MatchString(s) {
			if met["占"]++; !beginsShare(s) {
				t.Errorf("%q begins as a share does", s)
			}
		}
		if rateForm.MatchString(s) {
			if met["率"]++; !beginsRate(s) {
				t.Errorf("%q begins as a rate does", s)
			}
		}
		if handled.MatchString(s) {
			if met["办结"]++; !isHandled(s, numbers(s)) {
				t.Errorf("%q says what was handled", s)
			}
		}
		if len(sumsIn(s, 0, len(s))) > 0 {
			if met["sum"]++; !mayAddUp(s, numbers(s)) {
				t.Errorf("%q has a sum", s)
			}
		}
		if len(sharesOf(s, sentencesIn(nil, s, 1))) > 0 {
			met["share"]++
		}
		if anyLink.MatchString(s) {
			if met["link"]++; !mayLink(s) {
				t.Errorf("%q has a link", s)
			}
		}
		lines := []check.Text{{Text: s}, {Text: randomLine(r)}}
		if saysMore(lines[0]) {
			met["more"]++
			if text, _ := unlinked(lines); len(text) < pointerSize {
				t.Errorf("%q alone is more than both: %q", s, text)
			}
		}
	}
	for _, k := range []string{"由", "幅度", "中", "占", "率", "办结", "growth", "sum", "share", "link", "more", "note", "blank"} {
		if met[k] < 20 {
			t.Errorf("%q was met %d times", k, met[k])
		}
	}
}

// sharesOf asks for three numbers before it looks; two never make a share.
func TestTwoNumbersAreNoShare(t *testing.T) {
	for _, s := range []string{"共200件，占60%", "合格36家，合格率90%", "由1092天压减，幅度38%", "120件占60%"} {
		if list := sharesOf(s, sentencesIn(nil, s, 1)); numbers(s) > 2 || len(list) > 0 {
			t.Errorf("%q: %d numbers, %v", s, numbers(s), list)
		}
	}
}

// Long lines are found again, also where they are many.
func TestSeenLines(t *testing.T) {
	var seen seenLines
	for i := range 100 {
		if n := seen.first(&check.Text{Text: strings.Repeat("长", i+1), Number: i + 1}); n != 0 {
			t.Fatalf("line %d was seen in line %d", i+1, n)
		}
	}
	for i := range 100 {
		if n := seen.first(&check.Text{Text: strings.Repeat("长", i+1), Number: i + 200}); n != i+1 {
			t.Errorf("line %d was seen in line %d, not %d", i+200, n, i+1)
		}
	}
}
