package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/official"
)

// guessedNames is a list of short names as readers may guess them.
const guessedNames = "testdata/relevance/short-names.txt"

// A guessed name asks for a title in one of the ways in which these are shortened.
type guessed struct {
	way, short, title string // the title without what plainly tells nothing
	stub, late        bool   // the title is in no collection; the line was held back
}

func readGuessed(t *testing.T) (list []guessed) {
	t.Helper()
	for n, line := range strings.Split(strings.TrimSpace(readText(t, guessedNames)), "\n") {
		title, ways, _ := strings.Cut(line, " | ")
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, way := range strings.Split(ways, " | ") {
			name, shorts, found := strings.Cut(way, ": ")
			if !found {
				t.Fatalf("%s:%d: %q names no way", guessedNames, n+1, way)
			}
			for _, short := range strings.Split(shorts, "、") {
				list = append(list, guessed{name, short, strings.TrimPrefix(title, "+"), title[0] == '+', n%2 == 1})
			}
		}
	}
	return list
}

var (
	lawName  = regexp.MustCompile(`^[^最].*法(?:实施条例)?$`)
	lawCited = regexp.MustCompile(`《.*》`)
	tellsNot = strings.NewReplacer("中华人民共和国", "", "《", "", "》", "", " ", "")
)

// stubsOf are documents for the titles that are in no collection: numbers of articles
// with no text.
func stubsOf(list []guessed) (docs []lawDoc) {
	var body strings.Builder
	for n := 1; n < 200; n++ {
		fmt.Fprintf(&body, "\n第%s条　（略）\n", articleNumber(n))
	}
	for _, g := range list {
		title := lawCited.ReplaceAllStringFunc(g.title, func(s string) string { return "《中华人民共和国" + strings.TrimPrefix(s, "《") })
		if lawName.MatchString(title) {
			title = republic + title
		}
		if g.stub && !slices.ContainsFunc(docs, func(d lawDoc) bool { return d.Title == title }) {
			docs = append(docs, lawDoc{Title: title, Key: title, Issuer: lawIssuers[0].name, Stub: true, Body: body.String(),
				Published: official.DateOf(2016+len(docs)%8, 1+len(docs)%12, 1+len(docs)%28)})
		}
	}
	return docs
}

// articleNumber writes a number under 200 as laws do.
func articleNumber(n int) string {
	digits := strings.Split("零 一 二 三 四 五 六 七 八 九", " ")
	s, ten := "", n/10%10
	if n >= 100 {
		s = "一百"
	}
	if ten > 0 && (ten > 1 || n >= 100) {
		s += digits[ten]
	}
	if ten > 0 {
		s += "十"
	} else if n > 100 && n%10 > 0 {
		s += "零"
	}
	if n%10 > 0 {
		s += digits[n%10]
	}
	return s
}

// TestGuessedNames asks for documents by short names that readers guess, and wants them
// first: of the lines by which the search was improved, and of those held back.
func TestGuessedNames(t *testing.T) {
	list := readGuessed(t)
	s := buildLaws(t, 1, stubsOf(list)...)
	for _, late := range []bool{false, true} {
		t.Run(map[bool]string{false: "known", true: "held back"}[late], func(t *testing.T) {
			var queries []lawQuery
			for _, g := range list {
				if g.late == late {
					queries = append(queries, s.guess(t, g))
				}
			}
			s.relevance(t, queries)
		})
	}
}

// guess is the query of a guessed name: any version of the title may come first.
func (s *lawSite) guess(t *testing.T, g guessed) lawQuery {
	t.Helper()
	q := lawQuery{class: g.way, text: g.short, item: -1}
	for i, d := range s.docs {
		if tellsNot.Replace(string(han.OwnName([]rune(d.Title)))) != tellsNot.Replace(g.title) {
			continue
		}
		if q.equals = append(q.equals, i); d.Version == 0 {
			q.item = i
		}
	}
	if q.item < 0 {
		t.Fatalf("%s: no document has the title %s", g.short, g.title)
	}
	return q
}
