package build_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"mulu/cmd/mulu/internal/history"
	"mulu/cmd/mulu/internal/journal"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/sitetest"
)

// kept is a manifest that somebody kept.
func kept(t *testing.T, dir string) *publish.Manifest {
	t.Helper()
	m, err := publish.ManifestAt(dir)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// The manifest says of each document, and of no other page, its number, its days and what it
// is worth on the day.
func TestManifestTellsDocuments(t *testing.T) {
	l := newLogged(t)
	l.files["content/odd.md"] = strings.Replace(sitetest.Doc(4, "", "四"), "2025-00004", "济交〔2025〕4号", 1)
	// A page that leads on, where the number would be were it an address.
	l.files["content/small.md"] = strings.Replace(sitetest.Doc(6, `aliases = ["doc/113701000041890072/2025-a0006.html"]`, "六"), "2025-00006", "2025-a0006", 1)
	l.files["content/n.md"] = sitetest.Doc(5, `withdrawn = {on = 2026-01-02, reason = "撤"}`, "五")
	l.publish("2026-11-22", "")
	var got []string
	m := kept(t, l.out)
	for e, d := range m.Documents() {
		got = append(got, strings.Join([]string{d.Index[strings.IndexByte(d.Index, '/')+1:], d.Written.String(), d.Published.String(), d.Effective.String(), d.Expires.String(), d.Validity}, "|"))
		if !strings.HasPrefix(e.Path, "doc/") {
			t.Errorf("%s is a document", e.Path)
		}
	}
	slices.Sort(got)
	if len(got) != 5 || !slices.ContainsFunc(got, func(s string) bool {
		return strings.HasPrefix(s, "2025-00001|") && strings.HasSuffix(s, "|2026-12-31|in-force")
	}) ||
		!strings.HasPrefix(got[4], "济交〔2025〕4号|") {
		t.Errorf("documents %q", got)
	}
	if m.Day.String() != "2026-11-22" || m.Chain != nil {
		t.Errorf("%v %v", m.Day, m.Chain)
	}
	l.publish("2027-01-01", "")
	now := kept(t, l.out)
	changes := history.Compare(m, now)
	if len(changes) != 1 || changes[0].Kind != history.Validity || changes[0].To != "expired" || now.Follows(m) != nil {
		t.Errorf("on the day when it expires: %+v", changes)
	}
}

// A manifest is as the schema says that mulu explain writes.
func TestManifestObeysItsSchema(t *testing.T) {
	l := newLogged(t)
	l.publish("2026-11-22", "")
	l.files["content/d00002.md"] += "更多\n"
	l.publish("2026-11-23", "")
	compiler := jsonschema.NewCompiler()
	rules, err := jsonschema.UnmarshalJSON(strings.NewReader(publish.Schema))
	if err == nil {
		err = compiler.AddResource("manifest.json", rules)
	}
	if err != nil {
		t.Fatal(err)
	}
	schema := compiler.MustCompile("manifest.json")
	text := string(tree(t, l.out)[publish.ManifestName])
	for _, tt := range []struct {
		was, is string
		fine    bool
	}{{"", "", true}, {`"published":`, `"publishd":`, false}, {`"previous":"`, `"previous":"0`, false}, {`"date":"2026`, `"date":"26`, false}} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(strings.Replace(text, tt.was, tt.is, 1)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); (err == nil) != tt.fine {
			t.Errorf("%q: %v", tt.is, err)
		}
	}
}

// The chain, the log and each other agree over many builds; a template is a link of the chain
// and no line of the log.
func TestProofOfManyBuilds(t *testing.T) {
	l := newLogged(t)
	var all []*publish.Manifest
	add := func(day string) {
		t.Helper()
		l.publish(day, "")
		all = append(all, kept(t, l.out))
	}
	add("2026-11-20")
	l.files["content/n.md"] = sitetest.Doc(4, "", "四")
	add("2026-11-21")
	l.files["layouts/part-footer.html"] = "{{define \"footer\"}}<footer>甲</footer>{{end}}"
	add("2026-11-22")
	delete(l.files, "content/n.md")
	add("2026-11-23")
	add("2026-11-24") // nothing
	last := all[len(all)-1]
	if all[4].Digest != all[3].Digest || len(last.Chain) != 3 {
		t.Fatalf("chain of %d", len(last.Chain))
	}
	for i, m := range all {
		if err := last.Follows(m); err != nil {
			t.Errorf("manifest %d: %v", i+1, err)
		}
	}
	log, err := history.Read(l.out, "")
	if err != nil || len(log.Broken) > 0 || log.Begun != "2026-11-20" {
		t.Errorf("%+v %v", log, err)
	}
	var events []string
	for _, c := range log.Changes {
		events = append(events, c.On[8:]+" "+string(c.Event))
	}
	if want := []string{"20 begun", "21 published", "23 removed"}; !slices.Equal(events, want) {
		t.Errorf("the log says %v", events)
	}
	one, err := history.Read(l.out, "113701000041890072/2025-00001")
	if err != nil || one.First("113701000041890072/2025-00001") != "" {
		t.Errorf("%+v %v", one, err)
	}
}

// A log that was written anew does not fit the chain, though its own sums are right.
func TestForgedLog(t *testing.T) {
	l := newLogged(t)
	l.publish("2026-11-20", "")
	for i, day := range []string{"2026-11-21", "2026-11-22"} {
		l.files["content/n.md"] = sitetest.Doc(4, "", strings.Repeat("四", i+1))
		l.publish(day, "")
	}
	name := filepath.Join(l.out, "data", "log-2026-11-1.json")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var part journal.Part
	if err := json.Unmarshal(data, &part); err != nil {
		t.Fatal(err)
	}
	forged := strings.Replace(string(data), part.Builds[2].Previous, strings.Repeat("0", 64), 1)
	if err := os.WriteFile(name, []byte(forged), 0o644); err != nil {
		t.Fatal(err)
	}
	log, err := history.Read(l.out, "")
	if err != nil || len(log.Broken) != 2 {
		t.Errorf("%v %v: want that the file differs, and that a build follows no manifest", log.Broken, err)
	}
}

// The same sources, built anew and over an older site, differ in the chain alone.
func TestSameBytesButTheChain(t *testing.T) {
	l := newLogged(t)
	l.publish("2026-11-22", "")
	fresh := maps.Clone(tree(t, l.out))
	l.out = filepath.Join(t.TempDir(), "again")
	l.publish("2026-11-22", "")
	for at, data := range tree(t, l.out) {
		if string(fresh[at]) != string(data) {
			t.Errorf("%s differs", at)
		}
	}
}
