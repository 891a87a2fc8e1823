package compile

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"text/template/parse"
	"unicode/utf8"
)

// placeAttr is the attribute that Mark writes. No page that is published has it.
const placeAttr = ` data-m-at="`

// Mark gives a template file with an attribute in each start tag that says where the
// tag is written, for PlaceAt. A tag whose name an action makes has none.
func Mark(name, text string) (string, error) {
	t := parse.New(name)
	t.Mode = parse.SkipFuncCheck
	set := map[string]*parse.Tree{}
	if _, err := t.Parse(text, "", "", set); err != nil {
		return "", syntaxError(name, err)
	}
	var at []int // behind the names of tags
	for _, tree := range set {
		if tree.Root != nil {
			at = tagsIn(tree.Root, at)
		}
	}
	slices.Sort(at)
	var b strings.Builder
	last := 0
	for _, i := range at {
		open := strings.LastIndexByte(text[:i], '<')
		line := 1 + strings.Count(text[:open], "\n")
		col := 1 + utf8.RuneCountInString(text[strings.LastIndexByte(text[:open], '\n')+1:open])
		fmt.Fprintf(&b, "%s%s%s:%d:%d\"", text[last:i], placeAttr, name, line, col)
		last = i
	}
	b.WriteString(text[last:])
	return b.String(), nil
}

// tagsIn appends the places behind the names of the start tags in a node's text.
func tagsIn(n parse.Node, at []int) []int {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return at
		}
		for _, c := range n.Nodes {
			at = tagsIn(c, at)
		}
	case *parse.IfNode:
		return tagsIn(n.ElseList, tagsIn(n.List, at))
	case *parse.RangeNode:
		return tagsIn(n.ElseList, tagsIn(n.List, at))
	case *parse.WithNode:
		return tagsIn(n.ElseList, tagsIn(n.List, at))
	case *parse.TextNode:
		return tagsInText(string(n.Text), int(n.Pos), at)
	}
	return at
}

func tagsInText(text string, pos int, at []int) []int {
	for i := 0; ; {
		n := strings.IndexByte(text[i:], '<')
		if n < 0 {
			return at
		}
		i += n + 1
		from := i
		for i < len(text) && (text[i]|0x20 >= 'a' && text[i]|0x20 <= 'z' || i > from && text[i] >= '0' && text[i] <= '9') {
			i++
		}
		if i > from && i < len(text) && strings.IndexByte(" \t\r\n/>", text[i]) >= 0 {
			at = append(at, pos+i)
		}
	}
}

// PlaceAt says where the tag at an offset of a page is written, when the page was made
// of marked templates. A tag that has no mark, as one that a value brought, is taken for
// part of the marked tag before it.
func PlaceAt(page []byte, offset int) (file string, line, col int, ok bool) {
	end := len(page)
	if n := bytes.IndexByte(page[offset:], '>'); n >= 0 {
		end = offset + n
	}
	i := bytes.LastIndex(page[:end], []byte(placeAttr))
	if i < 0 {
		return "", 0, 0, false
	}
	value, _, _ := bytes.Cut(page[i+len(placeAttr):], []byte(`"`))
	parts := strings.Split(string(value), ":")
	if len(parts) != 3 {
		return "", 0, 0, false
	}
	_, err := fmt.Sscanf(parts[1]+" "+parts[2], "%d %d", &line, &col)
	return parts[0], line, col, err == nil
}
