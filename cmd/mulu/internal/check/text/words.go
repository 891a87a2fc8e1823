package text

import (
	_ "embed" // the list
	"slices"
	"strings"
	"sync"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
)

var wordWrong = check.Rule{
	Rule: diag.Rule{Code: "word-wrong", Severity: diag.Warning, Title: "错字、错词",
		Explain: "对照错词表查出的写法：国家和机关名称写错、常见别字、重复的词，以及识别软件和“同义词替换”软件留下的损坏（把服务换成效劳、把安全换成平安、把全面换成片面、把己当成已）。同义词只查不可能讲得通的搭配。国家名称等写错是错误，其他是警告。",
		Source:  "政府网站与政府系统政务新媒体检查指标（国办秘函〔2019〕19号）；国家通用语言文字法 第九条；软件造成的损坏由本软件归纳（本软件约定）", Repair: "改成正确的写法。确属正确的，在 config.toml 的 [[check.text.word]] 中写明例外。",
		Examples: []diag.Example{{Wrong: "便民效劳中心", Right: "便民服务中心"}, {Wrong: "扫黑险恶专项斗争", Right: "扫黑除恶专项斗争"}}},
	In: check.Everywhere, Needs: check.Wide | check.Latin | check.Digit,
	Words: func(s *check.Site) (list []string) {
		for _, w := range wordsOf(s) {
			list = append(list, w.Wrong)
		}
		return list
	},
	Line: func(l *check.Line) {
		words, p, last, found := wordsOf(l.Site), proseOf(l), 0, 0
		l.Words(func(nth, from, to int) {
			w := &words[nth]
			if from < last || found == maxFindings || isRight(w, l.Text, from) || !p.has(from) {
				return
			}
			last, found = to, found+1
			l.Report(wordFinding(l, w, from, to))
		})
	},
}

func wordFinding(l *check.Line, w *config.Word, from, to int) diag.Diagnostic {
	d := l.At(from, to, "“%s”应为“%s”", w.Wrong, w.Right)
	if w.Right == "" {
		d = l.At(from, to, "不应出现“%s”", w.Wrong)
	}
	switch w.Severity {
	case "error":
		d.Severity = diag.Error
	case "notice":
		d.Severity = diag.Notice
	}
	return d
}

type wordsKey struct{}

// wordsOf are the words that are looked for in a site.
func wordsOf(s *check.Site) []config.Word {
	return check.Once(s, wordsKey{}, func() []config.Word { return wordList(s.Config.Check.Text.Words) })
}

//go:embed words.txt
var wordsText string

// knownWords reads the list.
var knownWords = sync.OnceValue(func() (list []config.Word) {
	for line := range strings.Lines(wordsText) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		f := append(strings.Split(line, "\t"), "", "", "")
		w := config.Word{Wrong: f[0], Right: f[1], Severity: f[2]}
		if f[3] != "" {
			w.Except = strings.Split(f[3], "|")
		}
		list = append(list, w)
	}
	return list
})

// wordList joins the list with a site's own words, which replace equal ones.
func wordList(own []config.Word) []config.Word {
	list := slices.Clone(own)
	for _, w := range knownWords() {
		if !slices.ContainsFunc(own, func(o config.Word) bool { return o.Wrong == w.Wrong }) {
			list = append(list, w)
		}
	}
	return list
}

// isRight says whether a word that stands at text[from] is right, by itself or as a piece
// of an exception.
func isRight(w *config.Word, text string, from int) bool {
	return w.Wrong == w.Right || slices.ContainsFunc(w.Except, func(e string) bool { return stands(text, from, w.Wrong, e) })
}

// stands says whether word, which is at from in text, is there a piece of whole.
func stands(text string, from int, word, whole string) bool {
	for at := 0; ; {
		i := strings.Index(whole[at:], word)
		if i < 0 {
			return false
		}
		begin := from - at - i
		if begin >= 0 && strings.HasPrefix(text[begin:], whole) {
			return true
		}
		at += i + 1
	}
}
