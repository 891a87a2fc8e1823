package render

import (
	"strings"
	"testing"
)

func loaderOf(t *testing.T, langs Languages) *assetLoader {
	t.Helper()
	theme, ds := NewTheme(langs, nil, nil)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	return &assetLoader{theme: theme, words: wordsOf(theme, "")}
}

// What stands in a script in place of texts.
func TestPutTexts(t *testing.T) {
	zh, en := loaderOf(t, Languages{Interface: "zh-CN", Content: "zh-CN"}), loaderOf(t, Languages{Interface: "en", Content: "zh-CN"})
	for _, tt := range []struct{ script, zh, en string }{
		{`say(texts.search.again);`, `say("再试一次");`, `say("Try again");`},
		{`say(texts.search.found(found.total));`, "say(`找到 ${found.total} 件。`);", "say(`Documents: ${found.total}.`);"},
		{`texts.search.nothing(...listed([q], ")"))`, `["没有找到", ...listed([q], ")"), "。"]`, `["Nothing found for", ...listed([q], ")"), "."]`},
		{`[...a, texts.search.noted(x, ...y)]`, `[...a, [x, ...y, "。"]]`, `[...a, [x, ...y, "."]]`},
		{"texts.search.chip(`${a}, (`, f(b, texts.search.button))", "`${`${a}, (`}：${f(b, \"检索\")}`", "`${`${a}, (`}: ${f(b, \"Search\")}`"},
		{`li.append(texts.content(make("p", "x")));`, `li.append(make("p", "x"));`, `li.append(Object.assign(make("p", "x"), { lang: "zh-CN" }));`},
		{`say(texts.sign.items(o.count));`, "say(` 件`);", "say(` ${(o.count) == 1 ? \"document\" : \"documents\"}`);"},
		{`const mytexts = text.search.again;`, `const mytexts = text.search.again;`, `const mytexts = text.search.again;`},
	} {
		const head = "/** What it is. */\n\n"
		for _, l := range []struct {
			*assetLoader
			want string
		}{{zh, tt.zh}, {en, tt.en}} {
			got := string(l.putTexts("js/x.js", []byte(head+"import { texts } from \"./texts.js\";\n"+tt.script)))
			if got != head+"\n"+l.want || len(l.diags) > 0 {
				t.Errorf("%s becomes %s, want %s (%v)", tt.script, strings.TrimPrefix(got, head), l.want, l.diags)
			}
		}
	}
	if states := string(zh.putTexts("js/x.js", []byte("import { texts } from \"./texts.js\";\ntexts.states"))); !strings.Contains(states, `"not-yet": "尚未施行"`) {
		t.Error(states)
	}
	if plain := "texts.search.again"; string(zh.putTexts("js/x.js", []byte(plain))) != plain {
		t.Error("a script without the import is changed")
	}
}

// A text that is not there is an error at its line.
func TestPutTextsFaults(t *testing.T) {
	l := loaderOf(t, Languages{Interface: "zh-CN", Content: "zh-CN"})
	l.putTexts("js/x.js", []byte("import { texts } from \"./texts.js\";\n\nsay(texts.search.agian);\nsay(texts.search.found);\n"))
	if len(l.diags) != 2 || l.diags[0].Pos.Line != 3 || l.diags[1].Pos.Line != 4 || !strings.Contains(l.diags[0].Message, "是不是 search.again") {
		t.Error(l.diags)
	}
}
