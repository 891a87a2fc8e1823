package official

import "sync"

// Preset is a scheme of index numbers that is in use somewhere.
type Preset struct {
	Name    string
	About   string // Chinese, with where it was seen
	Example string
	Pattern string
	// Template makes new numbers; see NewScheme.
	Template string
}

const (
	usccRE  = `[0-9A-HJ-NPQRTUWXY]{18}`
	orgRE   = `[0-9A-Z]{8}[0-9X]`
	yearRE  = `(?:19|20)\d{2}`
	monthRE = `(?:0[1-9]|1[0-2])`
	dayRE   = `(?:0[1-9]|[12]\d|3[01])`
)

// DefaultPreset is the name of the scheme that a site has when it says nothing.
const DefaultPreset = "uscc-year"

var presets = []Preset{
	{DefaultPreset, "统一社会信用代码/年份-流水号（济南、广东、重庆、淄博等地）", "113701000041890072/2023-00368",
		usccRE + `/` + yearRE + `-\d{4,7}`, "{code}/{year}-{serial:5}"},
	{"uscc-month", "统一社会信用代码/年月-流水号（安徽现行）", "113417020032563511/202504-00057",
		usccRE + `/` + yearRE + monthRE + `-\d{5}`, "{code}/{year}{month}-{serial:5}"},
	{"org-month", "组织机构代码/年月-流水号（安徽原用）", "003110926/201510-00216",
		orgRE + `/` + yearRE + monthRE + `-\d{5}`, "{code}/{year}{month}-{serial:5}"},
	{"org-year", "组织机构代码/年份-流水号（中国政府网、江苏、浙江等）", "000014349/2017-00110",
		orgRE + `/` + yearRE + `-\d{5}`, "{code}/{year}-{serial:5}"},
	{"org-dash", "组织机构代码-年份-流水号（云南）", "01527918X-2020-153077",
		orgRE + `-` + yearRE + `-\d{5,7}`, "{code}-{year}-{serial:6}"},
	{"letters", "单位简称字母-年份-流水号（铜川）", "TCXXGK-2020-011721",
		`[A-Z]{2,10}-` + yearRE + `-\d{4,7}`, "{code}-{year}-{serial:6}"},
	{"date", "日期-流水号（齐齐哈尔）", "20191202-189769",
		yearRE + monthRE + dayRE + `-\d{4,8}`, "{year}{month}{day}-{serial:6}"},
	{"pinyin", "单位拼音/年份-流水号（兰山）", "lanshanquczj/2020-0000077",
		`[a-z]{3,20}/` + yearRE + `-\d{5,7}`, "{code}/{year}-{serial:7}"},
	{"site", "网站标识码/年份-流水号（镇巴）", "6107280000/2024-001005",
		`\d{10}/` + yearRE + `-\d{5,6}`, "{code}/{year}-{serial:6}"},
}

// Presets lists the known schemes, the default first.
func Presets() []Preset { return append([]Preset(nil), presets...) }

var presetSchemes = sync.OnceValue(func() map[string]*Scheme {
	m := make(map[string]*Scheme, len(presets))
	for _, p := range presets {
		s, err := NewScheme(p.Pattern, p.Template)
		if err != nil {
			panic(err) // the table above is wrong; a test reads every row
		}
		m[p.Name] = s
	}
	return m
})

// PresetScheme gives the scheme of a preset's name.
func PresetScheme(name string) (*Scheme, bool) {
	s, ok := presetSchemes()[name]
	return s, ok
}

// DefaultScheme is 统一社会信用代码/年份-流水号 with a serial of 4 to 7 digits.
func DefaultScheme() *Scheme { return presetSchemes()[DefaultPreset] }
