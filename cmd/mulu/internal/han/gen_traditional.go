//go:build ignore

package main

import (
	"bytes"
	"fmt"
	"log"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// lawful are words that Taiwan's laws write otherwise than OpenCC: 公布, 分布 and 頒布 are
// in 法律統一用字表 (立法院, 1973), 發布 in 中央法規標準法 第七條, and 宣布 goes with them.
var lawful = strings.NewReplacer("公佈", "公布", "分佈", "分布", "頒佈", "頒布", "發佈", "發布", "宣佈", "宣布")

// writeTraditional writes tables/traditional.txt: the characters and the phrases of
// OpenCC's conversion s2tw, with its second step, from OpenCC's own forms to those of
// Taiwan (爲 to 為, 裏 to 裡), done.
func writeTraditional(dict string) {
	chars := readPairs(filepath.Join(dict, "STCharacters.js"))
	phrases := readPairs(filepath.Join(dict, "STPhrases_GeneratedFromRegionalPhrases.js"))
	maps.Copy(phrases, readPairs(filepath.Join(dict, "STPhrases.js")))
	kept := readPairs(filepath.Join(dict, "TWVariantsPhrases.js"))
	maps.Copy(phrases, kept)
	taiwan := readPairs(filepath.Join(dict, "TWVariants.js"))
	for from, to := range taiwan {
		if _, ok := chars[from]; !ok {
			chars[from] = to
		}
	}
	form := func(s string) string {
		var b strings.Builder
		for _, r := range s {
			if to, ok := taiwan[string(r)]; ok {
				b.WriteString(to)
			} else {
				b.WriteRune(r)
			}
		}
		return lawful.Replace(b.String())
	}
	for from, to := range chars {
		chars[from] = form(to)
	}
	maps.DeleteFunc(chars, func(a, b string) bool { return a == b })
	for from, to := range phrases {
		if _, whole := kept[from]; !whole {
			phrases[from] = form(to)
		}
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "# Made by gen_traditional.go from opencc-js %s; see README.md. Characters in pairs, then phrases by their first character.\n", openccVersion)
	for i, from := range slices.Sorted(maps.Keys(chars)) {
		if i > 0 && i%40 == 0 {
			out.WriteByte('\n')
		}
		out.WriteString(from + chars[from])
	}
	out.WriteString("\n\n")
	writePhrases(&out, phrases, chars)
	write("tables/traditional.txt", out.Bytes())
}

// readPairs reads a dictionary of OpenCC, of values of as many characters as their keys.
func readPairs(name string) map[string]string {
	_, list, ok := strings.Cut(string(read(name)), `"`)
	list, _, ok2 := strings.Cut(list, `"`)
	if !ok || !ok2 {
		log.Fatalf("%s holds no string", name)
	}
	table := map[string]string{}
	for pair := range strings.SplitSeq(list, "|") {
		from, to, ok := strings.Cut(pair, " ")
		if !ok || utf8.RuneCountInString(from) != utf8.RuneCountInString(to) || strings.ContainsAny(pair, "0123456789=\n") {
			log.Fatalf("%s: %q cannot be written", name, pair)
		}
		table[from] = to
	}
	return table
}

// writePhrases writes a line for each first character: it, then each phrase without it,
// after a blank. A digit stands for so many characters as the phrase before has, too.
// What a phrase becomes is after =, where it is not that of its characters one by one.
func writePhrases(out *bytes.Buffer, phrases, chars map[string]string) {
	var before []rune
	for _, from := range slices.Sorted(maps.Keys(phrases)) {
		now := []rune(from)
		same := 0
		for same < len(now) && same < len(before) && same < 10 && now[same] == before[same] {
			same++
		}
		if same == 0 {
			if before != nil {
				out.WriteByte('\n')
			}
			out.WriteRune(now[0])
			same = 1
		}
		out.WriteByte(' ')
		if same > 1 {
			fmt.Fprint(out, same-1)
		}
		out.WriteString(string(now[same:]))
		if phrases[from] != single(now, chars) {
			out.WriteString("=" + phrases[from])
		}
		before = now
	}
	out.WriteByte('\n')
}

// single converts characters one by one.
func single(text []rune, chars map[string]string) string {
	var b strings.Builder
	for _, r := range text {
		if to, ok := chars[string(r)]; ok {
			b.WriteString(to)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
