package main

import (
	"regexp"
	"strings"
)

var articleStart = regexp.MustCompile(`(?m)^第[一二三四五六七八九十百零]+条`)

// asked asks as people speak: with the year of a version, with an article behind the
// title, with characters left out of it, with tags and words around it.
func (m *queryMaker) asked() {
	versions := []string{"(2018修正)", "（2021年修订）", "2019年修正本", " 2023年版", "(2020-12-29)"}
	around := []string{"请问%s有哪些规定", "查一下%s", "1.%s", "附件：%s", "%s（节选）", "<b>%s</b>", "%s.pdf", "2024最新%s"}
	for n, i := range m.someNewest(60, func(d *lawDoc) bool { return strings.HasPrefix(d.Title, republic) }) {
		d := &m.docs[i]
		title := strings.TrimPrefix(d.Title, republic)
		m.sure("title and version", d.Title+versions[n%len(versions)], i)
		m.sure("title in a sentence", strings.Replace(around[n%len(around)], "%s", d.Title, 1), i)
		if article := m.match(articleStart, i); article != "" && !d.Stub {
			m.sure("title and article, no space", title+article, i)
		}
		if d.Number != "" {
			m.sure("document number", d.Number+[]string{"文件", "文", "的通知"}[n%3], i)
			m.sure("document number", "文号："+d.Number, i)
		}
		m.sure("index number", "索引号："+d.Index, i)
	}
}
