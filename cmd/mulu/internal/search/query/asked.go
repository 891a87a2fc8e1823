package query

import (
	"regexp"
	"slices"
	"strings"
)

// asked are words that readers put around the name of a document, as they would ask a
// person or the web. Documents have them, too: they are taken away only when nothing
// holds the query with them. Longer ones before those they end or begin with.
var asked = append(slices.Clone(noise), strings.Fields(`
现行有效版 全文阅读 全文及解读 下载地址 在线查询 条文释义 修正文本 百度百科 word文档
什么时候实施 什么时候施行 什么时候生效 什么时候公布 有哪些规定 怎么规定的 如何规定的 规定是什么 哪年颁布 哪年公布
最新修订 最新修正 最新修改 最新的 修正版 修订本 修正本 正式版 网页版 打印版 英文版 主要内容 现行有效 实施时间 施行时间
百度云 多少条 有哪些 在哪里 发文字号 文件编号 索引号 我想找 我要找 查一下 找一下 什么是
查找 搜索 请问 解读 释义 内容 条文 法条 图片 新版 摘录 节选 草案 附件 文号 文件 文档 通知 公布 颁布 根据 按照 关于
html md 的 最高人民法院 最高人民检察院 最高法院 最高检察院 最高法 最高院 最高检 两高`)...)

// editions are what is said of a version behind and before a title: 2018修正,
// 2018年第二次修订, 2023年最新版, 2018-10-26.
var editions = []*regexp.Regexp{
	regexp.MustCompile(`^()(.*?)((?:19|20)[0-9]{2}年?版?(?:第?[一二三四五六七八九]次)?(?:最新)?(?:修正|修订|修改|新)?(?:版本|文本|版|本)?|(?:19|20)[0-9]{6}|(?:第[一二三四五六七八九]次)?(?:修正|修订|修改))$`),
	regexp.MustCompile(`^((?:19|20)[0-9]{2}年?[度版]?(?:最新版|最新|新版)?)([^0-9年].*)()$`),
}

// dropAsked takes away what is asked for around the names of documents. The words are
// not changed when nothing else would be left.
func dropAsked(words []word) (left []word, dropped []string) {
	for _, w := range words {
		if !w.quoted {
			var taken []string
			w.phrase, taken = trimAsked(w.phrase)
			dropped = append(dropped, taken...)
		}
		if len(w.phrase) > 0 {
			left = append(left, w)
		}
	}
	if len(left) == 0 {
		return words, nil
	}
	return left, dropped
}

// trimAsked takes such words from the ends of one, or all of it, but leaves no single
// character.
func trimAsked(phrase []rune) (left []rune, taken []string) {
	s := string(phrase)
	may := func(rest string) bool { return rest == "" || len([]rune(rest)) >= leastLeft }
	for s != "" {
		rest, n := trimEnd(s, asked, may)
		if n == "" {
			rest, n = trimEdition(s, may)
		}
		if n == "" {
			break
		}
		s, taken = rest, append(taken, n)
	}
	return []rune(s), taken
}

// trimEdition takes what is said of a version from a phrase; "" when there is nothing.
func trimEdition(s string, may func(rest string) bool) (rest, taken string) {
	for _, edition := range editions {
		if m := edition.FindStringSubmatch(s); m != nil && m[1]+m[3] != "" && may(m[2]) {
			return m[2], m[1] + m[3]
		}
	}
	return s, ""
}
