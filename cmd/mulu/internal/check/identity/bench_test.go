package identity

import (
	"testing"

	"mulu/cmd/mulu/internal/check"
)

// Lines of a body go through numberText one by one, so it must cost next to nothing.
func BenchmarkNumberText(b *testing.B) {
	for name, text := range map[string]string{
		"none":   "各县市区交通运输局要在2026年6月30日前完成农村公路日常养护责任的分解落实，并将结果报送市局公路科。",
		"right":  "根据《农村公路养护管理办法》（交通运输部令2015年第22号）和《实施方案》（栖交发〔2025〕12号），地址在和平路66号。",
		"spaces": "1 1 1 1 1 1 1 1 1 1号号号号号号号号号号〕〕〕〕〕〕号 2023 〕 1号〔〔〔〔1号",
	} {
		b.Run(name, func(b *testing.B) {
			l := check.Line{Text: text, Has: check.Digit | check.Wide}
			b.ReportAllocs()
			for b.Loop() {
				numberText.Line(&l)
			}
		})
	}
}
