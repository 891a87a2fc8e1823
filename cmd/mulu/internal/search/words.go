package search

import (
	"cmp"
	"encoding/json"
	"math/bits"
	"slices"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/search/codec"
)

// words writes what helps to read a query: weights, short names, the table of
// Traditional characters and pinyin.
func (b *Builder) words(out *output, m *codec.Manifest, titles []count) (err error) {
	c := &b.plan.Config.Search
	m.Weights = codec.Weights{Title: c.Weights.Title, Meta: c.Weights.Meta, Body: c.Weights.Body, Coverage: c.Weights.Coverage}
	for _, a := range c.Aliases {
		m.Aliases[strings.ReplaceAll(han.Fold(a.Word), "\n", "")] = a.Means
	}
	from, to := han.Simplified()
	m.Fold = b.usual(from, to)
	if m.FoldHash, err = foldBlocks(out, from, to); err != nil {
		return err
	}
	if !c.Pinyin || len(b.segments) == 0 {
		return nil
	}
	m.Pinyin, err = out.json("pinyin", codec.Folder+"/pinyin", b.pinyin(titles))
	return err
}

// foldBlocks writes the whole table of Traditional characters in blocks: a query with
// a rare character needs few of them. It gives the hash in their names.
func foldBlocks(out *output, from, to string) (hash string, err error) {
	var files [][]byte
	for _, block := range codec.FoldBlocks(from, to) {
		data, err := json.Marshal(block)
		if err != nil {
			return "", err
		}
		files = append(files, data)
	}
	hash = codec.Hash(files...)
	for i, data := range files {
		if err := out.file("fold", codec.FoldName(codec.FirstFoldBlock+i, hash), data); err != nil {
			return "", err
		}
	}
	return hash, nil
}

// usual is the part of the Traditional table that the browser needs at once: what
// occurs in the site's texts, and what GB 2312 has, which a browser can tell itself.
func (b *Builder) usual(from, to string) [2]string {
	targets := []rune(to)
	var f, t []rune
	i := 0
	for _, r := range from {
		if b.occurs(r) || isGB2312(r) {
			f, t = append(f, r), append(t, targets[i])
		}
		i++
	}
	return [2]string{string(f), string(t)}
}

func (b *Builder) occurs(r rune) bool {
	if r > lastHan {
		return false
	}
	in := func(seen []uint64) bool { return seen[r/64]>>(r%64)&1 != 0 }
	for i, s := range b.segments {
		if s.kept != nil && in(s.kept.Seen) || slices.ContainsFunc(b.gatherers, func(g *gatherer) bool { return in(g.seen[i]) }) {
			return true
		}
	}
	return false
}

// isGB2312 says whether GB 2312 has a Han character: in GBK's code it has two bytes
// from A1 on, the first one from B0.
func isGB2312(r rune) bool {
	var gbk [4]byte
	n, _, err := simplifiedchinese.GBK.NewEncoder().Transform(gbk[:], []byte(string(r)), true)
	return err == nil && n == 2 && gbk[0] >= 0xB0 && gbk[1] >= 0xA1
}

// mostPairs bounds the pairs of the pinyin file.
const mostPairs = 8192

// pinyin is made of titles, whose pairs of characters the merge counted, and of the
// issuers' names.
func (b *Builder) pinyin(titles []count) codec.Pinyin {
	docs := map[han.Term]int{}
	for _, c := range titles {
		docs[c.term] = c.docs
	}
	var terms []han.Term
	for name, n := range b.issuerNames() {
		terms = han.Terms(terms[:0], []rune(han.Fold(name)))
		slices.Sort(terms)
		for _, t := range slices.Compact(terms) {
			if isPair(t) {
				docs[t] = max(docs[t], n)
			}
		}
	}
	var counts []count
	for t, n := range docs {
		if rs := t.Runes(); han.IsHan(rs[0]) && han.IsHan(rs[1]) {
			counts = append(counts, count{t, n})
		}
	}
	counts = mostFrequent(counts, mostPairs)
	return codec.Pinyin{Readings: readings(counts), Pairs: pairClasses(counts)}
}

// issuerNames are the names that documents bear, with their numbers of documents.
func (b *Builder) issuerNames() map[string]int {
	names := map[string]int{}
	docs := b.plan.Catalogue.Documents
	for i := range docs {
		for j := range docs[i].Issuers {
			names[docs[i].IssuerName(j)]++
		}
	}
	return names
}

// readings lists the characters of each syllable.
func readings(counts []count) map[string]string {
	chars := map[rune]bool{}
	for _, c := range counts {
		for _, r := range c.term.Runes() {
			chars[r] = true
		}
	}
	bySyllable := map[string][]rune{}
	for r := range chars {
		for _, s := range han.Readings(r) {
			bySyllable[s] = append(bySyllable[s], r)
		}
	}
	list := make(map[string]string, len(bySyllable))
	for s, rs := range bySyllable {
		slices.Sort(rs)
		list[s] = string(rs)
	}
	return list
}

// pairClasses joins the pairs of about the same number of documents: 2^n to 2^(n+1) − 1.
func pairClasses(counts []count) []string {
	class := func(c count) int { return bits.Len(uint(c.docs)) }
	slices.SortFunc(counts, func(a, b count) int { return cmp.Or(class(b)-class(a), cmp.Compare(a.term, b.term)) })
	classes := []string{}
	for i, c := range counts {
		if i == 0 || class(counts[i-1]) != class(c) {
			classes = append(classes, "")
		}
		classes[len(classes)-1] += c.term.String()
	}
	return classes
}

// isPair says whether a term has two characters.
func isPair(t han.Term) bool { return t&(1<<42-1) != 0 && t&(1<<21-1) == 0 }
