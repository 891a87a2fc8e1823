package query

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/search/codec"
)

// script is a module of the browser's client.
func script(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../../../../static/js/" + name + ".js")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// The browser's client has the same numbers. The vectors' sites are too small to tell
// all of them from others.
func TestScriptHasTheNumbers(t *testing.T) {
	for _, tt := range []struct {
		file, pattern string
		want          []float64
	}{
		{"search-engine", `LONGEST = (\S+);`, []float64{maxQuery}},
		{"search-engine", `MOST_TERMS = (\S+);`, []float64{mostTogether}},
		{"search-engine", `w\.digits \? (\d+) : number \? (\d+) : w\.chosen\[1\]\?\.rank > (\d+) \? (\d+) : 1`, []float64{mostAmount, mostNumber, frequentClass, mostWord}},
		{"search-engine", `segment\.biggest \? t\.word\.count : Math\.min\(t\.word\.count, (\d+)\)`, []float64{mostSmaller}},
		{"search-engine", `length === 1 \? (\d+) : \S+\.test\(term\) \? (\d+) : (\d+);`, []float64{classSingle, classDigits, rarest}},
		{"search-engine", `\bBATCH = (\S+);`, []float64{batchSize}},
		{"search-engine", `\bSTEP = (\S+);`, []float64{fewPages}},
		{"search-engine", `MORE_PAGES = (\S+);`, []float64{maxBatches * batchSize}},
		{"search-engine", `NUMBER_BONUS = (\S+);`, []float64{numberBonus}},
		{"search-engine", `SNIPPET = (\S+);`, []float64{snippetLength}},
		{"search-engine", `BEFORE = (\S+);`, []float64{snippetBefore}},
		{"search-engine", `REACH = (\S+);`, []float64{snippetReach}},
		{"search-engine", `TIER = \{ parts: (\d), whole: (\d), facts: (\d), spread: (\d), title: (\d), equal: (\d), number: (\d) \}`,
			[]float64{tierParts, tierText, tierFacts, tierSpread, tierTitle, tierEqual, tierNumber}},
		{"search-engine", `collect\((\d+) \* Math\.max\(this\.need`, []float64{moreRanges}},
		{"search-engine", `raw\.format !== (\d+)`, []float64{codec.Format}},
		{"search-words", `MORE_TERMS = (\S+);`, []float64{moreLookups}},
		{"search-engine", `partial\.length \? 0 : (\d) \* STEP\)`, []float64{morePages / fewPages}},
		{"search-words", `>= TIER\.spread\)\.length > (\d+)`, []float64{fewTitles - 1}},
		{"search-fallback", `COVER_PAGES = (\S+);`, []float64{coverPages}},
		{"search-fallback", `inTitle\[i\] \? (\d) : (\d)\)`, []float64{costTitle, costText}},
		{"search-fallback", `=== "的" \? (\d) : (\d)\)`, []float64{costOf, costSkip}},
		{"search-fallback", `Math\.min\((\d), chars\.length\)`, []float64{leastPiece}},
		{"search-fallback", `c\.left \* (\d) <= c\.length \|\| \(c\.left \* (\d) <=`, []float64{littleSkip, mostSkip}},
		{"search-fallback", `SOFT_TERMS = (\S+);`, []float64{softTerms}},
		{"search-fallback", `SOFT_USUAL = (\S+);`, []float64{softUsual}},
		{"search-fallback", `share\[id\] \+ (\d) \* title\[id\]`, []float64{titleTimes}},
		{"search-fallback", `sum\(idfs\) \* (\d+),`, []float64{softShare}},
		{"search-pinyin", `BEAM = (\S+);`, []float64{beamWidth}},
		{"search-pinyin", `s\.phrase\)\)\.slice\(0, (\d)\)`, []float64{bestPhrases}},
		{"search-fallback", `\[a-z\]\{(\d+),(\d+)\}`, []float64{leastLetters, mostLetters}},
		{"search-fallback", `Script=Han\}\{(\d+),(\d+)\}\$/u\.test\(name`, []float64{shortest, longest}},
		{"search-fallback", `MOST_LETTERS = (\S+);`, []float64{mostLooked}},
		{"search-fallback", `PAGES = \[(\d+), (\d+), (\d+)\];`, []float64{abbreviationPages, fewAbbreviations, leastAbbreviations}},
		{"search-fallback", `LEAST_SPLIT = (\S+);`, []float64{leastSplit}},
		{"search-fallback", `MOST_GAPS = (\S+);`, []float64{mostGaps}},
		{"search-fallback", `MOST_NAMED = (\S+);`, []float64{mostNamed}},
		{"search-fallback", `LEAST_TURNED = (\S+);`, []float64{leastTurned}},
		{"search-fallback", `LIKELY = (\S+);`, []float64{leastTitled}},
		{"search-fallback", `way\.gaps \+ other \+ \(at && (\d)\)`, []float64{costTurn}},
		{"search-filter", `DAYS_PER_FILE = (\S+);`, []float64{codec.DaysPerFile}},
	} {
		found := regexp.MustCompile(tt.pattern).FindStringSubmatch(script(t, tt.file))
		var got []float64
		for _, n := range found[min(1, len(found)):] {
			x, _ := strconv.ParseFloat(n, 64) // what is none is not equal
			got = append(got, x)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s.js has %v at %s, want %v", tt.file, got, tt.pattern, tt.want)
		}
	}
}

// wordList reads a list of words that a module joins of strings.
func wordList(t *testing.T, file, name string) (words []string) {
	t.Helper()
	m := regexp.MustCompile(`(?s) ` + name + ` = \((.*?)\)\.split`).FindStringSubmatch(script(t, file))
	if m == nil {
		t.Fatalf("%s.js has no list %s", file, name)
	}
	for _, part := range regexp.MustCompile(`"([^"]*)"`).FindAllStringSubmatch(m[1], -1) {
		words = append(words, strings.Fields(part[1])...)
	}
	return words
}

// The browser's client knows the same words, in the same order, and loads the module
// that has them for each that is noise.
func TestScriptHasTheWords(t *testing.T) {
	if got := wordList(t, "search-words", "NOISE"); !slices.Equal(got, noise) {
		t.Errorf("NOISE is %q, want %q", got, noise)
	}
	if got := wordList(t, "search-fallback", "ASKED"); !slices.Equal(got, asked[len(noise):]) {
		t.Errorf("ASKED is %q, want %q", got, asked[len(noise):])
	}
	if got := wordList(t, "search-fallback", "PROVINCES"); !slices.Equal(got, provinces) {
		t.Errorf("PROVINCES is %q, want %q", got, provinces)
	}
	special := regexp.MustCompile(`SPECIAL = /(.*)/;`).FindStringSubmatch(script(t, "search-engine"))
	if special == nil {
		t.Fatal("search-engine.js does not say which queries are special")
	}
	for _, n := range noise {
		if !regexp.MustCompile(special[1]).MatchString(n) {
			t.Errorf("search-engine.js does not load the module of words for %s", n)
		}
	}
}

// The browser's client reads by the same patterns.
func TestScriptHasThePatterns(t *testing.T) {
	text := script(t, "search-fallback")
	inScript := strings.NewReplacer("/", `\/`, `\p{Han}`, `\p{Script=Han}`)
	for _, p := range append([]*regexp.Regexp{tag.Get(), counted.Get(), order.Get(), serial.Get(), interpretation.Get(), ofProvince.Get(), idle.Get(), around.Get(), country.Get(), ofArticle.Get()}, editions...) {
		if want := "/" + inScript.Replace(p.String()) + "/"; !strings.Contains(text, want) {
			t.Errorf("search-fallback.js has no %s", want)
		}
	}
}

// What may be a law's short name is read by the module that knows them, wherever else the
// words stand.
func TestScriptReadsNames(t *testing.T) {
	pattern := regexp.MustCompile(`!/(.*)/\.test\(this\.words\[0\]`).FindStringSubmatch(script(t, "search-engine"))
	if pattern == nil {
		t.Fatal("search-engine.js does not say what may be a name")
	}
	if want := `KINDS = "(` + kinds + `)";`; !strings.Contains(script(t, "search-fallback"), want) {
		t.Errorf("search-fallback.js has no %s", want)
	}
	name := regexp.MustCompile(pattern[1])
	for _, end := range strings.Split("法|"+kinds, "|") {
		for _, nth := range []string{"", "三"} {
			for n := 1; n+len([]rune(end+nth)) <= mostNamed; n++ {
				if s := strings.Repeat("甲", n) + end + nth; (end != "法" || nth == "") && !name.MatchString(s) {
					t.Errorf("search-engine.js does not take %s for a name", s)
				}
			}
		}
	}
}
