package query_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/search/query"
)

// shapes are the ways in which the sites of the property tests are cut.
var shapes = []shape{
	{new: 0, mid: 0, files: 1},
	{new: 5, mid: 9, files: 3},
	{new: 3, mid: 6, ranges: 7, cut: 6, files: 2},
	{new: 3, mid: 6, ranges: 1000, cut: 6, files: 2}, // one range
	// Nearly all terms have the key of a cut one.
	{new: 3, mid: 6, ranges: 7, cut: 4, files: 2, bits: 5},
	{new: 3, mid: 6, ranges: 1000, cut: 4, files: 2, bits: 5},
}

// sentences are pieces of which real-looking texts are made.
var sentences = []string{
	"各区县人民政府，市政府各部门", "为深化道路运输改革", "根据《中华人民共和国安全生产法》", "二〇二三年三月五日", "2023年第12号",
	"济交办〔2023〕1号", "自印发之日起施行", "网约车GPS定位", "PM2.5不高于35μg", "第一百二十三条", "交通運輸局", "３０日内", "（试行）",
	"二零一九年", "一九九八年度", "ＡＢＣ公司", "〇二一年", "三年行动计划", "年年有余", "1号文件",
}

// alphabets of few characters make every kind of neighbourhood.
var alphabets = []string{"甲乙丙", "ab1", "〇一二三年2023", "甲a1号 ，", "甲乙年〇一九八"}

func randomText(r *rand.Rand, length int) string {
	var b strings.Builder
	if r.IntN(2) == 0 {
		for range 1 + length/8 {
			b.WriteString(sentences[r.IntN(len(sentences))])
		}
		return b.String()
	}
	letters := []rune(alphabets[r.IntN(len(alphabets))])
	for range length {
		b.WriteRune(letters[r.IntN(len(letters))])
	}
	return b.String()
}

func randomDocs(r *rand.Rand, n int) []doc {
	docs := make([]doc, n)
	for i := range docs {
		d := &docs[i]
		*d = doc{title: randomText(r, 8), issuer: []string{"甲乙局", "市交通运输局"}[r.IntN(2)], day: int32(15000 + r.IntN(400)),
			body: randomText(r, 20) + "\n" + randomText(r, 12), category: []string{"wj", "wj/gf", "jd"}[r.IntN(3)]}
		if r.IntN(3) == 0 {
			d.number = fmt.Sprintf("济交办〔20%02d〕%d号", r.IntN(30), 1+r.IntN(12))
		}
		if r.IntN(4) == 0 {
			d.attached = randomText(r, 15)
		}
		if r.IntN(4) == 0 {
			d.keywords, d.state = []string{randomText(r, 3), "改革"}, "repealed"
		}
		if r.IntN(4) == 0 {
			d.summary = randomText(r, 9)
		}
	}
	return docs
}

// randomQuery is some pieces of documents, in another script, width or brackets.
func randomQuery(r *rand.Rand, docs []doc) (q string) {
	for n := 1 + r.IntN(3); n > 0; n-- {
		d := docs[r.IntN(len(docs))]
		texts := []string{d.title, d.body, d.number, d.attached, d.summary, d.issuer, d.index()}
		text := []rune(texts[r.IntN(len(texts))])
		if len(text) == 0 {
			continue
		}
		from := r.IntN(len(text))
		part := string(text[from:min(len(text), from+1+r.IntN(12))])
		part = strings.Join(strings.FieldsFunc(part, func(c rune) bool { return c == '\n' || c == ' ' || c == '"' }), "")
		switch r.IntN(6) {
		case 0:
			part = strings.NewReplacer("运", "運", "输", "輸", "政", "政", "根", "根", "自", "自", "国", "國").Replace(part)
		case 1:
			part = strings.NewReplacer("〔", "[", "〕", "］", "1", "１", "a", "Ａ", "（", "(").Replace(part)
		}
		if strings.HasPrefix(part, "-") {
			continue
		}
		switch {
		case r.IntN(6) == 0 && q != "":
			part = "-" + part
		case r.IntN(6) == 0:
			part = `"` + part + `"`
		}
		q += part + []string{" ", "　"}[r.IntN(2)]
	}
	return q
}

// plainSearch is what the words of a query ask for, read by a plain scan.
func plainSearch(docs []doc, q string) (found []string) {
	for i := range docs {
		fits := true
		for _, w := range strings.Fields(q) {
			w, exclude := strings.CutPrefix(w, "-")
			p, _ := han.YearFold(fold(strings.Trim(w, `"`)))
			if len(p) > 0 && docs[i].holds(p) == exclude {
				fits = false
			}
		}
		if fits {
			found = append(found, "doc/"+docs[i].address+".html")
		}
	}
	slices.Sort(found)
	return found
}

func urls(list []query.Result) (names []string) {
	for _, r := range list {
		names = append(names, r.URL)
	}
	slices.Sort(names)
	return names
}

// What a scan of the folded texts finds, searching finds, and nothing else.
func TestSearchIsExact(t *testing.T) {
	ctx := context.Background()
	seeds := uint64(36)
	if testing.Short() {
		seeds = 9
	}
	for seed := range seeds {
		r := rand.New(rand.NewPCG(seed, 3))
		docs := randomDocs(r, 16+r.IntN(30))
		sh := shapes[seed%uint64(len(shapes))]
		ix := open(t, publish(t, docs, sh))
		for range 30 {
			q := randomQuery(r, docs)
			want := plainSearch(docs, q)
			got, err := ix.Search(ctx, query.Request{Q: q, Exhaustive: true})
			if err != nil {
				t.Fatalf("seed %d: Search(%q): %v", seed, q, err)
			}
			other := len(got.Notes) > 0 || len(got.Ignored) > 0 || len(got.Dropped) > 0
			if len(want) == 0 && other { // read in another way
				continue
			}
			if slices.ContainsFunc(got.Notes, func(n query.Note) bool { return n.Code == query.NoteNumber }) {
				continue // narrower: its own test
			}
			if !slices.Equal(urls(got.Results), want) {
				t.Fatalf("seed %d: Search(%q) = %v, want %v", seed, q, urls(got.Results), want)
			}
			if !got.Exact || got.Total != len(want) {
				t.Errorf("seed %d: Search(%q) says %d, %v; want %d", seed, q, got.Total, got.Exact, len(want))
			}
			counted, err := ix.Search(ctx, query.Request{Q: q, Limit: 5})
			if err != nil || counted.Exact && counted.Total != len(want) || !counted.Exact && sh.ranges == 0 && counted.Total < len(want) {
				t.Errorf("seed %d: Search(%q) counts %d, %v; want %d (%v)", seed, q, counted.Total, counted.Exact, len(want), err)
			}
		}
	}
}
