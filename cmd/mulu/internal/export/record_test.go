package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
)

// full is a site of documents that have every field between them.
func full(t testing.TB) *Exporter {
	t.Helper()
	fs := sitetest.Docs(4)
	fs["content/a.txt"] = "附表"
	fs["content/5.md"] = sitetest.Doc(5, `class = "行政规范性文件"
doc_number = "栖交发〔2025〕5号"
unified_number = "QLDR-2025-0130001"
effective = 2025-02-01
expires = 2030-01-31
validity = "有效"
theme = '工业、交通\公路'
genre = "通知"
audience = ["企业", "个体工商户"]
five_disclosure = "决策公开"
disclosure_basis = "政府信息公开条例第二十条"
keep = "长期公开"
keywords = ["甲", "乙<\"\\"]
summary = "概述\u2028尾"
unit = "办公室"
source = {name = "交通运输部", url = "https://www.mot.gov.cn/"}
attachments = [{file = "a.txt", title = "附表"}]
repeals = [{target = "`+sitetest.Index(1)+`", scope = "第五条", on = 2025-03-01, note = "说明"}]
amends = ["`+sitetest.Index(2)+`"]
replaces = [{target = "`+sitetest.Index(3)+`", compare = true}]
attached_to = ["`+sitetest.Index(4)+`"]
related = ["`+sitetest.Index(1)+`"]
changes = [{on = 2025-04-01, text = "更正附件"}]
aliases = ["old/1.html"]
author = "拟稿龘"
review = [{kind = "保密审查", by = "审核靐", on = 2025-01-01, conclusion = "同意公开齉"}]
requests = 3
reassess = 2027-03-01`, "正文")
	fs["content/6.md"] = sitetest.Doc(6, "category = \"jd\"\nclass = \"政策解读\"\ninterprets = [\""+sitetest.Index(5)+"\"]\nform = [\"文字\", \"问答\"]", "")
	fs["content/7.md"] = sitetest.Doc(7, "class = \"意见征集\"\nconsultation = {opens = 2025-01-07, closes = 2025-01-20, channel = \"信函\", reason = \"急\"}", "")
	fs["content/8.md"] = sitetest.Doc(8, "class = \"意见反馈\"\nfeedback_on = [\""+sitetest.Index(7)+"\"]", "")
	fs["content/9.md"] = sitetest.Doc(9, "class = \"其他文件\"\nrepealed = 2026-01-01\nrepealed_by = \"省厅公告\"", "")
	c, _ := fs.Catalogue(t)
	p, _ := plan.New(c, nil)
	return New(p, fs)
}

// records gives all records, oldest first.
func records(t testing.TB, e *Exporter) (list []map[string]any) {
	t.Helper()
	docs := e.plan.Catalogue.Documents
	for i := range docs {
		var m map[string]any
		if err := json.Unmarshal(e.JSON(nil, &docs[i], []byte("正文\n")), &m); err != nil {
			t.Fatalf("%v in %s", err, e.JSON(nil, &docs[i], nil))
		}
		list = append(list, m)
	}
	slices.Reverse(list)
	return list
}

// The record has every field of the table that is public, under its key, and none that is
// not.
func TestRecordFields(t *testing.T) {
	keys := map[string]bool{}
	list := records(t, full(t))
	for _, m := range list {
		for k := range m {
			keys[k] = true
		}
	}
	never := map[string]bool{"draft": true, "withdrawn": true} // such a document is in no export
	for _, f := range catalogue.Fields {
		if want := !f.Internal && !never[f.Key]; keys[f.Key] != want {
			t.Errorf("field %s is in a record: %t, want %t", f.Key, keys[f.Key], want)
		}
	}
	var all strings.Builder
	fmt.Fprint(&all, list)
	for _, secret := range []string{"龘", "靐", "齉", "审查"} {
		if strings.Contains(all.String(), secret) {
			t.Errorf("%s is in a record", secret)
		}
	}
}

// What a record says of everything that few documents have.
func TestRecord(t *testing.T) {
	e := full(t)
	docs := e.plan.Catalogue.Documents
	got := string(e.record(nil, &docs[slices.IndexFunc(docs, func(d catalogue.Document) bool { return d.Index == sitetest.Index(5) })]))
	const other = `"url":"https://jtj.qilan.example/xxgk/doc/113701000041890072/2025-0000`
	for _, want := range []string{
		`{"format":1,"index_number":"113701000041890072/2025-00005","title":"文件5","class":"行政规范性文件","issuer":["栖澜市交通运输局"],"issuer_code":["113701000041890072"],"category":["wj"],"category_name":["政策文件"],"doc_number":"栖交发〔2025〕5号"`,
		`"keywords":["甲","乙\u003c\"\\"],"summary":"概述\u2028尾"`,
		`"source":{"name":"交通运输部","url":"https://www.mot.gov.cn/"}`,
		`"attachments":[{"title":"附表","file":"a.txt","type":"txt","size":6,` + other + `5/a.txt"}]`,
		`"repeals":[{"index_number":"113701000041890072/2025-00001","title":"文件1",` + other + `1.html","scope":"第五条","on":"2025-03-01","note":"说明"}]`,
		`"replaces":[{"index_number":"113701000041890072/2025-00003","title":"文件3",` + other + `3.html","compare":true}]`,
		`"incoming":{"interprets":[{"index_number":"113701000041890072/2025-00006","title":"文件6",` + other + `6.html"}]}`,
		`"editions":[{"index_number":"113701000041890072/2025-00003"`, `"comparisons":["https://jtj.qilan.example/xxgk/doc/113701000041890072/2025-00005/~diff/113701000041890072/2025-00003.html"]`,
		`"validity":"有效","state":{"code":"in-force","until":"2030-02-01"},"states":[{"code":"not-yet","from":"2025-01-05","to":"2025-01-31","cause":"effective","on":"2025-02-01"},{"code":"in-force","from":"2025-02-01","to":"2030-01-31"},{"code":"expired","from":"2030-02-01","cause":"expiry","on":"2030-02-01"}]`,
		`"aliases":["old/1.html"]`, `,` + other + `5.html","json_url":"https://jtj.qilan.example/xxgk/doc/113701000041890072/2025-00005.json"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

// Every record and every list is as the published schema says, and the schema knows every
// key.
func TestSchema(t *testing.T) {
	e := full(t)
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("https://a.example/document-1.json", schema); err != nil {
		t.Fatal(err)
	}
	one, list := c.MustCompile("https://a.example/document-1.json"), c.MustCompile("https://a.example/document-1.json#/$defs/list")
	known := schema.(map[string]any)["properties"].(map[string]any)
	for _, m := range records(t, e) {
		if err := one.Validate(m); err != nil {
			t.Errorf("%v: %v", m["index_number"], err)
		}
		for k := range m {
			if known[k] == nil {
				t.Errorf("the schema has no %s", k)
			}
		}
	}
	data, err := e.List(nil, plan.Entry{Kind: plan.Export, Format: plan.JSON, Period: &e.plan.Periods[0]})
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if err := list.Validate(value); err != nil {
		t.Error(err)
	}
	delete(value.(map[string]any)["documents"].([]any)[0].(map[string]any), "issuer")
	if list.Validate(value) == nil {
		t.Error("a record without issuer is taken")
	}
}

// The keys of a record never change within a version: this list only grows.
func TestRecordKeys(t *testing.T) {
	keys := map[string]bool{}
	for _, m := range records(t, full(t)) {
		for k := range m {
			keys[k] = true
		}
	}
	want := []string{"aliases", "amends", "attached_to", "attachments", "audience", "body", "category", "category_name", "changes", "class", "consultation",
		"disclosure", "disclosure_basis", "doc_number", "editions", "effective", "expires", "feedback_on", "five_disclosure", "form", "format", "genre",
		"incoming", "index_number", "interprets", "issuer", "issuer_code", "json_url", "keep", "keywords", "markdown_url", "published", "related", "repealed",
		"repealed_by", "repeals", "replaces", "source", "state", "states", "summary", "text_url", "theme", "title", "unified_number", "unit", "url", "validity", "written"}
	if got := slices.Sorted(maps.Keys(keys)); !slices.Equal(got, want) {
		t.Errorf("keys are %q", got)
	}
}
