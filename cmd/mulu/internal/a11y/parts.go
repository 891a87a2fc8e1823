package a11y

import (
	"strconv"
	"strings"
)

// anyElement applies the rules that every element with attributes may offend.
func (in *Inspector) anyElement(e *element) {
	a := &in.attr
	if a.has&hasLang != 0 && says(a.lang) && !wellFormedLanguage(string(a.lang)) {
		in.report(&ruleLanguage, e.off, "lang=\"%s\" 不是语言标记", a.lang)
	}
	if a.has&hasID != 0 && !e.inTemplate(in) {
		in.ids = append(in.ids, name{sum: sum(a.id), off: e.off, text: a.id})
	}
	in.references(e)
	if a.has&hasRole != 0 && says(a.role) {
		in.role(e)
	}
	if a.has&hasAutofocus != 0 {
		in.report(&ruleAutofocus, e.off, "<%s> 有 autofocus，网页一打开就把读者带到这里", in.nameAt(e.off))
	}
	if a.has&hasTabindex != 0 {
		if n, err := strconv.Atoi(strings.TrimSpace(string(a.tabindex))); err == nil && n > 0 {
			in.report(&ruleTabindex, e.off, "tabindex=\"%d\" 打乱了 Tab 键的次序", n)
		}
	}
}

// inTemplate says whether an element is in a <template>, whose ids are nowhere.
func (e *element) inTemplate(in *Inspector) bool {
	for i := range in.stack {
		if in.stack[i].tag == tTemplate {
			return true
		}
	}
	return false
}

// takesFocus says whether the Tab key comes to an element.
func (in *Inspector) takesFocus(e *element) bool {
	a := &in.attr
	if a.has&hasTabindex != 0 {
		return !strings.HasPrefix(strings.TrimSpace(string(a.tabindex)), "-")
	}
	switch e.tag {
	case tA, tArea:
		return a.has&hasHref != 0
	case tButton, tSelect, tTextarea:
		return a.has&hasDisabled == 0
	case tInput:
		return a.has&hasDisabled == 0 && !strings.EqualFold(string(a.typ), "hidden")
	case tSummary, tIframe:
		return true
	}
	return false
}

// meetFocus looks at an element that the Tab key comes to.
func (in *Inspector) meetFocus(e *element) {
	if e.hidden {
		return
	}
	if e.mute {
		in.report(&ruleHiddenFocus, e.off, "aria-hidden 的内容里有可以用 Tab 键走到的 <%s>", in.nameAt(e.off))
	}
	if in.focus {
		return
	}
	in.focus = true
	if a := &in.attr; e.tag != tA || len(a.href) < 2 || a.href[0] != '#' {
		in.report(&ruleSkip, e.off, "网页上第一个可以用 Tab 键走到的不是跳到正文的链接，而是 <%s>", in.nameAt(e.off))
	}
}

// zoomDenied gives the part of a viewport that keeps a reader from enlarging the page
// to 200 %; "" when there is none.
func zoomDenied(content string) string {
	for part := range strings.FieldsFuncSeq(content, func(r rune) bool { return r == ',' || r == ';' }) {
		key, val, _ := strings.Cut(part, "=")
		key, val = strings.TrimSpace(key), strings.TrimSpace(val)
		switch key {
		case "user-scalable":
			if n, err := strconv.ParseFloat(val, 64); val == "no" || err == nil && n > -1 && n < 1 {
				return strings.TrimSpace(part)
			}
		case "maximum-scale":
			if n, err := strconv.ParseFloat(val, 64); err == nil && n >= 0 && n < 2 {
				return strings.TrimSpace(part)
			}
		}
	}
	return ""
}

// refreshAfter gives the seconds of a refresh; 0 when there are none, as with a page
// that sends its reader on at once.
func refreshAfter(content string) int {
	content = strings.TrimSpace(content)
	if i := strings.IndexAny(content, ";, "); i >= 0 {
		content = content[:i]
	}
	n, err := strconv.ParseFloat(content, 64)
	if err != nil || n < 0 || n > 1e9 {
		return 0
	}
	if n > 0 && n < 1 {
		return 1
	}
	return int(n)
}

// wellFormedLanguage says whether s has the form of a language tag (BCP 47): a language
// of two to eight letters, then parts of at most eight letters and digits.
func wellFormedLanguage(s string) bool {
	first := true
	for part := range strings.SplitSeq(s, "-") {
		if len(part) == 0 || len(part) > 8 || first && len(part) == 1 && part != "x" && part != "i" {
			return false
		}
		for _, c := range part {
			letter := 'a' <= c|0x20 && c|0x20 <= 'z'
			if !letter && (first || c < '0' || c > '9') {
				return false
			}
		}
		first = false
	}
	// 语言名称 written in letters, as chinese, is well formed and means nothing.
	language, _, _ := strings.Cut(s, "-")
	return len(language) <= 3
}
