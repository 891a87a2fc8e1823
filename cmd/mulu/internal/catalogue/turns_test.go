package catalogue

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/official"
)

func turnsOf(t *testing.T, files map[string]string, n int) []string {
	t.Helper()
	c, ds := testSite{files: files}.build(t)
	found, _ := c.Find(index(n))
	if found.Document == nil {
		t.Fatal(ds)
	}
	var got []string
	for _, turn := range c.AppendTurns(nil, found.Document) {
		got = append(got, fmt.Sprintf("%s %d %s %s %s", turn.On, turn.Cause, indexOf(turn.By), turn.Basis, turn.Known()))
	}
	return got
}

// Each amendment is a turn; what comes after the repeal is none, nor is what came before
// the document was there.
func TestTurns(t *testing.T) {
	act := func(n int, on, ref string) string {
		return strings.Replace(doc(n, ref+"\neffective = "+on), "published = 2025-03-05", "published = 2025-07-01", 1)
	}
	files := map[string]string{
		"content/a.md": doc(1, "class = \"其他文件\"\neffective = 2025-04-01\nexpires = 2026-12-31"),
		"content/b.md": act(2, "2025-05-01", `amends = [{target = "`+index(1)+`", scope = "第三条"}]`),
		"content/c.md": act(3, "2025-08-01", `amends = ["`+index(1)+`"]`),
		"content/d.md": act(4, "2026-01-01", `repeals = ["`+index(1)+`"]`),
		"content/e.md": act(5, "2026-02-01", `amends = ["`+index(1)+`"]`),
		"content/f.md": act(6, "2025-01-01", `amends = ["`+index(1)+`"]`),
	}
	want := []string{
		fmt.Sprintf("2025-04-01 %d   2025-04-01", ByEffective),
		fmt.Sprintf("2025-05-01 %d %s 第三条 2025-07-01", ByAmend, index(2)),
		fmt.Sprintf("2025-08-01 %d %s  2025-08-01", ByAmend, index(3)),
		fmt.Sprintf("2026-01-01 %d %s  2026-01-01", ByRepeal, index(4)),
	}
	if got := turnsOf(t, files, 1); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("turns are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Every day on which the state becomes another is the day of a turn.
func TestTurnsHoldAllChangesOfState(t *testing.T) {
	seen := 0
	for seed := range uint64(25) {
		c, _ := testSite{files: randomSite(rand.New(rand.NewPCG(seed, 2))), today: official.DateOf(2026, 11, 22)}.build(t)
		for i := range c.Documents {
			d := &c.Documents[i]
			days := map[official.Date]bool{}
			for _, turn := range c.AppendTurns(nil, d) {
				days[turn.On] = true
			}
			for _, iv := range c.Intervals(d)[1:] {
				if seen++; !days[iv.From] {
					t.Errorf("seed %d: %s becomes %s on %s, without a turn", seed, d.Title, iv.State, iv.From)
				}
			}
		}
	}
	if seen == 0 {
		t.Error("no state changed")
	}
}
