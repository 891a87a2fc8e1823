package diag

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

var ruleSecret = Rule{
	Code: "id-number", Severity: Error, Title: "有身份证号码", Explain: "个人信息不得公开。", Source: "个人信息保护法第二十五条", Repair: "删去或者遮盖。",
	Unconfirmed: true, Examples: []Example{{Wrong: "证号 ```1```", Right: "证号 ****"}},
}

var ruleCategory = Rule{
	Code: "category-empty", Severity: Warning, Title: "栏目没有信息", Explain: "空白栏目会被检查指标扣分。",
	Source: "国办秘函〔2019〕19号", Repair: "补充信息，或者删去栏目。",
}

func sample() []Diagnostic {
	notice := ruleCategory.At("content/甲 乙#1%.md", Pos{Line: 2}, "<提醒> & \"引号\"")
	notice.Severity = Notice
	return []Diagnostic{
		ruleDate.At("content/zcwj/0368.md", Pos{4, 10, 4, 20}, "成文日期 2023-02-30 不存在").WithHint("2023 年 2 月只有 28 天").
			WithRelated("content/a.md", Pos{Line: 3, Col: 1}, "另一处").WithRelated("config.toml", Pos{}, "见配置"),
		notice,
		{Severity: Warning, Code: "unlisted", Message: "没有位置"},
		{File: "content/b.md", Pos: Pos{Line: 3, Col: 1}, Severity: Error, Code: "link-broken", Message: "已豁免", Mark: "0123456789abcdef",
			Waived: &Waiver{"例子", "政务公开办", "2026-12-31", "waivers.toml", Pos{Line: 1, Col: 1}}},
		{File: "content/b.md", Pos: Pos{Line: 4}, Severity: Error, Code: "link-broken", Message: "已知", Known: true},
	}
}

// sources are the texts of the files of sample.
func sources(file string) []byte {
	return map[string][]byte{"content/zcwj/0368.md": []byte("+++\n\n\n成文日期 = 2023-02-30\n+++\n")}[file]
}

// report is a report on problems, with all rules of these tests.
func report(ds ...Diagnostic) *Report {
	return &Report{Diagnostics: ds, Version: "1.2.3", Site: "栖澜市交通运输局", Date: "2026-11-22", NextChange: "2027-01-01", Source: sources,
		Groups: []Group{{"日期", []*Rule{&ruleDate}}, {"栏目", []*Rule{&ruleCategory, &ruleSecret}}},
		Owner: func(file string) Owner {
			if file == "content/zcwj/0368.md" {
				return Owner{"栖澜市交通运输局", "办公室", "zcwj", "政策文件"}
			}
			return Owner{}
		}}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", name, diff)
	}
}

func TestWriteJSON(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSON(&b, report(sample()...)); err != nil {
		t.Fatal(err)
	}
	golden(t, "report.json", b.Bytes())
	var back struct {
		Version     int
		Diagnostics []struct {
			File, Severity, Code, Message, Hint string
			Line, Column, EndLine, EndColumn    int
			Related                             []struct{ File, Message string }
		}
		Summary struct{ Errors, Warnings, Notices int }
	}
	if err := json.Unmarshal(b.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if d := back.Diagnostics; back.Version != 1 || len(d) != 5 || d[0].EndColumn != 20 || len(d[0].Related) != 2 || d[1].Severity != "notice" || d[2].Related == nil {
		t.Errorf("read back: %+v", back)
	}
	if back.Summary != (struct{ Errors, Warnings, Notices int }{1, 1, 1}) {
		t.Errorf("summary = %+v", back.Summary)
	}
}

func TestNothingToReport(t *testing.T) {
	var j, s bytes.Buffer
	if err := WriteJSON(&j, &Report{}); err != nil {
		t.Fatal(err)
	}
	if err := WriteSARIF(&s, &Report{}); err != nil {
		t.Fatal(err)
	}
	if !json.Valid(j.Bytes()) || strings.Contains(j.String(), "null") {
		t.Errorf("JSON: %s", &j)
	}
	if !json.Valid(s.Bytes()) || strings.Contains(s.String(), "null") { // an absent list would mean that nothing was looked at
		t.Errorf("SARIF: %s", &s)
	}
	if got := text(t, TextOptions{}); got != "" {
		t.Errorf("text: %q", got)
	}
}

// object reaches into decoded JSON: names for objects, numbers for lists.
func object(t *testing.T, v any, path ...any) any {
	t.Helper()
	for _, step := range path {
		switch key := step.(type) {
		case string:
			v = v.(map[string]any)[key]
		case int:
			v = v.([]any)[key]
		}
	}
	return v
}

func TestWriteSARIF(t *testing.T) {
	var b bytes.Buffer
	if err := WriteSARIF(&b, report(sample()...)); err != nil {
		t.Fatal(err)
	}
	golden(t, "report.sarif", b.Bytes())
	var log any
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	run := object(t, log, "runs", 0)
	results := object(t, run, "results").([]any)
	table := object(t, run, "tool", "driver", "rules").([]any)
	if len(results) != 5 || len(table) != 3 || object(t, log, "version") != "2.1.0" {
		t.Fatalf("%d results, %d rules", len(results), len(table))
	}
	for i, r := range results[:2] {
		ruleIndex := int(object(t, r, "ruleIndex").(float64))
		if object(t, table[ruleIndex], "id") != object(t, r, "ruleId") {
			t.Errorf("result %d has the rule %v of index %d", i, object(t, r, "ruleId"), ruleIndex)
		}
	}
	for _, tt := range []struct {
		path []any
		want any
	}{
		{[]any{0, "level"}, "error"}, {[]any{1, "level"}, "note"}, {[]any{2, "level"}, "warning"},
		{[]any{2, "ruleIndex"}, nil},
		{[]any{0, "locations", 0, "physicalLocation", "region", "endColumn"}, 20.0},
		{[]any{1, "locations", 0, "physicalLocation", "region", "startColumn"}, nil},
		{[]any{1, "locations", 0, "physicalLocation", "artifactLocation", "uri"}, "content/%E7%94%B2%20%E4%B9%99%231%25.md"},
		{[]any{1, "locations", 0, "physicalLocation", "artifactLocation", "uriBaseId"}, "%SRCROOT%"},
		{[]any{0, "relatedLocations", 0, "message", "text"}, "另一处"},
		{[]any{0, "relatedLocations", 0, "id"}, 0.0}, {[]any{0, "relatedLocations", 1, "id"}, 1.0},
		{[]any{0, "relatedLocations", 1, "physicalLocation", "region"}, nil},
	} {
		if got := object(t, results, tt.path...); got != tt.want {
			t.Errorf("results%v = %v, want %v", tt.path, got, tt.want)
		}
	}
	if got := object(t, run, "columnKind"); got != "unicodeCodePoints" {
		t.Errorf("columnKind = %v", got)
	}
}
