package source

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxPart is the longest part of a path, in bytes, that is copied by name:
// beyond it some archives, file systems and percent-encoded addresses break.
const maxPart = 120

// skipped tells the names that are no part of a site: hidden files, drafts of
// partials, our own Go code, what editors and systems leave behind.
func skipped(name string) bool {
	switch {
	case strings.HasPrefix(name, "."), strings.HasPrefix(name, "_"), strings.HasPrefix(name, "~$"):
		return true
	case strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") && len(name) > 1:
		return true
	}
	for _, suffix := range []string{".go", "~", ".swp", ".swo", ".swx"} {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return name == "Thumbs.db" || name == "desktop.ini"
}

// unprintable says what makes a name unfit to be shown in a message or kept in
// any file at all, or "".
func unprintable(name string) string {
	if !utf8.ValidString(name) {
		return "不是有效的 UTF-8 文字"
	}
	for _, r := range name {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' {
			return fmt.Sprintf("含有不可见的控制字符 U+%04X", r)
		}
	}
	return ""
}

// unportable says what keeps Windows from having a file of this name, or "".
func unportable(name string) string {
	if i := strings.IndexAny(name, `\/:*?"<>|`); i >= 0 {
		return fmt.Sprintf("含有字符 %c", name[i])
	}
	if last := name[len(name)-1]; last == ' ' || last == '.' {
		return "以空格或点结尾"
	}
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	stem = strings.TrimRight(stem, " ")
	if slices.Contains([]string{"con", "prn", "aux", "nul", "conin$", "conout$"}, stem) {
		return fmt.Sprintf("%s 是 Windows 保留名", stem)
	}
	// COM and LPT with a digit, also with a superscript one.
	for _, device := range []string{"com", "lpt"} {
		if digit, ok := strings.CutPrefix(stem, device); ok && slices.Contains(strings.Split("0 1 2 3 4 5 6 7 8 9 ¹ ² ³", " "), digit) {
			return fmt.Sprintf("%s 是 Windows 保留名", stem)
		}
	}
	return ""
}

// sameKey is equal for two names that some file system takes for one: it ignores
// case and the spelling of composed characters.
func sameKey(name string) string {
	for i := range len(name) {
		if c := name[i]; c >= utf8.RuneSelf {
			return norm.NFC.String(strings.ToLower(strings.ToUpper(norm.NFC.String(name))))
		}
	}
	return strings.ToLower(name)
}
