package build_test

import (
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/sitetest"
)

// finding checks a site of one document and gives its first finding of a code.
func finding(t *testing.T, body, code string) *diag.Diagnostic {
	t.Helper()
	files := sitetest.Files{"config.toml": sitetest.Config, "content/a.md": sitetest.Doc(1, "", body)}
	s, ds := loadWith(t, files.Write(t), build.Options{})
	more, err := s.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range append(ds, more...) {
		if d.Code == code {
			return &d
		}
	}
	return nil
}

// Who writes the heading as the hint has it is rid of the finding, also in a body whose
// headings are moved down.
func TestHeadingOrderHintHelps(t *testing.T) {
	for _, body := range []string{"### 甲\n", "# 甲\n\n### 乙\n", "## 甲\n\n#### 乙\n", "# 甲\n\n## 乙\n\n##### 丙\n", "甲\n===\n\n### 乙\n"} {
		d := finding(t, body, "heading-order")
		if d == nil {
			t.Errorf("%q: nothing found", body)
			continue
		}
		_, right, _ := strings.Cut(d.Hint, "写成 ")
		lines := strings.Split(strings.TrimSpace(body), "\n")
		lines[len(lines)-1] = right
		mended := strings.Join(lines, "\n")
		if d := finding(t, mended, "heading-order"); d != nil || mended == strings.TrimSpace(body) {
			t.Errorf("%q becomes %q: %v", body, mended, d)
		}
	}
}

// What begins to hold is no term that ends: its hint speaks of no renewal.
func TestForecastOfWhatBeginsToHold(t *testing.T) {
	files := sitetest.Files{"config.toml": sitetest.Config, "content/a.md": sitetest.Doc(1, "class = \"行政规范性文件\"\nunified_number = \"XXDR-2026-0010001\"\neffective = 2026-12-01", "正文")}
	s, _ := loadWith(t, files.Write(t), build.Options{})
	for _, term := range s.Forecast(official.DateOf(2026, 12, 31)) {
		if f := &term.Finding; strings.HasSuffix(f.Message, "自 2026-12-01 起施行") {
			if strings.Contains(f.Hint, "续期") || !strings.Contains(f.Hint, "有效") {
				t.Errorf("hint %q", f.Hint)
			}
			return
		}
	}
	t.Error("not told")
}
