package variant

import (
	"bytes"
	"html"
	"net/url"
	"path"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/config"
)

// writer goes through one page. Pages are well formed: templates and bodies are written
// by this program, which escapes what it does not know.
type writer struct {
	*Converter
	dst, src []byte
	at, root string

	name  []byte // of the tag last read
	attrs []attr // of it

	kept  string // the element that is kept as it is; "" outside of one
	depth int    // how many elements of this name are open in it, itself too
}

// attr is an attribute of a tag, by its places in the page.
type attr struct{ name, value span }

// page copies the page, piece by piece.
func (w *writer) page() {
	for i := 0; i < len(w.src); {
		end := i
		if w.src[i] != '<' {
			if end = bytes.IndexByte(w.src[i:], '<'); end < 0 {
				end = len(w.src) - i
			}
			end += i
			w.text(w.src[i:end])
		} else {
			end = w.tag(i)
		}
		i = end
	}
}

// plain are elements whose text holds no tags, those of drawings (SVG) too.
var plain = map[string]bool{"title": true, "option": true, "textarea": true, "text": true, "desc": true}

func (w *writer) text(text []byte) {
	if w.kept != "" {
		w.dst = append(w.dst, text...)
		return
	}
	w.dst = w.append(w.dst, text, !plain[string(w.name)])
}

// unread are elements whose text is no language's.
var unread = map[string]bool{"script": true, "style": true, "code": true, "pre": true, "samp": true, "kbd": true}

// voids are elements without an end.
var voids = map[string]bool{"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true, "link": true,
	"meta": true, "param": true, "source": true, "track": true, "wbr": true}

// tag copies the tag, the comment or the declaration at i and gives the place behind.
func (w *writer) tag(i int) int {
	rest := w.src[i:]
	if bytes.HasPrefix(rest, []byte("<!")) || bytes.HasPrefix(rest, []byte("</")) {
		end := i + tagEnd(rest)
		w.dst = append(w.dst, w.src[i:end]...)
		w.name = nil
		if w.kept != "" && string(bytes.TrimRight(w.src[i+2:end-1], " \t\r\n")) == w.kept {
			w.leave()
		}
		return end
	}
	end := w.read(i)
	name := string(w.name)
	if w.kept == name || w.kept == "" && (unread[name] || w.foreign()) {
		w.kept = name
		w.depth++
	}
	done := i
	for _, a := range w.attrs {
		w.dst = append(w.dst, w.src[done:a.value.from]...)
		w.value(string(w.src[a.name.from:a.name.to]), w.src[a.value.from:a.value.to])
		done = a.value.to
	}
	w.dst = append(w.dst, w.src[done:end]...)
	if w.kept == name && voids[name] {
		w.leave()
	}
	return end
}

// leave ends an element of the kind that is kept.
func (w *writer) leave() {
	if w.depth--; w.depth == 0 {
		w.kept = ""
	}
}

// tagEnd is the length of a tag without values, or of a comment.
func tagEnd(tag []byte) int {
	close := ">"
	if bytes.HasPrefix(tag, []byte("<!--")) {
		close = "-->"
	}
	if n := bytes.Index(tag, []byte(close)); n >= 0 {
		return n + len(close)
	}
	return len(tag)
}

// read reads the tag at i, and gives the place behind it.
func (w *writer) read(i int) int {
	s := w.src
	start := i + 1
	for i = start; i < len(s) && !strings.ContainsRune(" \t\r\n/>", rune(s[i])); i++ {
	}
	w.name, w.attrs = s[start:i], w.attrs[:0]
	for i < len(s) && s[i] != '>' {
		if strings.ContainsRune(" \t\r\n/", rune(s[i])) {
			i++
			continue
		}
		a := attr{name: span{from: i}}
		for i < len(s) && !strings.ContainsRune(" \t\r\n/>=", rune(s[i])) {
			i++
		}
		a.name.to, a.value = i, span{i, i}
		if i < len(s) && s[i] == '=' {
			a.value = valueAt(s, i+1)
			i = a.value.to
			if i < len(s) && (s[i] == '"' || s[i] == '\'') {
				i++
			}
			w.attrs = append(w.attrs, a)
		}
		if i == a.name.from {
			i++ // = at a place where none can be
		}
	}
	return min(i+1, len(s))
}

// valueAt is the value of an attribute at i, without its quotes.
func valueAt(s []byte, i int) span {
	if i < len(s) && (s[i] == '"' || s[i] == '\'') {
		end := bytes.IndexByte(s[i+1:], s[i])
		if end < 0 {
			return span{i + 1, len(s)}
		}
		return span{i + 1, i + 1 + end}
	}
	end := bytes.IndexAny(s[i:], " \t\r\n>")
	if end < 0 {
		end = len(s) - i
	}
	return span{i, i + end}
}

// get is the value of an attribute of the tag last read.
func (w *writer) get(name string) string {
	for _, a := range w.attrs {
		if string(w.src[a.name.from:a.name.to]) == name {
			return string(w.src[a.value.from:a.value.to])
		}
	}
	return ""
}

// Attributes that are shown or read aloud, and those that are addresses.
var (
	shown     = []string{"title", "alt", "aria-label", "placeholder", "data-label", "data-foot", "label"}
	addresses = []string{"href", "src", "action", "poster"}
)

// value copies the value of an attribute.
func (w *writer) value(name string, value []byte) {
	switch {
	case slices.Contains(addresses, name), name == "value" && string(w.name) == "data", name == "content" && w.get("name") == "mulu-text":
		w.address(string(value))
	case w.kept == "" && (slices.Contains(shown, name) || name == "content" && string(w.name) == "meta"):
		w.dst = w.append(w.dst, value, false)
	default:
		w.dst = append(w.dst, value...)
	}
}

// address copies an address. One from the page to what has no variant leads out of the
// folder of variants.
func (w *writer) address(value string) {
	way, rest := value, ""
	if i := strings.IndexAny(value, "?#"); i >= 0 {
		way, rest = value[:i], value[i:]
	}
	first, _, _ := strings.Cut(way, "/")
	if way == "" || strings.HasPrefix(way, "/") || strings.Contains(first, ":") {
		w.dst = append(w.dst, value...)
		return
	}
	target := path.Join(path.Dir(w.at), way)
	if strings.HasPrefix(target, "../") || w.stays(target, way) {
		w.dst = append(w.dst, value...)
		return
	}
	w.dst = append(append(append(append(append(w.dst, w.root...), "../"...), target...), way[len(strings.TrimRight(way, "/")):]...), rest...)
}

// stays says whether a page has a variant.
func (w *writer) stays(target, way string) bool {
	switch {
	case target == config.SearchEntry:
		return true // has one of its own, see package build
	case strings.HasSuffix(way, "/"):
		target += "/index.html"
	case !strings.HasSuffix(target, ".html"):
		return false
	}
	if strings.ContainsAny(target, "%&") {
		plain, err := url.PathUnescape(html.UnescapeString(target))
		if err != nil {
			return false
		}
		target = plain
	}
	e, ok := w.plan.Lookup(target)
	return ok && len(w.plan.Variants(e)) > 0
}

// foreign says whether the tag last read begins something in another language than that
// of the variant.
func (w *writer) foreign() bool {
	lang := w.get("lang")
	if lang == "" {
		return false
	}
	_, known := config.ScriptOf(lang)
	return !known && !strings.HasPrefix(strings.ToLower(lang), "zh-hant")
}
