package main

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mulu/cmd/mulu/internal/search/query"
)

// TestTwins asks the browser's search engine, as it is published, what TestRelevance and TestGuessedNames ask
// package query, and wants the same answers to the last mark and score.
func TestTwins(t *testing.T) {
	s := buildLaws(t, 1)
	if err := lookup("node"); err != nil {
		t.Skip(err)
	}
	var requests []query.Request
	for i, q := range makeLawQueries(s.lawCorpus, 7, true) {
		if i%4 == 0 {
			requests = append(requests, query.Request{Q: q.text}, query.Request{Q: q.text, Limit: firstView, Quick: true})
		}
	}
	for i, g := range readGuessed(t) {
		if i%4 == 0 {
			requests = append(requests, query.Request{Q: g.short}, query.Request{Q: g.short, Limit: firstView, Quick: true})
		}
	}
	input, err := json.Marshal(requests)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(filepath.Dir(s.out), "package.json"), `{"type": "module"}`) // what Node takes scripts for
	cmd := exec.Command("node", "search-answers.js", s.out)
	cmd.Dir, cmd.Stdin = "testdata/browser", bytes.NewReader(input)
	var problems strings.Builder
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("node: %v\n%s", err, problems.String())
	}
	lines := bytes.Split(bytes.TrimSpace(out), []byte("\n"))
	if len(lines) != len(requests) {
		t.Fatalf("%d answers to %d requests", len(lines), len(requests))
	}
	for i, r := range requests {
		want, err := s.index.Search(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		want.Fetched = query.Fetched{}
		want.More = want.More && len(want.Results) > 0
		var got struct {
			Q string
			query.Response
		}
		if err := json.Unmarshal(lines[i], &got); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got.Response); got.Q != r.Q || d != "" {
			t.Errorf("%+v in the browser (+) is not what package query says (-):\n%.2000s", r, d)
		}
	}
}
