package main

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/han"
)

// scripts asks in Traditional characters and with the widths mixed.
func (m *queryMaker) scripts() {
	table := traditionalTable(m.r)
	traditional := func(s string) string {
		out := strings.Map(func(r rune) rune {
			if t, ok := table[r]; ok {
				return t
			}
			return r
		}, s)
		if len(s) == 0 || out == s {
			return ""
		}
		return out
	}
	m.known("Traditional title", 80, true, func(i int) string { return traditional(m.part(m.docs[i].Title, 4+m.r.IntN(8))) })
	m.known("Traditional article", 60, false, func(i int) string { return traditional(m.part(m.line(i), 6+m.r.IntN(10))) })
	for _, i := range m.someNewest(40, func(d *lawDoc) bool { return traditional(d.Title) != "" }) {
		m.sure("Traditional title", traditional(m.docs[i].Title), i)
	}
	m.known("mixed width", 80, false, func(i int) string { return m.mixWidth(m.match(withWidth, i)) })
}

// traditionalTable is package han's table backwards; where several characters fold to
// one, one of them that r chooses.
func traditionalTable(r *rand.Rand) map[rune]rune {
	table := map[rune]rune{}
	from, to := han.Simplified()
	targets := []rune(to)
	for i, c := range []rune(from) {
		if _, ok := table[targets[i]]; (!ok || r.IntN(3) == 0) && c < 0xFFFF {
			table[targets[i]] = c
		}
	}
	return table
}

var otherBracket = map[rune]string{'（': "(〔[【", '）': ")〕]】", '(': "（〔[【", ')': "）〕]】", '“': "\"「", '”': "\"」", '《': "<〈", '》': ">〉"}

// mixWidth writes some characters in another width or as another bracket. Quotation
// marks are left out, for they ask for something else.
func (m *queryMaker) mixWidth(s string) string {
	out := strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("“”\"「」 ", r):
			return -1
		case r > ' ' && r <= '~' && r != '-' && m.r.IntN(2) == 0:
			return r + 0xFEE0
		case otherBracket[r] != "":
			forms := []rune(otherBracket[r])
			return forms[m.r.IntN(len(forms))]
		}
		return r
	}, s)
	if out == s {
		return ""
	}
	return out
}

// noise adds to a title what readers add for search engines.
func (m *queryMaker) noise() {
	words := []string{"全文", "下载", "最新版", "pdf"}
	if m.heldOut {
		words = []string{"原文", "电子版", "完整版", "word版", "全文下载", "PDF 下载", "最新版全文", "是什么", "doc", "官网"}
	}
	for n, i := range m.someNewest(80, func(*lawDoc) bool { return true }) {
		title := strings.TrimPrefix(m.docs[i].Title, republic)
		m.sure("title and 全文, 下载 …", title+[]string{"", " "}[m.r.IntN(2)]+words[n%len(words)], i)
	}
}

var plainTitle = regexp.MustCompile(`^(?:中华人民共和国|(\p{Han}{2})[省市])?(\p{Han}{4,10})(法|条例|办法|规定)$`)

// short asks by abbreviations: those people use, and others made as those are, of the
// first characters of a title's words.
func (m *queryMaker) short() {
	for _, s := range shortNames {
		for i := range m.docs {
			if m.docs[i].Title == s.title && m.docs[i].Version == 0 {
				m.sure("abbreviation in use", s.short, i)
			}
		}
	}
	for _, i := range m.someNewest(60, func(d *lawDoc) bool { return m.abbreviation(d) != "" }) {
		text := m.abbreviation(&m.docs[i])
		var equals []int
		for j := range m.docs {
			if inOrder([]rune(m.docs[j].Title), []rune(text)) {
				equals = append(equals, j)
			}
		}
		if equals = m.newest(equals); len(equals) <= nearlyUnique {
			m.queries = append(m.queries, lawQuery{"abbreviation by rule", text, i, equals})
		}
	}
}

// abbreviation is made as 道交法 is of 道路交通安全法: the first character of each two,
// of two or three such words, and the end.
func (m *queryMaker) abbreviation(d *lawDoc) string {
	parts := plainTitle.FindStringSubmatch(d.Title)
	if parts == nil {
		return ""
	}
	core := []rune(parts[2])
	short := []rune(nil)
	for i := 0; i+1 < len(core) && len(short) < 2+len(core)%2; i += 2 {
		short = append(short, core[i])
	}
	return string(short) + parts[3]
}

func inOrder(text, chars []rune) bool {
	for _, c := range chars {
		at := slices.Index(text, c)
		if at < 0 {
			return false
		}
		text = text[at+1:]
	}
	return true
}

var numberParts = regexp.MustCompile(`^(\p{Han}+)〔(\d{4})〕(\d+)号$`)

// numbers asks for documents by their numbers, of every version.
func (m *queryMaker) numbers() {
	for i := range m.docs {
		if p := numberParts.FindStringSubmatch(m.docs[i].Number); p != nil && !m.docs[i].Distractor && m.r.IntN(3) == 0 {
			for _, text := range numberForms(p[1], p[2], p[3]) {
				m.sure("document number", text, i)
			}
		}
	}
	left := 40
	for _, i := range m.r.Perm(len(m.docs)) {
		if left == 0 || m.docs[i].Distractor {
			continue
		}
		left--
		index := m.docs[i].Index
		for _, text := range []string{index, strings.Replace(index, "/", "", 1), strings.ToLower(index), wide(index), strings.NewReplacer("/", "", "-", "").Replace(strings.ToLower(index))} {
			m.sure("index number", text, i)
		}
	}
}

func numberForms(prefix, year, serial string) []string {
	return []string{
		prefix + "〔" + year + "〕" + serial + "号",
		prefix + "[" + year + "]" + serial + "号",
		prefix + "［" + wide(year) + "］" + serial + "号",
		prefix + "【" + year + "】" + serial + "号",
		prefix + "（" + year + "）" + wide(serial) + "号",
		prefix + "(" + year + ")" + serial,
		prefix + " 〔" + year + "〕 " + serial + " 号",
		prefix + year + " " + serial + "号",
		prefix + year + "第" + serial + "号",
		prefix + "〔" + chineseDigits(year, "〇") + "〕" + serial + "号",
		prefix + chineseDigits(year, "○") + "年" + serial + "号",
		prefix + year + "年第" + serial + "号",
	}
}

// wide writes ASCII in full width.
func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r <= '~' {
			return r + 0xFEE0
		}
		return r
	}, s)
}

func chineseDigits(year, zero string) string {
	digits := append([]string{zero}, strings.Split("一二三四五六七八九", "")...)
	var b strings.Builder
	for _, c := range year {
		b.WriteString(digits[c-'0'])
	}
	return b.String()
}
