package catalogue

import (
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/official"
)

func TestValidity(t *testing.T) {
	day := func(s string) official.Date {
		d, err := official.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	const acting = "written = 2026-05-01\npublished = 2026-05-02\neffective = 2026-06-01"
	for _, tt := range []struct {
		name, target, actor, today string
		state                      official.Validity
		cause                      Cause
		on, until                  string
	}{
		{"plain", `class = "其他文件"`, "", "2026-11-22", official.InForce, ByNothing, "", ""},
		{"no kind", `class = "政策解读"`, "", "2026-11-22", official.Unstated, ByNothing, "", ""},
		{"no kind, typed", "class = \"政策解读\"\nvalidity = \"有效\"", "", "2026-11-22", official.InForce, ByNothing, "", ""},
		{"to come", `effective = 2027-07-01`, "", "2026-11-22", official.NotYet, ByEffective, "2027-07-01", "2027-07-01"},
		{"the day it takes effect", `effective = 2027-07-01`, "", "2027-07-01", official.InForce, ByNothing, "", ""},
		{"the last day", `expires = 2026-11-22`, "", "2026-11-22", official.InForce, ByNothing, "", "2026-11-23"},
		{"the day after", `expires = 2026-11-21`, "", "2026-11-22", official.Expired, ByExpiry, "2026-11-22", ""},
		{"repealed", `class = "其他文件"`, `repeals = ["` + index(1) + `"]`, "2026-06-01", official.Repealed, ByRepeal, "2026-06-01", ""},
		{"repeal to come", `class = "其他文件"`, `repeals = ["` + index(1) + `"]`, "2026-05-31", official.InForce, ByNothing, "", "2026-06-01"},
		{"repeal on its own day", `class = "其他文件"`, `repeals = [{target = "` + index(1) + `", on = 2026-05-20}]`, "2026-05-31", official.Repealed, ByRepeal, "2026-05-20", ""},
		{"partly", `class = "其他文件"`, `repeals = [{target = "` + index(1) + `", scope = "第三条"}]`, "2026-07-01", official.PartlyInvalid, ByPartial, "2026-06-01", ""},
		{"replaced", `class = "其他文件"`, `replaces = ["` + index(1) + `"]`, "2026-07-01", official.Repealed, ByReplace, "2026-06-01", ""},
		{"amended", `class = "其他文件"`, `amends = ["` + index(1) + `"]`, "2026-07-01", official.Amended, ByAmend, "2026-06-01", ""},
		{"amended, then lapsed", `expires = 2026-08-31`, `amends = ["` + index(1) + `"]`, "2026-09-01", official.Expired, ByExpiry, "2026-09-01", ""},
		{"amended, will lapse", `expires = 2026-08-31`, `amends = ["` + index(1) + `"]`, "2026-08-01", official.Amended, ByAmend, "2026-06-01", "2026-09-01"},
		{"lapsed, then repealed", `expires = 2026-01-31`, `repeals = ["` + index(1) + `"]`, "2026-09-01", official.Repealed, ByRepeal, "2026-06-01", ""},
		{"repealed elsewhere", "repealed = 2026-02-01\nrepealed_by = \"省厅公告\"", "", "2026-09-01", official.Repealed, ByStatement, "2026-02-01", ""},
		{"sunset", `effective = 2025-01-01`, "", "2026-12-31", official.InForce, ByNothing, "", "2027-01-01"},
		{"sunset over", `effective = 2025-01-01`, "", "2027-01-01", official.Expired, BySunset, "2027-01-01", ""},
		{"sunset of no kind that has validity", "class = \"政策解读\"\neffective = 2025-01-01", "", "2027-01-01", official.Unstated, ByNothing, "", ""},
		{"a draft repeals nothing", `class = "其他文件"`, "draft = true\nrepeals = [\"" + index(1) + "\"]", "2026-09-01", official.InForce, ByNothing, "", ""},
		{"an interpretation does nothing", `class = "其他文件"`, `interprets = ["` + index(1) + `"]`, "2026-09-01", official.InForce, ByNothing, "", ""},
	} {
		target := doc(1, tt.target)
		if strings.HasPrefix(tt.name, "sunset") {
			target = replaceTitle(target, "停车管理办法（试行）")
		}
		s := testSite{files: map[string]string{"content/a.md": target}, today: day(tt.today)}
		if tt.actor != "" {
			s.files["content/b.md"] = actor(acting + "\n" + tt.actor)
		}
		c, ds := s.build(t)
		got, _ := c.Find(index(1))
		if got.Document == nil {
			t.Errorf("%s: not in the catalogue: %v", tt.name, ds)
			continue
		}
		v := got.Document.Validity
		if v.State != tt.state || v.Cause != tt.cause || v.On.String() != tt.on || v.Until.String() != tt.until {
			t.Errorf("%s: %s by %d on %s until %s, want %s by %d on %s until %s (%v)", tt.name, v.State, v.Cause, v.On, v.Until, tt.state, tt.cause, tt.on, tt.until, ds)
		}
	}
}

// What will change a state by an act or a rule is known beforehand; a day that the
// header itself gives needs no further word.
func TestValidityToCome(t *testing.T) {
	for _, tt := range []struct {
		name, target, actor string
		cause               Cause
	}{
		{"repeal", `class = "其他文件"`, "effective = 2027-01-01\nrepeals = [\"" + index(1) + "\"]", ByRepeal},
		{"replacement before expiry", `expires = 2028-01-01`, "effective = 2027-01-01\nreplaces = [\"" + index(1) + "\"]", ByReplace},
		{"expiry before the repeal", `expires = 2026-12-01`, "effective = 2027-01-01\nrepeals = [\"" + index(1) + "\"]", ByNothing},
		{"expiry", `expires = 2026-12-01`, "", ByNothing},
		{"to come", `effective = 2027-07-01`, "", ByNothing},
		{"sunset", `effective = 2025-01-01`, "", BySunset},
		{"repeal done", `class = "其他文件"`, "effective = 2026-01-01\nrepeals = [\"" + index(1) + "\"]", ByNothing},
	} {
		target := doc(1, tt.target)
		if tt.name == "sunset" {
			target = replaceTitle(target, "停车管理办法（试行）")
		}
		s := testSite{files: map[string]string{"content/a.md": target}, today: official.DateOf(2026, 11, 22)}
		if tt.actor != "" {
			s.files["content/b.md"] = actor("written = 2026-01-01\npublished = 2026-01-01\n" + tt.actor)
		}
		c, ds := s.build(t)
		got, _ := c.Find(index(1))
		if got.Document == nil {
			t.Fatalf("%s: not in the catalogue: %v", tt.name, ds)
		}
		v, cause := got.Document.Validity, ByNothing
		if v.Next != nil {
			cause = v.Next.Cause
			if v.Next.On != v.Until {
				t.Errorf("%s: changes on %s, but is said to last until %s", tt.name, v.Next.On, v.Until)
			}
		}
		if cause != tt.cause {
			t.Errorf("%s: next by %d, want %d (%v)", tt.name, cause, tt.cause, ds)
		}
	}
}

func replaceTitle(text, title string) string {
	return "+++\ntitle = \"" + title + "\"" + text[len("+++\ntitle = \"文件1\""):]
}

// actor is document 2 with dates of its own.
func actor(more string) string {
	return "+++\ntitle = \"文件2\"\nindex_number = \"" + index(2) + "\"\nissuer = \"栖澜市交通运输局\"\ncategory = \"wj\"\ndisclosure = \"主动公开\"\n" + more + "\n+++\n"
}

// A repeal by a document that is not public works, but does not name it.
func TestHiddenRepeal(t *testing.T) {
	c, _ := testSite{files: map[string]string{
		"content/a.md": doc(1, `class = "其他文件"`),
		"content/b.md": "+++\ntitle = \"内部\"\nindex_number = \"" + index(2) + "\"\nissuer = \"栖澜市交通运输局\"\ncategory = \"wj\"\ndisclosure = \"不予公开\"\nwritten = 2025-05-01\npublished = 2025-05-01\nrepeals = [\"" + index(1) + "\"]\n+++\n",
	}}.build(t)
	if v := c.Documents[0].Validity; v.State != official.Repealed || v.By != nil {
		t.Errorf("validity is %+v", v)
	}
}

// What such a document says of the parts it touches stays with it.
func TestHiddenScope(t *testing.T) {
	for _, relation := range []string{"repeals", "amends"} {
		c, _ := testSite{files: map[string]string{
			"content/a.md": doc(1, `class = "其他文件"`),
			"content/b.md": "+++\ntitle = \"内部\"\nindex_number = \"" + index(2) + "\"\nissuer = \"栖澜市交通运输局\"\ncategory = \"wj\"\ndisclosure = \"不予公开\"\nwritten = 2025-05-01\npublished = 2025-05-01\n" +
				relation + " = [{target = \"" + index(1) + "\", scope = \"内部的话\"}]\n+++\n",
		}}.build(t)
		if v := c.Documents[0].Validity; v.State == official.InForce || v.By != nil || v.Basis != "" {
			t.Errorf("%s: validity is %+v", relation, v)
		}
	}
}

func TestNextChange(t *testing.T) {
	c, _ := testSite{files: map[string]string{
		"content/a.md": doc(1, `expires = 2027-01-31`),
		"content/b.md": doc(2, `consultation = {opens = 2026-11-01, closes = 2026-12-10}`),
	}}.build(t)
	if got := c.NextChange().String(); got != "2026-12-11" {
		t.Errorf("NextChange() = %s, want the day after the consultation closes", got)
	}
}
