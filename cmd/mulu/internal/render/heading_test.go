package render

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestHeading(t *testing.T) {
	for name, want := range map[string]string{
		"公路养护管理办法":                         "公路养护管理办法",
		"2026年12月31日有效的文件":                 `<span class="day">2026年12月31日</span>有效的文件`,
		"11月23日至29日出行提示":                   `<span class="day">11月23日</span>至<span class="day">29日</span>出行提示`,
		"管理办法（2024年修正）":                    `管理办法（<span class="day">2024年</span>修正）`,
		"第3号令<3年>":                         `第3号令&lt;<span class="day">3年</span>&gt;`,
		"节日出行 & 10 days":                   "节日出行 &amp; 10 days",
		"2026年1—11月的数据\u30008日更新":          `<span class="day">2026年</span>1—<span class="day">11月</span>的数据　<span class="day">8日</span>更新`,
		strings.Repeat("关于工作的通知", 9):       strings.Repeat("关于工作的通知", 8) + `关于工作<span class="day">的通知</span>`,
		strings.Repeat("工作", 30) + "2026年": strings.Repeat("工作", 30) + `<span class="day">2026年</span>`,
	} {
		if got := heading(name); string(got) != want {
			t.Errorf("heading(%q) is\n%s\nwant\n%s", name, got, want)
		}
	}
}

// hasDays finds what dayWords does.
func TestHasDays(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	pieces := []string{"1", "20", "年", "月", "日", "甲", "&#34;", " ", "\xe5\xb9", "a"}
	found := 0
	for range 20_000 {
		var s strings.Builder
		for range r.IntN(8) {
			s.WriteString(pieces[r.IntN(len(pieces))])
		}
		want := dayWords.MatchString(s.String())
		if got := hasDays(s.String()); got != want {
			t.Fatalf("hasDays(%q) = %v", s.String(), got)
		}
		if want {
			found++
		}
	}
	if found < 1000 {
		t.Errorf("%d names with days", found)
	}
}
