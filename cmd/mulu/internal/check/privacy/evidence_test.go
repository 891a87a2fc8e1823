package privacy

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/sitetest"
)

func engine(t testing.TB) *check.Engine {
	t.Helper()
	c, ds := config.Load([]byte(sitetest.Config))
	if diag.Count(ds).Errors > 0 {
		t.Fatal(ds)
	}
	return check.New(&catalogue.Catalogue{Config: c}, Rules, check.Options{Whole: true})
}

// find gives what the rules say of a text.
func find(e *check.Engine, text string) []diag.Diagnostic {
	return e.Body(&check.Body{File: "a.md", Raw: []byte(text), First: 1})
}

func found(ds []diag.Diagnostic, code string) bool {
	for _, d := range ds {
		if d.Code == code {
			return true
		}
	}
	return false
}

func random(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 2026)) }

func digits(r *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = '0' + byte(r.IntN(10))
	}
	return string(b)
}

// size is how many numbers are tried.
func size() int {
	if testing.Short() {
		return 50_000
	}
	return 1_000_000
}

// Of random numbers few are taken for those of persons. The bounds are three times the
// shares that were measured with 1,000,000 numbers of each kind (package comment).
func TestRandomNumbers(t *testing.T) {
	e := engine(t)
	for _, tt := range []struct {
		name   string
		length func(r *rand.Rand) int
		most   map[string]float64 // of a million
	}{
		{"18 digits", func(*rand.Rand) int { return 18 }, map[string]float64{"id-number": 60, "bank-card": 30, "bank-card-probable": 3000}},
		{"16 to 19 digits", func(r *rand.Rand) int { return 16 + r.IntN(4) }, map[string]float64{"id-number": 20, "bank-card": 30, "bank-card-probable": 3000}},
		{"11 to 15 digits", func(r *rand.Rand) int { return 11 + r.IntN(5) }, map[string]float64{"id-number-old": 0, "bank-card": 0}},
	} {
		r, n, got := random(1), size(), map[string]int{}
		for range n {
			for _, d := range find(e, "数 "+digits(r, tt.length(r))+" 在") {
				got[d.Code]++
			}
		}
		t.Logf("%d numbers of %s: %v", n, tt.name, got)
		for code, most := range tt.most {
			if share := float64(got[code]) * 1e6 / float64(n); share > most+float64(2e6)/float64(n) {
				t.Errorf("%s: %s is found %.0f times in a million, want at most %.0f", tt.name, code, share, most)
			}
		}
	}
}

// validNumber makes a valid identity number.
func validNumber(r *rand.Rand) string {
	areas := []string{"110101", "370102", "340702", "442000", "510107", "659001"}
	day := official.DateOf(1930, 1, 1).AddDays(r.IntN(33_000))
	s := areas[r.IntN(len(areas))] + strings.ReplaceAll(day.String(), "-", "") + digits(r, 3)
	for _, c := range "0123456789X" {
		if validID(s + string(c)) {
			return s + string(c)
		}
	}
	panic("no check digit fits")
}

// Every identity number is found in every form, and none with a wrong check digit.
func TestIDNumbersAreFound(t *testing.T) {
	e, r := engine(t), random(2)
	wide := strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "4", "４", "5", "５", "6", "６", "7", "７", "8", "８", "9", "９", "X", "Ｘ")
	forms := map[string]func(s string) string{
		"plain":      func(s string) string { return "王某，" + s + "。" },
		"lower case": func(s string) string { return "王某身份证" + strings.ToLower(s) },
		"spaces":     func(s string) string { return s[:6] + " " + s[6:14] + " " + s[14:] },
		"hyphens":    func(s string) string { return s[:4] + "-" + s[4:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:] },
		"full width": func(s string) string { return "王某" + wide.Replace(s) },
		"table":      func(s string) string { return "| 1 | 王某 | " + s + " | 13800138001 |" },
		"apart":      func(s string) string { return strings.Join(strings.Split(s[:17], ""), " ") + " " + s[17:] },
		"cells":      func(s string) string { return "身份证号\t" + strings.Join(strings.Split(s, ""), "\t") + "\t电话" },
		"pupil":      func(s string) string { return "学籍号 G" + s },
	}
	for name, form := range forms {
		missed, false_ := 0, 0
		for range size() / 500 {
			s := validNumber(r)
			if isCreditCode(s) && name != "lower case" {
				continue // one in some thousands is both; the words around decide
			}
			if !found(find(e, form(s)), "id-number") {
				missed++
				t.Logf("%s: misses %s", name, form(s))
			}
			wrong := s[:17] + string("0123456789X"[(strings.IndexByte("0123456789X", s[17])+1+r.IntN(10))%11])
			if found(find(e, form(wrong)), "id-number") {
				false_++
			}
		}
		if missed > 0 || false_ > 0 {
			t.Errorf("%s: %d numbers are missed, %d false ones are found", name, missed, false_)
		}
	}
}

// creditCode makes a valid credit code of digits.
func creditCode(r *rand.Rand) string {
	for {
		s := "11" + []string{"3701", "1101", "3407", "4420"}[r.IntN(4)] + digits(r, 12)
		for c := range 10 {
			if code := s[:17] + string(rune('0'+c)); official.CheckCreditCode(code) == nil {
				return code
			}
		}
	}
}

// Index numbers of all known schemes and credit codes are no numbers of persons.
func TestIndexNumbersAreNone(t *testing.T) {
	e, r := engine(t), random(3)
	n, got := 0, map[string]int{}
	for range size() / 100 {
		code := creditCode(r)
		for _, s := range []string{
			code, fmt.Sprintf("%s/%d-%05d", code, 1990+r.IntN(40), r.IntN(100000)), fmt.Sprintf("%s/20%02d%02d-%05d", code, r.IntN(30), 1+r.IntN(12), r.IntN(100000)),
			fmt.Sprintf("%s/20%02d%02d-%05d", digits(r, 9), r.IntN(30), 1+r.IntN(12), r.IntN(100000)), fmt.Sprintf("%s-2020-%06d", digits(r, 9), r.IntN(1000000)),
			fmt.Sprintf("2019%02d%02d-%06d", 1+r.IntN(12), 1+r.IntN(28), r.IntN(1000000)), fmt.Sprintf("%s/2024-%06d", digits(r, 10), r.IntN(1000000)), digits(r, 21),
			fmt.Sprintf("JNCR-2023-%07d", r.IntN(10000000)),
		} {
			n++
			for _, d := range find(e, "索引号："+s+"，") {
				got[d.Code]++
				t.Logf("%s: %s", d.Code, s)
			}
		}
	}
	if t.Logf("%d numbers: %v", n, got); len(got) > 0 {
		t.Errorf("of %d index numbers and credit codes some are taken for those of persons: %v", n, got)
	}
}

// Tables of statistics hold no numbers of persons, be their columns parted by lines,
// tabs or, as in the text of a PDF, by spaces.
func TestStatisticsAreNone(t *testing.T) {
	e, r := engine(t), random(4)
	got, rows := map[string]int{}, size()/20
	for range rows {
		for _, between := range []string{" | ", "\t", " "} {
			cells := []string{"济南"}
			for range 4 + r.IntN(8) {
				switch r.IntN(5) {
				case 0:
					cells = append(cells, fmt.Sprintf("%d.%02d", r.IntN(100_000_000), r.IntN(100)))
				case 1:
					cells = append(cells, fmt.Sprint(2000+r.IntN(27)))
				default:
					cells = append(cells, fmt.Sprint(r.IntN([]int{10, 1000, 100_000, 10_000_000, 10_000_000_000}[r.IntN(5)])))
				}
			}
			for _, d := range find(e, strings.Join(cells, between)) {
				got[d.Code]++
				if d.Severity == diag.Error {
					t.Logf("%s: %s", d.Code, strings.Join(cells, between))
				}
			}
		}
	}
	if t.Logf("%d rows of three forms: %v", rows, got); got["id-number"]+got["bank-card"] > max(1, rows*3/100_000) {
		t.Errorf("of %d rows: %v", rows*3, got)
	}
}

// Nothing in the laws is taken for personal data.
func TestLawsAreClean(t *testing.T) {
	corpus := os.Getenv("MULU_CORPUS")
	if corpus == "" {
		t.Skip("MULU_CORPUS is not set: no laws to check")
	}
	e, n := engine(t), 0
	err := filepath.WalkDir(filepath.Join(corpus, "laws"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".md" {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		n++
		for _, d := range find(e, string(data)) {
			t.Errorf("%s:%d: %s [%s]", name, d.Pos.Line, d.Message, d.Code)
		}
		return nil
	})
	if err != nil || n < 200 {
		t.Errorf("%d laws, %v", n, err)
	}
}

// A line of megabytes of numbers takes no longer than as many lines, and its findings
// are at their places.
func TestLongLines(t *testing.T) {
	e, start := engine(t), time.Now()
	for _, s := range []string{"110101199003077336、", "| 110101199003077336 ", "6222021234567890128 ", "1 ", "13800138001@", "京A12345车牌", "1单元1室", "1-", "E12345678护照"} {
		text := "| 身份证号 |\n" + strings.Repeat(s, size()/2/len(s))
		for _, d := range find(e, text) {
			if line := strings.Split(text, "\n")[1]; d.Code == "id-number" && string([]rune(line)[d.Pos.Col-1:d.Pos.EndCol-1]) != "110101199003077336" {
				t.Errorf("%.20s: found at %v", s, d.Pos)
			}
		}
	}
	if took := time.Since(start); took > time.Minute {
		t.Errorf("takes %v", took)
	}
}

// Findings lie within their line and do not say what they found.
func FuzzLine(f *testing.F) {
	for _, s := range []string{"王某 110101199003077336", "卡号：6299 0212 3456 7890 126", "１３８００１３８００１ a@b.com", "车牌号京A·12345", "3号楼2单元501室", "| 姓名 | 身份证号 |\n|---|---|\n| 甲 | 11010119900307733X |", "护照 E12345678 \xef\xbc"} {
		f.Add(s)
	}
	e := engine(f)
	f.Fuzz(func(t *testing.T, text string) {
		lines := strings.Split(text, "\n")
		for _, d := range find(e, text) {
			if d.Pos.Line < 1 || d.Pos.Line > len(lines) || d.Pos.Col < 1 || d.Pos.EndCol <= d.Pos.Col || d.Pos.EndCol > len([]rune(lines[d.Pos.Line-1]))+1 || !d.Secret {
				t.Fatalf("%q: %+v", text, d)
			}
			if s := string([]rune(lines[d.Pos.Line-1])[d.Pos.Col-1 : d.Pos.EndCol-1]); len(s) > 8 && strings.Contains(d.Message, s) {
				t.Errorf("%q shows %q: %s", text, s, d.Message)
			}
		}
	})
}

// Cards and phones are found in the forms in which people write them.
func TestCardsAndPhonesAreFound(t *testing.T) {
	e, r := engine(t), random(5)
	fours := func(s string) string {
		var parts []string
		for ; len(s) > 4; s = s[4:] {
			parts = append(parts, s[:4])
		}
		return strings.Join(append(parts, s), " ")
	}
	for range size() / 500 {
		card := strings.Fields(issuers[19])[r.IntN(80)] + digits(r, 12)
		for c := range 10 {
			if luhn(card + string(rune('0'+c))) {
				card += string(rune('0' + c))
				break
			}
		}
		phone := "1" + string("3456789"[r.IntN(7)]) + digits(r, 9)
		for _, text := range []string{"张某 " + card, "卡号：" + fours(card), "| 张某 | " + card + " | 200 |", "卡号" + card + "，电话" + phone} {
			if !found(find(e, text), "bank-card") {
				t.Errorf("misses the card of %s", text)
			}
		}
		for _, text := range []string{"李某，" + phone, "电话:" + phone[:3] + "-" + phone[3:7] + "-" + phone[7:], "手机 " + phone[:3] + " " + phone[3:7] + " " + phone[7:] + "。", "+86" + phone, "| " + phone + " |", phone + "/" + phone} {
			if !found(find(e, text), "mobile-phone") {
				t.Errorf("misses the phone of %s", text)
			}
		}
	}
}

// The rules together, and the engine without any for comparison.
func BenchmarkLines(b *testing.B) {
	with := engine(b)
	none := check.New(&catalogue.Catalogue{Config: &config.Config{}}, []*check.Rule{{In: check.InBody, Line: func(*check.Line) {}}}, check.Options{})
	prose := strings.Repeat("第一条 为了规范渡口管理，保障人民群众生命财产安全，根据有关法律、法规，结合本市实际，制定本办法。\n\n", 30)
	table := strings.Repeat("| 1 | 和平街道 | 2024年3月5日 | 1234567.50 | 13.5% | 370102 | 8000 |\n", 30)
	names := strings.Repeat("| 王某 | 110101**********36 | 138****8001 | 370102198512304511 |\n", 30)
	for name, text := range map[string]string{"prose": prose, "table": table, "names": names} {
		for rules, e := range map[string]*check.Engine{"": with, " without rules": none} {
			b.Run(name+rules, func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				for b.Loop() {
					find(e, text)
				}
			})
		}
	}
}
