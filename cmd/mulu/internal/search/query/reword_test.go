package query

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// wordVector is a query, what is left of its words, and what was taken from them.
type wordVector struct {
	In      string   `json:"in"`
	Out     []string `json:"out"`
	Dropped []string `json:"dropped"`
}

// wordVectors are the cases that the browser's script is held to, too.
func wordVectors(t *testing.T) (v struct {
	Reword []struct{ In, Out string }
	Noise  []wordVector
	Asked  []wordVector
}) {
	t.Helper()
	data, err := os.ReadFile("../../../testdata/search/words.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestReword(t *testing.T) {
	for _, tt := range wordVectors(t).Reword {
		if got := rewordPhrase(tt.In); got != tt.Out {
			t.Errorf("rewordPhrase(%q) = %q, want %q", tt.In, got, tt.Out)
		}
	}
	for n := 1; n < 1000; n++ {
		if s := chinese(n); strings.Contains(s, " ") || s == "" {
			t.Errorf("chinese(%d) = %q", n, s)
		}
	}
}

func TestDropNoise(t *testing.T) {
	testDrop(t, "dropNoise", dropNoise, wordVectors(t).Noise)
}

func TestDropAsked(t *testing.T) {
	testDrop(t, "dropAsked", dropAsked, wordVectors(t).Asked)
}

func testDrop(t *testing.T, name string, drop func([]word) ([]word, []string), cases []wordVector) {
	t.Helper()
	for _, tt := range cases {
		words, dropped := drop(parse(tt.In).words)
		var left []string
		for _, w := range words {
			left = append(left, string(w.phrase))
		}
		if !slices.Equal(left, tt.Out) || !slices.Equal(dropped, tt.Dropped) {
			t.Errorf("%s(%q) = %q, %q; want %q, %q", name, tt.In, left, dropped, tt.Out, tt.Dropped)
		}
	}
}
