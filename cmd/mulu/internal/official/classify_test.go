package official

import (
	"slices"
	"testing"
)

func TestDisclosure(t *testing.T) {
	for _, tt := range []struct {
		in     string
		want   Disclosure
		public bool
	}{
		{"主动公开", DisclosurePublic, true}, {"依申请公开", DisclosureOnRequest, false}, {"不予公开", DisclosureWithheld, false},
		{"免予公开", DisclosureWithheld, false}, {"删减后公开", DisclosureRedacted, false},
	} {
		got, ok := ParseDisclosure(tt.in)
		if got != tt.want || !ok || got.Public() != tt.public {
			t.Errorf("ParseDisclosure(%q) = %v, %v, public %v", tt.in, got, ok, got.Public())
		}
	}
	for _, in := range []string{"", "公开", "主动", " 主动公开", "主动公开 ", "不主动公开", "此件主动公开", "public"} {
		if got, ok := ParseDisclosure(in); ok || got != DisclosureUnstated || got.Public() {
			t.Errorf("ParseDisclosure(%q) = %v, %v; want nothing, not public", in, got, ok)
		}
	}
	if Disclosure(0).Public() || Disclosure(99).Public() || Disclosure(99).String() != "" {
		t.Error("a value that is none is public")
	}
}

func TestValidity(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want Validity
		slug string
	}{
		{"尚未施行", NotYet, "not-yet"}, {"尚未生效", NotYet, "not-yet"}, {"有效", InForce, "in-force"}, {"现行有效", InForce, "in-force"},
		{"继续有效", InForce, "in-force"}, {"部分失效", PartlyInvalid, "partly"}, {"已修改", Amended, "amended"}, {"已被修改", Amended, "amended"},
		{"失效", Expired, "expired"}, {"已失效", Expired, "expired"}, {"废止", Repealed, "repealed"}, {"已废止", Repealed, "repealed"},
		{"尚未明确", Unstated, "unstated"},
	} {
		got, ok := ParseValidity(tt.in)
		if got != tt.want || !ok || got.Slug() != tt.slug {
			t.Errorf("ParseValidity(%q) = %v, %v, %s", tt.in, got, ok, got.Slug())
		}
	}
	for _, in := range []string{"", "无效", "需修订后重新发布", "in-force"} {
		if got, ok := ParseValidity(in); ok || got != 0 || got.String() != "" || got.Slug() != "" {
			t.Errorf("ParseValidity(%q) = %v, %v; want none", in, got, ok)
		}
	}
	for word, state := range validitySynonyms {
		if _, label := validityNames.index(word); label {
			t.Errorf("%s is a label and a synonym of %s", word, state)
		}
	}
}

// What a list offers must be what a header may hold.
func TestListsAreReadBack(t *testing.T) {
	for _, tt := range []struct {
		kind  string
		list  []string
		count int
		read  func(string) (string, bool)
	}{
		{"disclosure", Disclosures(), 4, func(s string) (string, bool) { v, ok := ParseDisclosure(s); return v.String(), ok }},
		{"validity", Validities(), 7, func(s string) (string, bool) { v, ok := ParseValidity(s); return v.String(), ok }},
		{"five", FiveDisclosures(), 5, func(s string) (string, bool) { v, ok := ParseFiveDisclosure(s); return v.String(), ok }},
		{"genre", Genres(), 16, func(s string) (string, bool) { v, ok := ParseGenre(s); return v.String(), ok }},
		{"theme", Themes(), 22, func(s string) (string, bool) {
			code, _ := ThemeCode(s)
			return ThemeName(code)
		}},
	} {
		if len(tt.list) != tt.count {
			t.Errorf("%s has %d values, want %d", tt.kind, len(tt.list), tt.count)
		}
		for _, s := range tt.list {
			if got, ok := tt.read(s); got != s || !ok {
				t.Errorf("%s %q is read as %q, %v", tt.kind, s, got, ok)
			}
		}
		first := tt.list[0]
		tt.list[0] = "changed"
		if got, ok := tt.read(first); got != first || !ok {
			t.Errorf("the list of %s is the package's own", tt.kind)
		}
	}
}

func TestFiveDisclosure(t *testing.T) {
	var slugs []string
	for _, in := range []string{"决策", "执行公开", "管理", "服务公开", "结果"} {
		v, ok := ParseFiveDisclosure(in)
		if !ok {
			t.Errorf("ParseFiveDisclosure(%q) is nothing", in)
		}
		slugs = append(slugs, v.Slug())
	}
	if want := []string{"decision", "execution", "management", "service", "result"}; !slices.Equal(slugs, want) {
		t.Errorf("slugs = %v, want %v", slugs, want)
	}
	for _, in := range []string{"", "公开", "预公开"} {
		if v, ok := ParseFiveDisclosure(in); ok || v != 0 {
			t.Errorf("ParseFiveDisclosure(%q) = %v", in, v)
		}
	}
}

func TestTheme(t *testing.T) {
	for _, tt := range []struct{ in, code, top, sub string }{
		{"国务院组织机构", "01", "国务院组织机构", ""},
		{"工业、交通", "07", "工业、交通", ""},
		{`工业、交通\公路`, "07", "工业、交通", "公路"},
		{"工业、交通-信息产业(含电信)", "07", "工业、交通", "信息产业(含电信)"},
		{"工业、交通/公路/国道", "07", "工业、交通", "公路/国道"},
		{"工业、交通 ＼ 公路", "07", "工业、交通", "公路"},
		{"港澳台侨工作", "20", "港澳台侨工作", ""}, {"港澳台工作", "20", "港澳台工作", ""},
		{"其他", "22", "其他", ""},
		{"工业", "", "工业", ""}, {"", "", "", ""}, {"07", "", "07", ""},
	} {
		code, ok := ThemeCode(tt.in)
		top, sub := SplitTheme(tt.in)
		if code != tt.code || ok != (tt.code != "") || top != tt.top || sub != tt.sub {
			t.Errorf("theme %q: code %q, %v, levels %q, %q", tt.in, code, ok, top, sub)
		}
	}
	if name, ok := ThemeName("20"); name != "港澳台工作" || !ok {
		t.Errorf("ThemeName(20) = %q, %v", name, ok)
	}
	for _, code := range []string{"", "00", "23", "7", "007"} {
		if name, ok := ThemeName(code); ok {
			t.Errorf("ThemeName(%q) = %q", code, name)
		}
	}
}

func TestGenre(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"命令(令)", "命令（令）"}, {"命令", "命令（令）"}, {"令", "命令（令）"}, {"通知", "通知"}, {"会议纪要", "纪要"}, {"其它", "其他"}, {"函", "函"},
	} {
		if got, ok := ParseGenre(tt.in); got.String() != tt.want || !ok {
			t.Errorf("ParseGenre(%q) = %q, %v; want %q", tt.in, got, ok, tt.want)
		}
	}
	if got, ok := ParseGenre("信函"); ok || got.String() != "" {
		t.Errorf("ParseGenre(信函) = %v", got)
	}
}
