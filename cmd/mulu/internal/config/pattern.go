package config

import (
	"errors"
	"strings"
)

// Pattern names files of the site: a file, a folder with all that is below it, or a
// pattern in which * is any part of one name, ? is any character of it, and ** as a
// whole name is any number of folders.
type Pattern struct {
	parts []string // none: every file
	exact string   // the path when no part has * or ?
}

// These say why a pattern is none.
var (
	errPatternForm = errors.New("要写从网站文件夹起的路径，用 / 隔开，开头没有 /，中间没有 .. 和空的一级")
	errPatternStar = errors.New("** 只能单独作为一级，例如 content/**/*.md")
	errPatternLong = errors.New("太长，最多32级")
)

// ParsePattern reads a pattern; "" is every file. The error says in Chinese what is
// wrong with it.
func ParsePattern(s string) (Pattern, error) {
	if s == "" {
		return Pattern{}, nil
	}
	parts := strings.Split(strings.TrimSuffix(s, "/"), "/")
	for _, part := range parts {
		switch {
		case part == "" || part == "." || part == ".." || strings.Contains(part, "\\"):
			return Pattern{}, errPatternForm
		case part != "**" && strings.Contains(part, "**"):
			return Pattern{}, errPatternStar
		}
	}
	if len(parts) > 32 {
		return Pattern{}, errPatternLong
	}
	if strings.ContainsAny(s, "*?") {
		return Pattern{parts: parts}, nil
	}
	return Pattern{parts, strings.Join(parts, "/")}, nil
}

// Exact is the path of the one file or folder that the pattern names; "" when it may
// name several.
func (p Pattern) Exact() string { return p.exact }

// Match says whether the pattern names a file, whose path has slashes.
func (p Pattern) Match(file string) bool {
	switch {
	case len(p.parts) == 0:
		return true
	case p.exact != "":
		below, ok := strings.CutPrefix(file, p.exact)
		return ok && (below == "" || below[0] == '/')
	}
	return matchParts(p.parts, strings.Split(file, "/"))
}

// matchParts follows all ways through the pattern at once, a bit for each of its parts
// that comes next. What is below a match matches.
func matchParts(pattern, names []string) bool {
	done := uint64(1) << len(pattern)
	at := skipFolders(pattern, 1)
	for _, name := range names {
		next := uint64(0)
		for i, part := range pattern {
			switch {
			case at&(1<<i) == 0:
			case part == "**":
				next |= 1 << i
			case matchName([]rune(part), []rune(name)):
				next |= 2 << i
			}
		}
		if at = skipFolders(pattern, next); at&done != 0 {
			return true
		}
	}
	return false
}

// skipFolders adds the ways on which ** is no folder at all.
func skipFolders(pattern []string, at uint64) uint64 {
	for i, part := range pattern {
		if part == "**" && at&(1<<i) != 0 {
			at |= 2 << i
		}
	}
	return at
}

// matchName compares the characters of one name. Of several * only the last one needs
// to be tried again, so the time is that of a square at most.
func matchName(pattern, name []rune) bool {
	p, n, star, from := 0, 0, -1, 0
	for n < len(name) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, from = p, n
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == name[n]):
			p, n = p+1, n+1
		case star >= 0:
			from++
			p, n = star+1, from
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}
