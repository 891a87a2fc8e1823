package check_test

import (
	"testing"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/sitetest"
)

func run(t *testing.T, fs sitetest.Files) []diag.Diagnostic {
	t.Helper()
	fs[config.FileName] = sitetest.Config
	c, _ := fs.Catalogue(t)
	return check.Run(c, true)
}

func TestCategoryEmpty(t *testing.T) {
	ds := run(t, sitetest.Files{
		"content/a.md": sitetest.Doc(1, `category = "wj"`, ""),
		"content/b.md": sitetest.Doc(2, "category = \"jd\"\ndraft = true", ""),
		"content/g.md": "+++\npage = \"guide\"\ntitle = \"指南\"\n+++\n",
	})
	if len(ds) != 2 || ds[0].Code != "category-empty" || ds[0].Pos.Line != 15 || ds[1].Pos.Line != 19 {
		t.Errorf("reports %v, want wj/gf (its parent has documents) and jd (a draft fills nothing)", ds)
	}
	ds = run(t, sitetest.Files{
		"content/a.md": sitetest.Doc(1, `category = ["wj/gf", "jd"]`, ""),
		"content/g.md": "+++\npage = \"guide\"\ntitle = \"指南\"\n+++\n",
	})
	if len(ds) != 0 {
		t.Errorf("reports %v, want nothing", ds)
	}
}

// While a file cannot be read, nobody knows what its category holds.
func TestAbsenceNeedsAllFiles(t *testing.T) {
	fs := sitetest.Files{config.FileName: sitetest.Config, "content/a.md": sitetest.Doc(1, `category = "wj"`, "")}
	c, _ := fs.Catalogue(t)
	if ds := check.Run(c, false); len(ds) > 0 {
		t.Errorf("reports %v of a site with errors", ds)
	}
}

func TestGuideMissing(t *testing.T) {
	ds := run(t, sitetest.Files{"content/a.md": sitetest.Doc(1, `category = ["wj/gf", "jd"]`, "")})
	if len(ds) != 1 || ds[0].Code != "guide-missing" || ds[0].Severity != diag.Notice {
		t.Errorf("reports %v, want a notice of the guide", ds)
	}
}
