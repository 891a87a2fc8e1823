package check

import (
	"testing"

	"mulu/cmd/mulu/internal/diag"
)

// A rule that does not say that it asks for more sees the text, its header and the settings,
// and nothing else, whichever of its functions is called.
func TestAlone(t *testing.T) {
	cat, _ := ended(t, 3)
	d := &cat.Documents[0]
	look := func(what string, s *Site, doc *Document) {
		t.Helper()
		switch {
		case len(s.Documents) > 0, !s.Today.IsZero(), s.Files != nil, s.Exists != nil, s.Reports != nil, s.Last != nil:
			t.Errorf("%s sees the site", what)
		case s.Config != cat.Config:
			t.Errorf("%s does not see the settings", what)
		case doc != nil && (doc.Validity.State != 0 || len(doc.Out)+len(doc.In) > 0):
			t.Errorf("%s sees what others say of the document", what)
		case doc != nil && doc.Record != d.Record:
			t.Errorf("%s does not see the header", what)
		}
		if _, known := s.Find(d.Index); known {
			t.Errorf("%s finds documents", what)
		}
	}
	called := map[string]int{}
	rule := &Rule{Rule: diag.Rule{Code: "own"}, In: Everywhere,
		Body: func(b *Body) { called["body"]++; look("Body", b.Site, &Document{Site: b.Site, Document: b.Document}) },
		Line: func(l *Line) {
			called["line"]++
			look("Line", l.Site, l.Doc)
			look("Line's Body", l.Body.Site, &Document{Site: l.Body.Site, Document: l.Body.Document})
		}}
	asking := &Rule{Rule: diag.Rule{Code: "asking"},
		Asks: func(b *Body) bool {
			called["asks"]++
			look("Asks", b.Site, &Document{Site: b.Site, Document: b.Document})
			return string(b.Raw) == "more"
		},
		Body: func(b *Body) {
			if full := len(b.Documents) > 0 && b.Document == d; full != (string(b.Raw) == "more") {
				t.Errorf("of %q the rule sees everything: %v", b.Raw, full)
			}
		}}
	e := New(cat, []*Rule{rule, asking}, Options{Whole: true, Exists: func(string) bool { return true }})
	for text, want := range map[string]bool{"more": true, "less": false} {
		b := &Body{Raw: []byte(text), First: 1, File: d.Path, Document: d}
		e.Body(b)
		if b.Asked != want {
			t.Errorf("of %q more was asked: %v", text, b.Asked)
		}
	}
	if called["body"] != 2 || called["line"] < 2 || called["asks"] != 2 {
		t.Error(called)
	}
}

// Of the names in a text those of documents that are no longer valid are known again.
func TestCitedNames(t *testing.T) {
	cat, _ := ended(t, 40)
	e := New(cat, nil, Options{Whole: true})
	for i := range cat.Documents {
		d := &cat.Documents[i]
		for _, text := range []string{"根据《" + d.Title + "》办理。", "根据《 " + d.Title + "》办理。", "按照" + d.DocNumber + "办理。"} {
			b := &Body{Raw: []byte(text), First: 1, File: d.Path, Document: d}
			e.Body(b)
			if len(b.Names) != 1 {
				t.Fatalf("%q has names %v", text, b.Names)
			}
			if got := e.Cited(b.Names); got != d.Validity.Ended() {
				t.Errorf("%q cites what has ended: %v", text, got)
			}
		}
	}
	if e.Cited(nil) || e.Cited([]Name{12345}) {
		t.Error("what has no name is cited")
	}
}
