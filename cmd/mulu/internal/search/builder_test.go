package search

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/sitetest"
)

// randomSite has n documents whose texts are drawn from few words, so that terms are
// frequent and rare.
func randomSite(t testing.TB, n int, seed uint64) *site {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 7))
	words := strings.Fields("政府 信息 公开 條例 交通 運輸 二〇二三年 2023年 济交办〔2023〕1号 ＡＢ12 通知 𠮷野 网站 abc 3号 零售")
	for range 200 {
		words = append(words, string([]rune{'一' + rune(r.IntN(2000)), '一' + rune(r.IntN(2000))}))
	}
	text := func(most int) string {
		var b strings.Builder
		for range r.IntN(most) + 1 {
			b.WriteString(words[min(r.IntN(len(words)), r.IntN(len(words)))])
			b.WriteString([]string{"", "", "，", "\n"}[r.IntN(4)])
		}
		return b.String()
	}
	fs, pages := sitetest.Files{"config.toml": sitetest.Config}, map[string]page{}
	for i := 1; i <= n; i++ {
		more := fmt.Sprintf("keywords = [%q]\nsummary = %q", "公交"+fmt.Sprint(i%7), strings.ReplaceAll(text(3), "\n", " "))
		if i%3 == 0 {
			more += fmt.Sprintf("\ndoc_number = \"栖交发〔2025〕%d号\"\ncategory = \"wj/gf\"\neffective = 2020-01-01\nexpires = 2024-01-01", i)
		}
		fs[fmt.Sprintf("content/d%05d.md", i)] = sitetest.Doc(i, more, "")
		pages[sitetest.Index(i)] = page{text(60), strings.Repeat(text(4), i%2)}
	}
	return newSite(t, fs, pages)
}

// small cuts a hundred documents as the standard layout cuts a million.
var small = layout{newest: 16, middle: 64, ranges: 50, pairs: 100, most: 400, files: 10, groups: 4, table: 100, block: 60, heavy: 20, cut: 30, cutShare: 10}

func TestIndexHoldsEverything(t *testing.T) {
	for _, n := range []int{0, 1, 15, 16, 64, 100, 200, 300} {
		for _, l := range []layout{standard, small} {
			s := randomSite(t, n, uint64(n))
			files, _ := s.build(t, Options{Workers: 2, TempDir: t.TempDir(), Memory: 1 << 20}, l, inOrder(n))
			d := decode(t, files)
			d.compare(s)
			if t.Failed() {
				t.Fatalf("%d documents, layout %+v", n, l)
			}
		}
	}
}
