//go:build ignore

// The command gen_tables writes the tables in tables/ from two npm packages, so that the tables can be made anew when these change:
//
//	npm install --prefix /tmp/tables opencc-js@1.4.2 pinyin-pro@3.29.4
//	NODE_MODULES=/tmp/tables/node_modules go generate ./cmd/mulu/internal/han
//
// A package of another version is refused: the version is part of the tables.
package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/unicode/norm"
)

const (
	openccVersion = "1.4.2"
	pinyinVersion = "3.29.4"
)

// extra unites what OpenCC tells apart by the word, by the region or not at all,
// and what one text has in one form and its other script in the other. A fold may
// unite more than a conversion: it is never shown.
const extra = "著着 瞭了 覆复 藉借 麽么 衹只 座坐 俱具 " + // by the word: 著名 and 着想, 瞭解 and 瞭望, 答覆 and 覆盖
	"衞卫 枱台 粧妆 糉粽 敍叙 簷檐 " + // forms of Hong Kong and Taiwan
	"揹背 伕夫 甦苏 隄堤 菓果 籐藤 鎗枪 彷仿 " + // variants that the standard lists have done away with
	"迳径 馀余 锺钟 谘咨 讬托 钜巨" // Simplified by the part, no standard characters (钜, 锺, 馀 in names only)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 || os.Args[1] == "" {
		log.Fatal("usage: NODE_MODULES=folder go generate")
	}
	modules := os.Args[1]
	wantVersion(modules, "opencc-js", openccVersion)
	wantVersion(modules, "pinyin-pro", pinyinVersion)
	simplified := readSimplified(filepath.Join(modules, "opencc-js/dist/esm-lib/dict/TSCharacters.js"))
	writeSimplified(simplified)
	readings := readPinyin(filepath.Join(modules, "pinyin-pro/dist/esm/data/dict1.mjs"))
	unitePinyin(readings, simplified)
	writePinyin(readings)
	writeTraditional(filepath.Join(modules, "opencc-js/dist/esm-lib/dict"))
}

func wantVersion(modules, name, want string) {
	var p struct{ Version string }
	if err := json.Unmarshal(read(filepath.Join(modules, name, "package.json")), &p); err != nil {
		log.Fatal(err)
	}
	if p.Version != want {
		log.Fatalf("%s is %s, want %s", name, p.Version, want)
	}
}

func read(name string) []byte {
	text, err := os.ReadFile(name)
	if err != nil {
		log.Fatal(err)
	}
	return text
}

// readSimplified gives every character that folds to another one, with what it
// comes to in the end: no target is a source.
func readSimplified(name string) map[rune]rune {
	_, list, ok := strings.Cut(string(read(name)), `"`)
	list, _, ok2 := strings.Cut(list, `"`)
	if !ok || !ok2 {
		log.Fatalf("%s holds no string", name)
	}
	table := map[rune]rune{}
	for pair := range strings.SplitSeq(list, "|") {
		from, to, _ := strings.Cut(pair, " ")
		to, _, _ = strings.Cut(to, " ")
		a, n := utf8.DecodeRuneInString(from)
		b, m := utf8.DecodeRuneInString(to)
		if n != len(from) || m != len(to) {
			log.Fatalf("%s: %q is no pair of characters", name, pair)
		}
		table[a] = b
	}
	for pair := range strings.FieldsSeq(extra) {
		r := []rune(pair)
		table[r[0]] = r[1]
	}
	settle(table)
	return table
}

// settle follows chains to their end and drops what stays itself.
func settle(table map[rune]rune) {
	maps.DeleteFunc(table, func(a, b rune) bool { return a == b })
	for a, b := range table {
		for steps := 0; ; steps++ {
			next, more := table[b]
			if !more {
				break
			}
			if b = next; steps > 3 {
				log.Fatalf("%c goes round in circles", a)
			}
		}
		table[a] = b
	}
}

// writeSimplified writes a line for each target: it and all that fold to it.
func writeSimplified(table map[rune]rune) {
	sources := map[rune][]rune{}
	for a, b := range table {
		sources[b] = append(sources[b], a)
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "# Made by gen_tables.go from opencc-js %s; see README.md. A character and those that fold to it.\n", openccVersion)
	for _, to := range slices.Sorted(maps.Keys(sources)) {
		slices.Sort(sources[to])
		fmt.Fprintf(&out, "%c%s\n", to, string(sources[to]))
	}
	write("tables/simplified.txt", out.Bytes())
}

var entry = regexp.MustCompile(`(?s)(?:'([^']+)'|(\p{L}+)): \[(.*?)\]`)

// readPinyin gives the readings of each character without tones, commonest first.
func readPinyin(name string) map[rune][]string {
	readings := map[rune][]string{}
	for _, m := range entry.FindAllStringSubmatch(string(read(name)), -1) {
		syllables := plain(m[1] + m[2])
		for _, r := range m[3] {
			if r >= 0x3007 && len(syllables) > 0 {
				readings[r] = syllables
			}
		}
	}
	return readings
}

// plain gives the syllables of a key such as 'bǎng páng pāng' without tones and
// repeats, ü as v; what no one can type as a syllable (m, ng, ê) is left out.
func plain(key string) []string {
	var list []string
	for s := range strings.FieldsSeq(key) {
		s = norm.NFD.String(s)
		s = strings.ReplaceAll(s, "u\u0308", "v")
		s = strings.Map(func(r rune) rune {
			if r >= 0x300 && r < 0x370 && r != 0x302 {
				return -1
			}
			return r
		}, s)
		typed := strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == "" && strings.ContainsAny(s, "aeiouv")
		if typed && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// unitePinyin takes out the characters that fold to others: these are read as what
// they become. Where Simplified uses both, the readings are joined: 乾县 is qian,
// though 乾 becomes 干.
func unitePinyin(readings map[rune][]string, simplified map[rune]rune) {
	for _, r := range slices.Sorted(maps.Keys(simplified)) {
		to := simplified[r]
		for _, s := range readings[r] {
			if len(readings[to]) == 0 || inGB2312(r) && !slices.Contains(readings[to], s) {
				readings[to] = append(slices.Clip(readings[to]), s)
			}
		}
		delete(readings, r)
	}
}

// inGB2312 says whether r is a Han character of GB/T 2312-1980.
func inGB2312(r rune) bool {
	b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(string(r)))
	return err == nil && len(b) == 2 && b[0] >= 0xB0 && b[0] <= 0xF7 && b[1] >= 0xA1
}

// writePinyin writes a line for each syllable: the characters that have it as
// their first reading, then, each after a blank, as second, third and so on.
func writePinyin(readings map[rune][]string) {
	lines := map[string][][]rune{}
	for r, list := range readings {
		for place, s := range list {
			for len(lines[s]) <= place {
				lines[s] = append(lines[s], nil)
			}
			lines[s][place] = append(lines[s][place], r)
		}
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "# Made by gen_tables.go from pinyin-pro %s; see README.md. A syllable, the characters of which it is the first reading, the second …\n", pinyinVersion)
	for _, s := range slices.SortedFunc(maps.Keys(lines), cmp.Compare[string]) {
		out.WriteString(s)
		for _, place := range lines[s] {
			slices.Sort(place)
			out.WriteString("\t" + string(place))
		}
		out.WriteByte('\n')
	}
	write("tables/pinyin.txt", out.Bytes())
}

func write(name string, text []byte) {
	if err := os.WriteFile(name, text, 0o666); err != nil {
		log.Fatal(err)
	}
	log.Printf("%s: %d bytes", name, len(text))
}
