package main

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"time"
)

// victim is a document that gets a fault, or what makes documents with one.
type victim struct {
	*rand.Rand
	path   string
	lines  []string
	body   int  // index of the first line of the body
	plain  bool // the header is TOML with English keys, which can be edited line by line
	serial *int
	more   []*victim // other documents and files, which are new
	at     *victim   // which of them holds the fault; nil: the document itself
}

func newVictim(r *rand.Rand, path, text string) *victim {
	v := &victim{Rand: r, path: path, lines: strings.Split(text, "\n")}
	v.body = slices.Index(v.lines[1:], v.lines[0]) + 2
	v.plain = v.lines[0] == "+++" && strings.Contains(text, "\ndisclosure = ")
	return v
}

func (v *victim) text() string { return strings.Join(v.lines, "\n") }

// files are all that the fault makes or changes.
func (v *victim) files() []*victim {
	if v.path == "" {
		return v.more
	}
	return append([]*victim{v}, v.more...)
}

// place is the file that the fault is in.
func (v *victim) place() string {
	if v.at != nil {
		return v.at.path
	}
	return v.path
}

// file makes a file beside the document, under a name of its own, which holds the fault;
// it gives its base name.
func (v *victim) file(ext, text string) string {
	*v.serial++
	name := fmt.Sprintf("附表%d%s", *v.serial, ext)
	v.at = &victim{path: "content/zcfg/qtwj/" + name, lines: []string{text}}
	v.more = append(v.more, v.at)
	return name
}

// fresh makes a new clean document, of which headers sets other lines ("key = value"; no
// value drops the key). It is taken to hold the fault until another is made.
func (v *victim) fresh(headers ...string) *victim {
	*v.serial++
	n := *v.serial
	written := v.workday(2025)
	text := fmt.Sprintf(`+++
title = "霁川市交通运输局关于开展第%[1]d号航道养护作业的通知"
index_number = "%[2]s"
class = "其他文件"
issuer = "霁川市交通运输局"
written = %[3]s
published = %[4]s
category = "zcfg/qtwj"
theme = "综合政务"
genre = "通知"
five_disclosure = "管理公开"
disclosure = "主动公开"
keywords = ["航道养护", "作业安排"]
summary = "明确第%[1]d号作业的时间、船舶和安全要求。"
unit = "办公室（政务公开科）"
+++

局属各单位：

为保障航道畅通，按照年度养护计划，决定开展航道疏浚作业。

作业期间过往船舶应当减速慢行，服从现场指挥。

各单位要落实安全责任，做好现场警戒，发现隐患立即处置。

霁川市交通运输局

%[5]s
`, n, indexNumber(n), written.Format(time.DateOnly), written.AddDate(0, 0, 1).Format(time.DateOnly), written.Format("2006年1月2日"))
	d := newVictim(v.Rand, fmt.Sprintf("content/zcfg/qtwj/第%05d号.md", n), text)
	d.serial = v.serial
	for _, h := range headers {
		key, value, _ := strings.Cut(h, " = ")
		if i := d.header(key); value == "" && i > 0 {
			d.lines = slices.Delete(d.lines, i, i+1)
			d.body--
		} else {
			d.set(key, value)
		}
	}
	v.more, v.at = append(v.more, d), d
	return d
}

// policy makes a new 行政规范性文件.
func (v *victim) policy(headers ...string) *victim {
	unified := fmt.Sprintf("unified_number = \"JCDR-2025-013%04d\"", *v.serial+1)
	for _, h := range headers {
		if strings.HasPrefix(h, "written = 2026") { // with all that is demanded of it since then
			unified = strings.Replace(unified, "2025", "2026", 1)
			headers = append(headers, "author = \"周某\"", "review = ["+secrecy+", "+strings.Join(steps, ", ")+"]")
			break
		}
	}
	return v.fresh(append([]string{"class = \"行政规范性文件\"", "category = \"zcfg/gfxwj\"", unified}, headers...)...)
}

func indexNumber(n int) string { return fmt.Sprintf("113799004189027499/2025-%05d", 20000+n) }

// index is the document's 索引号.
func (v *victim) index() string { return v.value("index_number") }

// workday is a random Monday to Thursday of a year, from March to August.
func (v *victim) workday(year int) time.Time {
	d := time.Date(year, 3, 1+v.IntN(180), 0, 0, 0, 0, time.UTC)
	for d.Weekday() == time.Sunday || d.Weekday() > time.Thursday {
		d = d.AddDate(0, 0, 1)
	}
	return d
}

// prose are the indexes of the lines that are plain sentences: no heading, list, table,
// link, code, note, salutation or signature.
func (v *victim) prose() (list []int) {
	for i := v.body; i < len(v.lines); i++ {
		s := v.lines[i]
		if strings.HasSuffix(s, "。") && !strings.ContainsAny(s[:1], "#|>-*+0123456789![:<` ") && !strings.ContainsAny(s, "[]`<>|*“《（") && v.lines[i-1] == "" {
			list = append(list, i)
		}
	}
	return list
}

// sentence adds a sentence at the end of a random paragraph.
func (v *victim) sentence(format string, args ...any) int {
	list := v.prose()
	if len(list) == 0 {
		return -1
	}
	i := list[v.IntN(len(list))]
	v.lines[i] += fmt.Sprintf(format, args...)
	return i + 1
}

// within puts a text between two Han characters of a random paragraph.
func (v *victim) within(text string) int {
	list := v.prose()
	if len(list) == 0 {
		return -1
	}
	i := list[v.IntN(len(list))]
	runes := []rune(v.lines[i])
	for range 50 {
		at := 1 + v.IntN(len(runes)-1)
		if isHan(runes[at-1]) && isHan(runes[at]) {
			v.lines[i] = string(runes[:at]) + text + string(runes[at:])
			return i + 1
		}
	}
	return -1
}

func isHan(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }

// inClause puts a text between two Han characters within a clause that is not the first
// of its paragraph.
func (v *victim) inClause(text string) int {
	list := v.prose()
	if len(list) == 0 {
		return -1
	}
	i := list[v.IntN(len(list))]
	places := clause.FindAllStringIndex(v.lines[i], -1)
	if len(places) == 0 {
		return -1
	}
	m := places[v.IntN(len(places))]
	runes := []rune(v.lines[i][m[0]:m[1]])
	at := 3 + v.IntN(len(runes)-3)
	v.lines[i] = v.lines[i][:m[0]] + string(runes[:at]) + text + string(runes[at:]) + v.lines[i][m[1]:]
	return i + 1
}

// clause is one that has no number or day in it, with the comma before it.
var clause = regexp.MustCompile(`，[^\P{Han}一二三四五六七八九十年月日号条款项章节届次部编分注表附]{4,}`)

// cut takes away the end of a paragraph of some sentences, within the last.
func (v *victim) cut() int {
	list := slices.DeleteFunc(v.prose(), func(i int) bool { return !cutPlace.MatchString(v.lines[i]) || !v.proseAfter(i) })
	if len(list) == 0 {
		return -1
	}
	i := list[v.IntN(len(list))]
	m := cutPlace.FindStringSubmatchIndex(v.lines[i])
	runes := []rune(v.lines[i][m[2]:m[3]])
	v.lines[i] = v.lines[i][:m[2]] + string(runes[:3+v.IntN(len(runes)-3)])
	return i + 1
}

// cutPlace is a paragraph with a sentence before its last clause.
var cutPlace = regexp.MustCompile(`。.*[^0-9\P{Han}]{4,}，(\p{Han}{4,})。$`)

// before adds a paragraph before a random one.
func (v *victim) before(format string, args ...any) int {
	list := v.prose()
	if len(list) == 0 {
		return -1
	}
	i := list[v.IntN(len(list))]
	v.lines = slices.Insert(v.lines, i, fmt.Sprintf(format, args...), "")
	return i + 1
}

// proseAfter says whether a plain paragraph follows that at i.
func (v *victim) proseAfter(i int) bool {
	return i+2 < len(v.lines) && v.lines[i+1] == "" && slices.Contains(v.prose(), i+2)
}

// paragraph adds a paragraph of some lines behind a random one and gives the line of that
// with the given number, from 0.
func (v *victim) paragraph(line int, format string, args ...any) int {
	list := v.prose()
	if len(list) == 0 {
		return -1
	}
	i := list[v.IntN(len(list))]
	v.lines = slices.Insert(v.lines, i+1, append([]string{""}, strings.Split(fmt.Sprintf(format, args...), "\n")...)...)
	return i + 3 + line
}

// header is the index of the line with a key of the header; 0 without it.
func (v *victim) header(key string) int {
	for i := 1; v.plain && i < v.body-1 && !strings.HasPrefix(v.lines[i], "["); i++ {
		if strings.HasPrefix(v.lines[i], key+" = ") {
			return i
		}
	}
	return 0
}

// set gives a key of the header another value, or adds it. It does not touch values of
// several lines.
func (v *victim) set(key, value string) int {
	if i := v.header(key); i > 0 {
		if strings.HasSuffix(v.lines[i], "[") {
			return -1
		}
		v.lines[i] = key + " = " + value
		return i + 1
	}
	if !v.plain {
		return -1
	}
	end := v.body - 1
	for i := v.body - 2; i > 0; i-- {
		if strings.HasPrefix(v.lines[i], "[["+key+"]]") {
			return -1
		}
		if strings.HasPrefix(v.lines[i], "[") {
			end = i
		}
	}
	v.lines = slices.Insert(v.lines, end, key+" = "+value)
	v.body++
	return end + 1
}

// add adds a line to the header, even when there is one like it.
func (v *victim) add(line string) int {
	i := v.header("title")
	if i == 0 {
		return -1
	}
	v.lines = slices.Insert(v.lines, i+1, line)
	v.body++
	return i + 2
}

// drop takes a key out of the header; what is missing is said at its first line.
func (v *victim) drop(key string) int {
	i := v.header(key)
	if i == 0 {
		return -1
	}
	v.lines[i] = "# " + key
	return 1
}

// value is that of a key of the header; "" without the key.
func (v *victim) value(key string) string {
	i := v.header(key)
	if i == 0 {
		return ""
	}
	_, value, _ := strings.Cut(v.lines[i], " = ")
	return strings.Trim(value, `"`)
}
