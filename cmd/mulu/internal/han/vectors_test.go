package han

import (
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// vector is what a function gives for an input; testdata/search/README.md says what
// each list holds. The browser's twin of this package obeys the same ones.
type vector[In, Out any] struct {
	In  In
	Out Out
}

// readVectors decodes one file of vectors. A lone surrogate becomes U+FFFD, which
// folds to nothing as well.
func readVectors(t *testing.T, name string, v any) {
	t.Helper()
	text, err := os.ReadFile("../../testdata/search/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, v); err != nil {
		t.Fatal(err)
	}
}

type foldVectors struct {
	Fold, Traditional, Yearfold []vector[string, string]
	Places                      []vector[string, []int]
	Table                       struct{ From, To string }
	Every                       struct {
		Characters string
		Sum        uint32
	}
}

func TestFoldVectors(t *testing.T) {
	var v foldVectors
	readVectors(t, "fold.json", &v)
	if len(v.Fold) == 0 || len(v.Traditional) == 0 || len(v.Yearfold) == 0 || len(v.Places) == 0 {
		t.Fatal("a list is empty")
	}
	for _, tt := range slices.Concat(v.Fold, v.Traditional) {
		if got := Fold(tt.In); got != tt.Out {
			t.Errorf("Fold(%q) = %q, want %q", tt.In, got, tt.Out)
		}
		if got := Fold(strings.Repeat(tt.In, 1000)); got != strings.Repeat(tt.Out, 1000) {
			t.Errorf("Fold of %q a thousand times is not %q a thousand times", tt.In, tt.Out)
		}
	}
	for _, tt := range v.Yearfold {
		f := []rune(tt.In)
		got, changed := YearFold(f)
		if string(got) != tt.Out || changed != (tt.In != tt.Out) || string(f) != tt.In {
			t.Errorf("YearFold(%q) = %q, %v, want %q", tt.In, string(got), changed, tt.Out)
		}
	}
	for _, tt := range v.Places {
		if got := characterPlaces(tt.In); !slices.Equal(got, tt.Out) {
			t.Errorf("characters of %q are of %d, want %d", tt.In, got, tt.Out)
		}
	}
	if from, to := Simplified(); from != v.Table.From || to != v.Table.To {
		t.Error("the table of Simplified characters is another")
	}
}

// characterPlaces gives for every folded character of s the number, from 0, of the
// character it came from.
func characterPlaces(s string) []int {
	var f Folded
	f.Fold(s)
	list := []int{}
	for _, at := range f.At {
		list = append(list, utf8.RuneCountInString(s[:at]))
	}
	return list
}

// Every character of Unicode 15.0 folds as in the browser.
func TestFoldOfEveryCharacterVector(t *testing.T) {
	var v foldVectors
	readVectors(t, "fold.json", &v)
	sum := uint32(0x811c9dc5)
	mix := func(r rune) { sum = (sum ^ uint32(r)) * 0x01000193 }
	var buffer []rune
	for part := range strings.SplitSeq(v.Every.Characters, ",") {
		first, last, more := strings.Cut(part, "-")
		if !more {
			last = first
		}
		for r := hexRune(t, first); r <= hexRune(t, last); r++ {
			mix(r)
			buffer = AppendFold(buffer[:0], string(r))
			for _, c := range buffer {
				mix(c)
			}
		}
	}
	if sum != v.Every.Sum {
		t.Errorf("the sum is %d, want %d", sum, v.Every.Sum)
	}
}

func hexRune(t *testing.T, s string) rune {
	t.Helper()
	n, err := strconv.ParseInt(s, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	return rune(n)
}

type termVectors struct {
	Terms        []vector[string, []hashed]
	PhraseTerms  []vector[string, []string]
	PhrasePlaces []vector[string, []int]
	Contains     []vector[struct{ Text, Phrase string }, []int]
	DocNumber    []vector[string, *string]
	IndexNumber  []vector[string, *string]
}

// hashed is a term and its hash, written as an array of both.
type hashed struct {
	term string
	hash uint32
}

func (h *hashed) UnmarshalJSON(text []byte) error {
	return json.Unmarshal(text, &[]any{&h.term, &h.hash})
}

func TestTermVectors(t *testing.T) {
	var v termVectors
	readVectors(t, "terms.json", &v)
	if len(v.Terms) == 0 || len(v.PhraseTerms) == 0 || len(v.PhrasePlaces) == 0 {
		t.Fatal("a list is empty")
	}
	for _, tt := range v.Terms {
		list := Terms(nil, []rune(tt.In))
		slices.Sort(list)
		got := []hashed{}
		for _, term := range slices.Compact(list) {
			got = append(got, hashed{term.String(), term.Hash()})
		}
		if !slices.Equal(got, tt.Out) {
			t.Errorf("terms of %q are %v, want %v", tt.In, got, tt.Out)
		}
	}
	for _, tt := range v.PhraseTerms {
		got := []string{}
		for _, term := range PhraseTerms([]rune(tt.In)) {
			got = append(got, term.String())
		}
		if !slices.Equal(got, tt.Out) {
			t.Errorf("PhraseTerms(%q) = %q, want %q", tt.In, got, tt.Out)
		}
	}
	for _, tt := range v.PhrasePlaces {
		if _, got := PhrasePlaces([]rune(tt.In)); !slices.Equal(got, tt.Out) {
			t.Errorf("terms of %q stand at %d, want %d", tt.In, got, tt.Out)
		}
	}
}

func TestContainsVectors(t *testing.T) {
	var v termVectors
	readVectors(t, "terms.json", &v)
	if len(v.Contains) == 0 {
		t.Fatal("the list is empty")
	}
	for _, tt := range v.Contains {
		text, phrase := []rune(tt.In.Text), []rune(tt.In.Phrase)
		if got := Positions(nil, text, phrase); !slices.Equal(got, tt.Out) {
			t.Errorf("Positions(%q, %q) = %d, want %d", tt.In.Text, tt.In.Phrase, got, tt.Out)
		}
		if got := Contains(text, phrase); got != (len(tt.Out) > 0) {
			t.Errorf("Contains(%q, %q) = %v", tt.In.Text, tt.In.Phrase, got)
		}
	}
}

func TestNumberVectors(t *testing.T) {
	var v termVectors
	readVectors(t, "terms.json", &v)
	for _, list := range []struct {
		name    string
		read    func(string) (string, bool)
		vectors []vector[string, *string]
	}{{"DocNumber", DocNumber, v.DocNumber}, {"IndexNumber", IndexNumber, v.IndexNumber}} {
		if len(list.vectors) == 0 {
			t.Fatalf("%s: the list is empty", list.name)
		}
		for _, tt := range list.vectors {
			want := ""
			if tt.Out != nil {
				want = *tt.Out
			}
			if got, ok := list.read(tt.In); got != want || ok != (tt.Out != nil) {
				t.Errorf("%s(%q) = %q, %v, want %q", list.name, tt.In, got, ok, want)
			}
		}
	}
}

func TestPinyinVectors(t *testing.T) {
	var v struct{ Readings []vector[string, []string] }
	readVectors(t, "pinyin.json", &v)
	if len(v.Readings) == 0 {
		t.Fatal("the list is empty")
	}
	for _, tt := range v.Readings {
		r, _ := utf8.DecodeRuneInString(tt.In)
		if got := Readings(r); !slices.Equal(got, tt.Out) {
			t.Errorf("Readings(%q) = %q, want %q", r, got, tt.Out)
		}
	}
}
