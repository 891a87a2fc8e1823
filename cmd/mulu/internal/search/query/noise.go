package query

import (
	"slices"
	"strings"
)

// noise are words that say what the reader wants to do with a document and are in no
// document for it; longer ones before those they end or begin with.
var noise = []string{
	"最新修订版", "全文下载", "文件下载", "免费下载", "在线阅读", "是什么意思", "怎么办理", "如何办理",
	"最新版本", "最新版", "完整版", "电子版", "修订版", "官方版", "pdf版", "word版", "是什么", "怎么办", "怎么查",
	"全文", "下载", "最新", "原文", "正文", "文本", "官网", "查询",
	"docx", "xlsx", "word", "pdf", "doc", "xls", "txt",
}

// leastLeft is the number of characters of a word that taking noise away must leave.
const leastLeft = 2

// dropNoise takes noise away: whole words, and the ends and beginnings of words. The
// words are not changed when nothing else would be left.
func dropNoise(words []word) (left []word, dropped []string) {
	for _, w := range words {
		if !w.quoted && slices.Contains(noise, string(w.phrase)) {
			dropped = append(dropped, w.raw)
			continue
		}
		if !w.quoted {
			var taken []string
			w.phrase, taken = trimNoise(w.phrase)
			dropped = append(dropped, taken...)
		}
		left = append(left, w)
	}
	if len(left) == 0 {
		return words, nil
	}
	return left, dropped
}

// trimNoise takes noise from the ends of a word, but never all of it.
func trimNoise(phrase []rune) (left []rune, taken []string) {
	s := string(phrase)
	enough := func(rest string) bool { return len([]rune(rest)) >= leastLeft }
	for rest, n := trimEnd(s, noise, enough); n != ""; rest, n = trimEnd(s, noise, enough) {
		s, taken = rest, append(taken, n)
	}
	return []rune(s), taken
}

// trimEnd takes the first of a list of words that s ends or begins with, and that
// leaves a rest which may be left; "" when there is none.
func trimEnd(s string, list []string, may func(rest string) bool) (rest, taken string) {
	for _, n := range list {
		rest, ok := strings.CutSuffix(s, n)
		if !ok {
			rest, ok = strings.CutPrefix(s, n)
		}
		if ok && may(rest) {
			return rest, n
		}
	}
	return s, ""
}
