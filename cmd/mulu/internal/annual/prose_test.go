package annual

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/config"
)

// proseReport has 33 applications received, 2 carried over, 34 answered and 1 carried forward;
// of the answers 14 granted, 3 in part, 4 refused, 12 unavailable, 1 other; 2 reviews, 1
// lawsuit; of 行政规范性文件 1 made, 4 ended, 7 in force; 1906 permits.
func proseReport(t testing.TB) (now, before *Report) {
	t.Helper()
	text := sample(t, "prose.toml")
	now, ds := read(t, text)
	before, more := read(t, strings.NewReplacer("year = 2025", "year = 2024", "received = [21, 6, 1, 1, 4, 0, 33]", "received = [13, 6, 1, 1, 4, 0, 25]",
		"results_total = [21, 6, 1, 1, 5, 0, 34]", "results_total = [13, 6, 1, 1, 5, 0, 26]", "granted = [8, 3, 1, 0, 2, 0, 14]", "granted = [0, 3, 1, 0, 2, 0, 6]").Replace(text))
	if len(ds)+len(more) > 0 {
		t.Fatal(ds, more)
	}
	return now, before
}

// What the prose says otherwise than the tables is found, one number after the other; the
// texts are of published reports, with their numbers changed.
func TestContradictions(t *testing.T) {
	r, before := proseReport(t)
	for _, tt := range []struct{ text, want string }{
		{"新收申请33件，比上年增加8件；上年结转2件；办结34件，结转下年度1件。", ""},
		{"新收申请56件，比上年增加8件；上年结转3件；申请办结30件，结转下年度9件。", "56 3 30 9"},
		{"新收申请33件，比上年增加9件。", "9"},
		{"新收申请33件，同比减少8件。", "8"},
		{"与上年相比，新收申请增加8件，增长32%，增加的部分主要涉及公交补贴。", ""},
		{"与上年相比，新收申请增加6件，增长31.6%。", "6"},
		{"新收申请1,033件。", "1,033"},
		{"同意受理申请人的权利。2025年我局共受理政府信息公开申请9件,其中:同意公开申请3件,依法不属于本局公开1件,不符合一事一申请5件。", "9"},
		{"2025年共收到政府信息公开申请0件。“不予公开〞的政府信息0件。", "0"},
		{"第18项：“政府信息依申请公开工作情况”今年未收到依申请公开，没有公开相关信息。", "未收到依申请公开"},
		{"2025年，我局收到政府信息依申请公开65件，其中，予以公开或部分公开48件，不予公开8件，无法提供8件，不予处理1件。", "65 48 8 8 1"},
		{"2025年，我局收到政府信息依申请公开33件，其中，予以公开或部分公开17件，不予公开4件，无法提供12件，不予处理0件。", ""},
		{"2025年度市交通运输局共计收到2件政府信息公开申请，均在法定期限内予以公开答复。", "2"},
		{"2025年度市交通运输局共计收到33件政府信息公开申请，均在法定期限内予以公开答复。", ""},
		{"全年受理申请35件（含上年结转2件）。", ""},
		{"全年收到35件依申请公开。", ""},
		{"本年度我局未收到政府信息公开申请。", "未收到政府信息公开申请"},
		{"2025年度无依申请公开事项。", "无依申请公开事项"},
		{"全年没有发生因政府信息公开引起的行政复议、行政诉讼。", "没有发生因政府信息公开引起的行政复议、行政诉讼"},
		{"政府信息公开行政复议2件，行政诉讼1件。", ""},
		{"政府信息公开行政复议4件，行政诉讼3件。", "4 3"},
		{"全年办理行政复议40件、行政诉讼31件。", ""},
		{"申请人以自然人为主，占63.6%。予以公开和部分公开17件，占办结申请总数的50.0%。", ""},
		{"申请人以自然人为主，占73.6%。申请中予以公开和部分公开17件，占办结总数的60.0%。", "73.6 60.0"},
		{"申请中，予以公开占41.2%，予以公开和部分公开占50%，无法提供的占35.3%。", ""},
		{"申请中，予以公开占99%，予以公开和部分公开占60%，无法提供的占30%。", "99 60 30"},
		{"收到申请33件，其中自然人申请21件，占63.6%，网上申请30件，占90.9%。", ""},
		{"收到申请33件，其中网上申请30件，占95%。", "95"},
		{"申请33件中，不予公开4件，属于行政执法案卷的2件，占不予公开的50%。", ""},
		{"制发行政规范性文件1件，废止行政规范性文件2件，失效2件，现行有效行政规范性文件7件。", ""},
		{"制发行政规范性文件3件，失效、废止行政规范性文件5件，行政规范性文件现行有效9件。", "3 5 9"},
		{"全年作出行政许可决定1,906件，作出行政处罚决定99件。", "99"},
		// What is of another year, of a part or of others is left alone.
		{"2024年收到申请25件，2023年收到申请19件。", ""},
		{"收到网上申请30件，通过信函收到申请3件。", ""},
		{"全年共收到申请33件，同比上年增长32%。", ""},
		{"办结人大建议12件、政协提案9件，办结率100%，群众申请满意。", ""},
		{"12345热线受理申请类诉求80件，办结80件。", ""},
		{"第三季度收到申请9件。所属单位收到申请5件。", ""},
		{"主动公开信息1.2万条，收到申请类咨询300条。", ""},
		{"本报告所列数据的统计期限为2025年1月1日至12月31日。", ""},
		{"1件答复被行政复议机关纠正。", ""},
	} {
		var got []string
		for _, c := range r.Contradictions(tt.text, before) {
			got = append(got, tt.text[c.From:c.To])
		}
		if s := strings.Join(got, " "); s != tt.want && !slices.Equal(sorted(got), sorted(strings.Fields(tt.want))) {
			t.Errorf("%s: finds %q, want %q", tt.text, s, tt.want)
		}
	}
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }

func TestPublished(t *testing.T) {
	r, _ := proseReport(t)
	r.Record.Issuers = []*config.Issuer{{Name: "某局"}}
	for _, tt := range []struct{ text, want string }{
		{"全年通过政府信息公开目录主动公开信息21条。", ""},
		{"全年通过政府信息公开目录主动公开信息22条。", "22"},
		{"全年通过政府信息公开目录主动公开信息25条。", ""},
		{"2025年主动公开信息总数560条，其中政府网站公开政府信息数268条。", ""},
		{"全年主动公开政府信息20条。", "20"},
		{"2024年主动公开政府信息20条。", ""},
		{"全年主动公开政府信息1,234条。", ""},
		{"通过微信主动公开信息3条。", ""},
		{"上半年主动公开信息3条。", ""},
		{"全年主动公开信息2.1万条。", ""},
	} {
		got := ""
		for _, c := range r.Published(tt.text, 21, 25) {
			got += tt.text[c.From:c.To]
		}
		if got != tt.want {
			t.Errorf("%s: finds %q, want %q", tt.text, got, tt.want)
		}
	}
}

// Whatever the line, what is found is a part of it, each part once and in whole characters.
func FuzzContradictions(f *testing.F) {
	for _, s := range []string{"新收申请56件，比上年增加8件；结转下年度9件。", "申请，予以公开和部分公开17件，占60%", "没有发生因政府信息公开引起的行政复议", "收到99999999999999999999件申请", "自然人占%\xff占1.件"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		r, before := proseReport(t)
		r.Record.Issuers = []*config.Issuer{{Name: "某局"}}
		for _, c := range append(r.Contradictions(line, before), r.Published(line, 3)...) {
			if c.From < 0 || c.From >= c.To || c.To > len(line) || utf8.ValidString(line) && !utf8.ValidString(line[c.From:c.To]) {
				t.Errorf("%q: %+v", line, c)
			}
		}
	})
}
