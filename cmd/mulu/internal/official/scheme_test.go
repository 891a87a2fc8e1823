package official

import (
	"strings"
	"testing"
)

func TestPresets(t *testing.T) {
	date := DateOf(2024, 3, 5)
	codes := map[string]string{
		"uscc-year": "113701000041890072", "uscc-month": "113417020032563511", "org-month": "003110926", "org-year": "000014349",
		"org-dash": "01527918X", "letters": "TCXXGK", "date": "", "pinyin": "lanshanquczj", "site": "6107280000",
	}
	for _, p := range Presets() {
		s, ok := PresetScheme(p.Name)
		if !ok || p.About == "" {
			t.Fatalf("preset %q has no scheme or no text", p.Name)
		}
		if s.Pattern() != p.Pattern || s.Template() != p.Template {
			t.Errorf("preset %s became %s, %s", p.Name, s.Pattern(), s.Template())
		}
		if !s.Match(p.Example) || s.Match(p.Example+"\n") || s.Match(" "+p.Example) {
			t.Errorf("preset %s: pattern %s and example %q disagree", p.Name, s.Pattern(), p.Example)
		}
		parts, ok := s.Parse(p.Example)
		if !ok || parts.Code != codes[p.Name] || parts.Year < 2011 || parts.Serial == 0 {
			t.Errorf("preset %s: Parse(%q) = %+v, %v", p.Name, p.Example, parts, ok)
		}
		made := s.Format(codes[p.Name], date, parts.Serial+1)
		again, ok := s.Parse(made)
		if !ok || again.Serial != parts.Serial+1 || again.Year != 2024 || again.Code != codes[p.Name] {
			t.Errorf("preset %s: Format = %q, read as %+v, %v", p.Name, made, again, ok)
		}
	}
	if _, ok := PresetScheme("none"); ok || DefaultScheme().Template() != "{code}/{year}-{serial:5}" {
		t.Error("there is an unknown preset, or the default is another")
	}
}

func TestFormatIsTheInverseOfParse(t *testing.T) {
	for _, p := range Presets() {
		s, _ := PresetScheme(p.Name)
		parts, _ := s.Parse(p.Example)
		d := DateOf(parts.Year, max(1, parts.Month), max(1, parts.Day))
		got := s.Format(parts.Code, d, parts.Serial)
		if back, ok := s.Parse(got); !ok || back != parts {
			t.Errorf("preset %s: %q is %+v, and back %q, %+v", p.Name, p.Example, parts, got, back)
		}
	}
}

func TestSchemeParse(t *testing.T) {
	for _, tt := range []struct {
		pattern, template, in string
		want                  Parts
		ok                    bool
	}{
		{".*", "{code}/{year}-{serial:5}", "A/B/2023-00007", Parts{Code: "A/B", Year: 2023, Serial: 7}, true},
		{".*", "{code}/{year}-{serial:5}", "A/2023-1234567", Parts{Code: "A", Year: 2023, Serial: 1234567}, true},
		{".*", "{code}/{year}-{serial:5}", "A/2023-0007", Parts{}, false},
		{".*", "{code}/{year}-{serial:5}", "A/0000-00007", Parts{}, false},
		{".*", "{code}/{year}-{serial:5}", "A/2023-1234567890", Parts{}, false},
		{"[A-Z].*", "{code}/{year}-{serial:5}", "a/2023-00007", Parts{}, false},
		{".*", "{code}{year}{serial:4}", "53010120230007", Parts{Code: "530101", Year: 2023, Serial: 7}, true},
		{".*", "{year}{month}{day}-{serial:4}", "20230230-0001", Parts{}, false},
		{".*", "{month}{day}-{serial:4}", "0229-0001", Parts{Month: 2, Day: 29, Serial: 1}, true},
		{".*", "{year}{month}-{serial}", "202313-1", Parts{}, false},
		{".*", "市.{serial:3}.{code}", "市.0012.甬", Parts{Code: "甬", Serial: 12}, true},
		{".*", "市.{serial:3}.{code}", "市x012.甬", Parts{}, false},
		{"a|b/.*", "{code}/{serial}", "b/5x", Parts{}, false},
	} {
		s, err := NewScheme(tt.pattern, tt.template)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := s.Parse(tt.in); got != tt.want || ok != tt.ok {
			t.Errorf("scheme %s: Parse(%q) = %+v, %v; want %+v, %v", tt.template, tt.in, got, ok, tt.want, tt.ok)
		}
	}
}

func TestFormatRefuses(t *testing.T) {
	s := DefaultScheme()
	day, code := DateOf(2024, 3, 5), "113701000041890072"
	if got := s.Format(code, day, 12); got != code+"/2024-00012" {
		t.Errorf("Format = %q", got)
	}
	fixed, err := NewScheme(".*", "{year}{serial:3}")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, got string }{
		{"no date", s.Format(code, Date{}, 1)}, {"serial 0", s.Format(code, day, 0)}, {"a negative serial", s.Format(code, day, -1)},
		{"no serial left", s.Format(code, day, 10_000_000)}, {"another code", s.Format("ABC", day, 1)}, {"no code", s.Format("", day, 1)},
		{"no fixed serial left", fixed.Format("", day, 1000)},
	} {
		if tt.got != "" {
			t.Errorf("Format with %s = %q", tt.name, tt.got)
		}
	}
}

func TestNewSchemeErrors(t *testing.T) {
	for _, tt := range []struct{ pattern, template, want string }{
		{"(", "{serial:5}", "pattern"},
		{".*", "", "{serial:5}"},
		{".*", "{code}/{year}", "{serial:5}"},
		{".*", "{serial:5}{serial:5}", "两次"},
		{".*", "{serial:5}-{yeer}", "{yeer}"},
		{".*", "{serial:0}", "位数"},
		{".*", "{serial:10}", "位数"},
		{".*", "{serial:x}", "位数"},
		{".*", "{year:4}-{serial:5}", "{year:4}"},
		{".*", "{serial:5}{code}", "分隔符"},
	} {
		if _, err := NewScheme(tt.pattern, tt.template); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("NewScheme(%q, %q) = %v, want an error with %q", tt.pattern, tt.template, err, tt.want)
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	s := DefaultScheme()
	for b.Loop() {
		s.Match("113701000041890072/2023-00368")
	}
}
