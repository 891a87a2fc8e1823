package render_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/sitetest"
)

var relationItem = regexp.MustCompile(`<li( aria-current="page")?><time>([0-9-]+)</time> <strong class="relation-kind">([^<]*)</strong>(?: <a href="[^"]*">([^<]*)</a>)?`)

// history is the timeline of a page: day, kind, name of each document.
func history(page string) (items []string) {
	for _, m := range relationItem.FindAllStringSubmatch(page, -1) {
		items = append(items, strings.Join(m[2:], " "))
	}
	return items
}

// A document's history is in the order of days, itself among them, with what became of
// the draft that it grew from. A document with several relations is there once.
func TestTimeline(t *testing.T) {
	// Document n is made public on the n-th of January 2025.
	s := load(t, sitetest.Files{
		"content/1.md": sitetest.Doc(1, "class = \"其他文件\"", ""),
		"content/2.md": sitetest.Doc(2, "consultation = {opens = 2025-01-02, closes = 2025-02-02, channel = \"信函\"}", ""),
		"content/3.md": sitetest.Doc(3, "feedback_on = [\""+sitetest.Index(2)+"\"]", ""),
		"content/4.md": sitetest.Doc(4, "class = \"其他文件\"\nreplaces = [\""+sitetest.Index(1)+"\"]\nrelated = [\""+sitetest.Index(2)+"\", \""+sitetest.Index(1)+"\"]", ""),
		"content/5.md": sitetest.Doc(5, "interprets = [\""+sitetest.Index(4)+"\"]\nform = [\"文字\"]", ""),
		"content/6.md": sitetest.Doc(6, "class = \"其他文件\"\namends = [{target = \""+sitetest.Index(4)+"\", scope = \"第二条\"}]", ""),
	})
	page, _ := s.page(t, docAt(4))
	want := []string{
		"2025-01-01 本文替代的文件、其他相关文件 文件1", "2025-01-02 意见征集 文件2", "2025-01-03 意见征集的反馈 文件3",
		"2025-01-04 本文件 ", "2025-01-05 本文件的解读 文件5", "2025-01-06 修改本文件的文件 文件6",
	}
	if got := history(page); !slices.Equal(got, want) {
		t.Errorf("history of document 4:\n%q\nwant\n%q", got, want)
	}
	mustHold(t, docAt(4), page, `<li aria-current="page"><time>2025-01-04`, `<span class="relation-note">第二条</span>`, `<span class="relation-note">文字</span>`)
	if page, _ = s.page(t, docAt(5)); len(history(page)) != 2 {
		t.Errorf("history of document 5: %q", history(page))
	}
}

func TestSummary(t *testing.T) {
	s := load(t, sitetest.Files{
		"content/1.md": sitetest.Doc(1, "class = \"其他文件\"\neffective = 2025-03-01\ndoc_number = \"栖交发〔2025〕7号\"", ""),
		"content/2.md": sitetest.Doc(2, "class = \"其他文件\"\neffective = 2025-03-01", ""),
		"content/3.md": sitetest.Doc(3, "effective = 2025-04-01\nrepeals = [\""+sitetest.Index(2)+"\"]", ""),
		"content/4.md": sitetest.Doc(4, "", ""),
	})
	for serial, want := range map[int]string{
		1: `<p class="doc-summary"><span class="state state-in-force">有效</span>，自2025年3月1日起施行，<span>栖澜市交通运输局</span>，<span>栖交发〔2025〕7号</span></p>`,
		2: `</div><p class="doc-summary"><span>栖澜市交通运输局</span></p>`,
		4: `<p class="doc-summary">2025年1月4日公开，<span>栖澜市交通运输局</span></p>`,
	} {
		page, _ := s.page(t, docAt(serial))
		mustHold(t, docAt(serial), page, want)
	}
	if page, _ := s.page(t, docAt(4)); strings.Contains(page, "有效性</th>") || strings.Contains(page, "mulu-state") {
		t.Error("a page says of the validity of a document that has none")
	}
	// Of one that is not in force the banner says it, and the header table.
	page, _ := s.page(t, docAt(2))
	if n := strings.Count(page, `state-repealed">废止<`); n != 2 {
		t.Errorf("the page of a repealed document says its state %d times", n)
	}
}

func TestCite(t *testing.T) {
	s := load(t, sitetest.Files{"content/1.md": sitetest.Doc(1, "doc_number = \"栖交发〔2025〕7号\"", "")})
	page, _ := s.page(t, docAt(1))
	mustHold(t, docAt(1), page, `<dd id="m-cite">栖澜市交通运输局. 文件1: 栖交发〔2025〕7号[EB/OL]. (2025-01-01). https://`, docAt(1)+"</dd>")
}
