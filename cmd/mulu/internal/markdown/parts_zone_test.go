package markdown

import (
	"strings"
	"testing"
)

// A notice ends before what it issues: its 署名, 成文日期 and 附注 are marked there, and
// are the document's own; those at the end of what is issued are marked too.
func TestPartsOfANoticeThatIssues(t *testing.T) {
	body := "各单位：\n\n现将办法印发给你们。\n\n霁川市交通运输局\n\n2025年3月5日\n\n（此件主动公开）\n\n## 管理办法\n\n" +
		strings.Repeat("条文。\n\n", 9) + "霁川市公路中心\n\n2024年1月2日\n"
	var r Result
	New(Options{}).Convert("a.md", []byte(body), 1, nil, &r)
	html := string(r.HTML)
	for _, want := range []string{`<p class="signature">霁川市交通运输局</p>`, `<time datetime="2025-03-05">`, `<p class="end-mark">`, `<time datetime="2024-01-02">`} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in %s", want, html)
		}
	}
	if r.Parts.Signature.Text != "霁川市交通运输局" || r.Parts.SignedDate.String() != "2025-03-05" || r.Parts.EndMark.Text != "此件主动公开" {
		t.Errorf("parts are %+v", r.Parts)
	}
}

// A date among the first lines of a text without headings is not its own.
func TestDateInTheMiddle(t *testing.T) {
	body := "2025年3月5日\n\n" + strings.Repeat("条文。\n\n", 9)
	var r Result
	New(Options{}).Convert("a.md", []byte(body), 1, nil, &r)
	if !r.Parts.SignedDate.IsZero() {
		t.Errorf("parts are %+v", r.Parts)
	}
}
