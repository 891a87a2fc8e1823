package export

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/sitetest"
)

func TestStates(t *testing.T) {
	fs := sitetest.Docs(0)
	fs["content/1.md"] = sitetest.Doc(1, "class = \"其他文件\"\neffective = 2025-02-01\nexpires = 2026-12-31", "")
	fs["content/2.md"] = sitetest.Doc(2, "class = \"政策解读\"", "")
	fs["content/3.md"] = sitetest.Doc(3, "class = \"其他文件\"\ndoc_number = \"栖交发〔2025〕3号\"\nrepeals = [{target = \""+sitetest.Index(1)+"\", scope = \"第<三>条\", on = 2025-03-01}]", "")
	fs["content/4.md"] = strings.Replace(sitetest.Doc(4, "amends = [{target = \""+sitetest.Index(3)+"\", scope = \"内部的话\", on = 2025-03-01}]", ""), "主动公开", "不予公开", 1)
	c, _ := fs.Catalogue(t)
	p, _ := plan.New(c, nil)
	got := string(States(nil, p, &p.Periods[0]))
	want := `{"version":1,"documents":[{"index":"113701000041890072/2025-00003","states":[["2025-01-03","in-force"],["2025-03-01","amended","amendment","2025-03-01"]]},
{"index":"113701000041890072/2025-00001","states":[["2025-01-01","not-yet","effective","2025-02-01"],["2025-02-01","in-force"],["2025-03-01","partly","partial-repeal","2025-03-01",{"url":"doc/113701000041890072/2025-00003.html","title":"文件3","number":"栖交发〔2025〕3号"},"第\u003c三\u003e条"],["2027-01-01","expired","expiry","2027-01-01"]]}]}
`
	if got != want {
		t.Errorf("States gives\n%s\nwant\n%s", got, want)
	}
	if !json.Valid([]byte(got)) {
		t.Error("not JSON")
	}
	ix, err := StateIndex(nil, p)
	if want := `{"version":1,"shards":[{"url":"data/states-2025-1.json","shard":"data/2025-1.json","from":"2025-01-01"}]}`; err != nil || string(ix) != want {
		t.Errorf("StateIndex gives %s, %v", ix, err)
	}
}

// A text that was published anew as amended is named, and each text says since when it is
// the wording where there was another.
func TestStatesOfTexts(t *testing.T) {
	fs := sitetest.Docs(0)
	titled := func(serial int, title, more string) string {
		return strings.Replace(sitetest.Doc(serial, "class = \"其他文件\"\n"+more, ""), fmt.Sprintf("文件%d\"", serial), title+"\"", 1)
	}
	fs["content/1.md"] = titled(1, "停车管理办法", "")
	fs["content/2.md"] = titled(2, "修改决定", "effective = 2025-02-01\namends = [\""+sitetest.Index(1)+"\"]")
	fs["content/3.md"] = titled(3, "停车管理办法（2025年修正）", "effective = 2025-02-01\nreplaces = [\""+sitetest.Index(1)+"\"]")
	c, _ := fs.Catalogue(t)
	p, _ := plan.New(c, nil)
	got := string(States(nil, p, &p.Periods[0]))
	for _, want := range []string{
		`{"index":"113701000041890072/2025-00003","text":"2025-02-01","states":[["2025-01-03","not-yet","effective","2025-02-01"],["2025-02-01","in-force"]]}`,
		`{"index":"113701000041890072/2025-00001","states":[["2025-01-01","in-force"],["2025-02-01","amended","amendment","2025-02-01",{"url":"doc/113701000041890072/2025-00002.html","title":"修改决定"},null,{"url":"doc/113701000041890072/2025-00003.html","title":"停车管理办法（2025年修正）"}]]}`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("States gives\n%s\nwithout\n%s", got, want)
		}
	}
}

// A site without a document that has validity has no shard of states.
func TestNoStates(t *testing.T) {
	fs := sitetest.Docs(0)
	fs["content/1.md"] = sitetest.Doc(1, "class = \"政策解读\"", "")
	c, _ := fs.Catalogue(t)
	p, _ := plan.New(c, nil)
	if ix, err := StateIndex(nil, p); err != nil || string(ix) != `{"version":1,"shards":[]}` || p.Exists("data/states-2025-1.json") {
		t.Errorf("StateIndex gives %s, %v", ix, err)
	}
}
