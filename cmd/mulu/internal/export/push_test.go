package export

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// pushed is a manifest of two documents and one that was withdrawn.
func pushed(t testing.TB) (asJSON, asCSV string) {
	t.Helper()
	var j, c bytes.Buffer
	p := NewPush(&j, &c, PushHead{Format: 1, Schema: "push-1.json", Kind: "delta", Title: "目录", Site: "https://a.example/", Date: "2026-11-22", Since: "2026-11-01"})
	files := []PushFile{{"doc/a.md", 3, strings.Repeat("0", 64)}}
	for _, d := range []PushDoc{
		{Action: IsNew, Index: "a", Title: "=甲", Issuer: "某局", Published: "2026-11-02", Validity: "有效", URL: "https://a.example/doc/a.html", Digest: Digest(files), Files: files, Missing: []string{"内容概述"}},
		{Action: IsSame, Index: "b", Title: "乙", Issuer: "某局", Published: "2026-10-02", Validity: "有效", URL: "https://a.example/doc/b.html", Digest: Digest(files[:0]), Files: files},
		{Action: IsWithdrawn, Index: "c", On: "2026-11-03", Reason: "依法撤销"},
	} {
		if err := p.Add(&d); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return j.String(), c.String()
}

func TestPushManifest(t *testing.T) {
	j, c := pushed(t)
	if want := `"counts":{"total":2,"new":1,"changed":0,"withdrawn":1,"same":1,"incomplete":1}}`; !strings.HasSuffix(j, want+"\n") {
		t.Errorf("manifest is %s", j)
	}
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(PushSchema))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("https://a.example/push-1.json", schema); err != nil {
		t.Fatal(err)
	}
	for text, fine := range map[string]bool{j: true, strings.Replace(j, `"files"`, `"other"`, 1): false, strings.Replace(j, `"withdrawn","index`, `"gone","index`, 1): false} {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiler.MustCompile("https://a.example/push-1.json").Validate(value); (err == nil) != fine {
			t.Errorf("%v, want fine %t: %s", err, fine, text)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(c[3:])).ReadAll()
	if err != nil || len(rows) != 4 || strings.Join(rows[1][:3], "|") != "新增|a|'=甲" || rows[3][9] != "依法撤销" {
		t.Errorf("table is %q, %v", rows, err)
	}
	site, digests, err := ReadPush(strings.NewReader(j))
	if err != nil || site != "https://a.example/" || len(digests) != 2 || digests["a"] == digests["b"] {
		t.Errorf("ReadPush gives %v, %v", digests, err)
	}
}

// What is no manifest, or a part of one, is no ground to compare with.
func TestReadPushDamaged(t *testing.T) {
	j, _ := pushed(t)
	for _, s := range []string{"", "[]", "{}", j[:len(j)/2], strings.Replace(j, `"total":2`, `"total":3`, 1), strings.Replace(j, `"format":1`, `"format":2`, 1), `{"format":1,"documents":7}`, `{"format":1,"documents":[7],"counts":{}}`} {
		if _, _, err := ReadPush(strings.NewReader(s)); !errors.Is(err, ErrPush) {
			t.Errorf("%.60s: %v", s, err)
		}
	}
}

func FuzzReadPush(f *testing.F) {
	j, _ := pushed(f)
	f.Add(j)
	f.Fuzz(func(t *testing.T, s string) {
		if _, d, err := ReadPush(strings.NewReader(s)); err != nil && d != nil {
			t.Error("digests and an error")
		}
	})
}
