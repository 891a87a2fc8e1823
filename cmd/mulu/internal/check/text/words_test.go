package text

import (
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/config"
)

// The list is data: every line has what it needs, and every exception holds its word.
func TestKnownWords(t *testing.T) {
	seen := map[string]bool{}
	for _, w := range knownWords() {
		if seen[w.Wrong] {
			t.Errorf("%s is in the list twice", w.Wrong)
		}
		seen[w.Wrong] = true
		if w.Wrong == w.Right || w.Right == "" || !slices.Contains([]string{"", "error", "warning", "notice"}, w.Severity) {
			t.Errorf("line of %s: right %q, severity %q", w.Wrong, w.Right, w.Severity)
		}
		for _, e := range w.Except {
			if !strings.Contains(e, w.Wrong) {
				t.Errorf("the exception %q does not hold %s", e, w.Wrong)
			}
		}
	}
	// What is right must not be found wrong.
	list := wordList(nil)
	for _, w := range knownWords() {
		for _, found := range wrongIn(list, w.Right) {
			t.Errorf("%s, right for %s, is found wrong: %s", w.Right, w.Wrong, found)
		}
	}
}

// wrongIn are the wrong words of a text.
func wrongIn(list []config.Word, text string) (found []string) {
	for i := range list {
		for at := range text {
			if strings.HasPrefix(text[at:], list[i].Wrong) && !isRight(&list[i], text, at) {
				found = append(found, list[i].Wrong)
			}
		}
	}
	return found
}

// Where a word ends before the wrong form begins, the form is no word of the text.
func TestRightBesideWrong(t *testing.T) {
	list := wordList(nil)
	for _, right := range []string{"促进农业科技进步办事指南", "全要素的技术进步效率", "栏目的责任科室", "重点项目的绩效评价", "在建项目的考核办法", "预算科目的责任部门"} {
		if found := wrongIn(list, right); found != nil {
			t.Errorf("%s: found %q", right, found)
		}
	}
}

func TestStands(t *testing.T) {
	list := wordList([]config.Word{{Wrong: "甲乙", Right: "乙甲", Except: []string{"丙甲乙", "甲乙甲乙丁"}}, {Wrong: "攻府", Right: "攻府"}})
	for text, want := range map[string]int{"甲乙": 1, "丙甲乙": 0, "甲乙甲乙丁": 0, "甲乙甲乙": 2, "一丙甲乙、甲乙": 1, "攻府": 0, "人名政府": 1} {
		if n := len(wrongIn(list, text)); n != want {
			t.Errorf("%s: %d found, want %d", text, n, want)
		}
	}
}
