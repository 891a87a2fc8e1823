package main

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"mulu/cmd/mulu/internal/han"
)

// A lawQuery asks for one document. Any of equals may come first, for the words hold
// for all of them; the item itself must be among the first ten.
type lawQuery struct {
	class, text string
	item        int
	equals      []int
}

// nearlyUnique is the number of different texts that the words of a query for a known
// item may hold for.
const nearlyUnique = 3

// A queryMaker makes the queries of all classes by rules and a seed.
type queryMaker struct {
	*lawCorpus
	r       *rand.Rand
	heldOut bool // in another style, for which nothing was tuned
	queries []lawQuery
}

func makeLawQueries(c *lawCorpus, seed uint64, heldOut bool) []lawQuery {
	m := &queryMaker{lawCorpus: c, r: rand.New(rand.NewPCG(seed, 3)), heldOut: heldOut}
	m.titles()
	m.bodies()
	m.scripts()
	m.noise()
	m.short()
	m.numbers()
	m.asked()
	return m.queries
}

// known adds up to n queries that ask for a document of the newest version by words
// that nearly only it holds. ask gives "" for a document that does not suit.
func (m *queryMaker) known(class string, n int, titleOnly bool, ask func(i int) string) {
	for tries := 0; n > 0 && tries < 4000; tries++ {
		i := m.r.IntN(len(m.docs))
		if d := &m.docs[i]; d.Version > 0 || d.Distractor || !titleOnly && d.Stub {
			continue
		}
		text := ask(i)
		if text == "" || slices.ContainsFunc(m.queries, func(q lawQuery) bool { return q.class == class && q.text == text }) {
			continue
		}
		equals := m.newest(m.holders(titleOnly, strings.Fields(text)...))
		if len(equals) > nearlyUnique || !slices.Contains(equals, i) {
			continue
		}
		m.queries = append(m.queries, lawQuery{class, text, i, equals})
		n--
	}
}

// sure adds a query that has one right answer.
func (m *queryMaker) sure(class, text string, item int) {
	m.queries = append(m.queries, lawQuery{class, text, item, []int{item}})
}

// someNewest are n documents of the newest version, without stubs, in an order of r.
func (m *queryMaker) someNewest(n int, suits func(d *lawDoc) bool) (list []int) {
	for _, i := range m.r.Perm(len(m.docs)) {
		if d := &m.docs[i]; len(list) < n && d.Version == 0 && !d.Stub && !d.Distractor && suits(d) && m.best(i) {
			list = append(list, i)
		}
	}
	return list
}

// best says whether no other text of the same title is newer.
func (m *queryMaker) best(i int) bool {
	for j := range m.docs {
		if slices.Equal(m.texts[i].title, m.texts[j].title) && m.docs[j].Published.After(m.docs[i].Published) {
			return false
		}
	}
	return true
}

const republic = "中华人民共和国"

func (m *queryMaker) titles() {
	for _, i := range m.someNewest(80, func(*lawDoc) bool { return true }) {
		m.sure("exact title", m.docs[i].Title, i)
	}
	for _, i := range m.someNewest(60, func(d *lawDoc) bool { return strings.Contains(d.Title, republic) }) {
		m.sure("title without 中华人民共和国", strings.ReplaceAll(m.docs[i].Title, republic, ""), i)
	}
	for i, d := range m.docs {
		if d.Version == 1 {
			j := slices.IndexFunc(m.docs, func(o lawDoc) bool { return o.Key == d.Key && o.Version == 0 })
			if m.best(j) {
				m.sure("newest version", m.docs[i].Title, j)
			}
		}
	}
	m.known("title 3 to 8", 120, true, func(i int) string { return m.part(m.docs[i].Title, 3+m.r.IntN(6)) })
	m.known("title words", 80, true, func(i int) string {
		words := titleWords(m.docs[i].Title)
		n := 2 + m.r.IntN(2)
		if len(words) < n {
			return ""
		}
		m.r.Shuffle(len(words), func(a, b int) { words[a], words[b] = words[b], words[a] })
		return strings.Join(words[:n], " ")
	})
}

func isMark(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }

// part is a run of n characters of a text that has no marks; "" when there is none.
func (m *queryMaker) part(text string, n int) string {
	runs := slices.DeleteFunc(strings.FieldsFunc(text, isMark), func(s string) bool { return len([]rune(s)) < n })
	if len(runs) == 0 {
		return ""
	}
	run := []rune(runs[m.r.IntN(len(runs))])
	at := m.r.IntN(len(run) - n + 1)
	return string(run[at : at+n])
}

// titleWord is what a title is cut at: words that a reader would type.
var titleWord = regexp.MustCompile(`中华人民共和国|最高人民法院|最高人民检察院|人民代表大会|常务委员会|关于|审理|办理|适用|实施|若干|具体应用|应用法律|案件|规定|解释|条例|办法|管理|保护|促进|建设|安全|监督|申报|登记|风险|环境|交通|运输|城市|农村|土地|工程|国务院|暂行|问题|[\p{Han}]{2}(?:省|市)`)

func titleWords(title string) (words []string) {
	for _, run := range strings.FieldsFunc(title, isMark) {
		at := 0
		for _, place := range append(titleWord.FindAllStringIndex(run, -1), []int{len(run), len(run)}) {
			if rest := strings.Trim(run[at:place[0]], "的和与及"); len([]rune(rest)) > 1 {
				words = append(words, rest)
			}
			if place[0] < place[1] {
				words = append(words, run[place[0]:place[1]])
			}
			at = place[1]
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

var (
	acrossComma = regexp.MustCompile(`\p{Han}{4,6}，\p{Han}{4,6}`)
	withMarks   = regexp.MustCompile(`\p{Han}{2,4}[“《]\p{Han}{2,8}[”》]\p{Han}{2,4}|\p{Han}{3,5}、\p{Han}{2,4}、\p{Han}{2,4}`)
	latin       = regexp.MustCompile(`[A-Za-z0-9]{2,12}(?:[.-][A-Za-z0-9]{1,6})?`)
	withWidth   = regexp.MustCompile(`\p{Han}{2,5}[（(A-Za-z0-9]+[^，。；、\s]{3,8}`)
)

func (m *queryMaker) bodies() {
	for _, n := range []int{6, 8, 12, 20} {
		class := "article " + strconv.Itoa(n)
		m.known(class, 60, false, func(i int) string { return m.part(m.line(i), n) })
	}
	m.known("article across a comma", 60, false, func(i int) string { return m.match(acrossComma, i) })
	m.known("article, marks left out", 60, false, func(i int) string {
		return strings.Join(strings.FieldsFunc(m.match(withMarks, i), isMark), "")
	})
	m.known("Latin and digits", 60, false, func(i int) string { return m.match(latin, i) })
	m.known("rare character", 60, false, func(i int) string {
		text := []rune(m.line(i))
		for _, at := range m.r.Perm(len(text)) {
			if c := text[at]; unicode.IsLetter(c) && len(m.pairs[han.MakeTerm(phraseOf(string(c))...)]) <= nearlyUnique {
				return string(c)
			}
		}
		return ""
	})
}

// line is a line of a document's body that is no short one.
func (m *queryMaker) line(i int) string {
	lines := m.texts[i].body
	for range 5 {
		if l := lines[m.r.IntN(len(lines))]; len(l) > 30 {
			return l
		}
	}
	return ""
}

// match is one of a pattern's matches in a document's body.
func (m *queryMaker) match(re *regexp.Regexp, i int) string {
	found := re.FindAllString(strings.Join(m.texts[i].body, "\n"), -1)
	if len(found) == 0 {
		return ""
	}
	return found[m.r.IntN(len(found))]
}
