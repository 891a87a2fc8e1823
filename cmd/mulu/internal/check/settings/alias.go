package settings

import (
	"slices"
	"strings"
	"sync/atomic"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/han"
	"mulu/cmd/mulu/internal/tree"
)

// aliasUnused compares as search does; see package han. A text is folded only for names
// that it does not have as they are written, and only until each has been seen once.
var aliasUnused = check.Rule{
	Rule: diag.Rule{Code: "search-alias-unused", Severity: diag.Notice, Title: "检索的简称找不到任何文件",
		Explain:  "读者输入简称，检索时换成全称。全称在所有公开的文件和附件里都没有，读者输入简称就什么也找不到；多半是全称写错了，或者文件已经不在了。",
		Source:   "本软件约定",
		Repair:   "按文件里的写法改正 means（全称），或者删去这一项。",
		Examples: []diag.Example{{Wrong: "[[search.alias]]\nword = \"道交法\"\nmeans = \"道路交通安会法\"", Right: "[[search.alias]]\nword = \"道交法\"\nmeans = \"道路交通安全法\""}}},
	Absence: true,
	Asks:    check.Always,
	Body: func(b *check.Body) {
		names := aliasNamesOf(b.Site)
		if names.left.Load() == 0 {
			return
		}
		names.look(string(b.Raw))
		if d := b.Document; d != nil {
			names.look(strings.Join(append([]string{d.Title, d.Summary, d.DocNumber, d.IssuerNames()}, d.Keywords()...), "\n"))
		}
	},
	Gathers: func(s *check.Site) bool { return aliasNamesOf(s).left.Load() > 0 },
	Line: func(l *check.Line) {
		if names := aliasNamesOf(l.Site); names.left.Load() > 0 {
			names.look(l.Text)
		}
	},
	In: check.InFile,
	End: func(s *check.Site) {
		names := aliasNamesOf(s)
		for i, a := range names.aliases {
			if !names.seen[i].Load() {
				s.Report(s.Setting([]tree.Step{"search", "alias", i, "means"}, "简称“%s”的全称“%s”不在任何公开的信息中", a.Word, a.Means))
			}
		}
	},
}

// aliasNames are the long names of the site's aliases, and which were seen.
type aliasNames struct {
	aliases []config.SearchAlias // none where the site cannot be searched
	plain   []string             // as they are written
	folded  [][]rune
	seen    []atomic.Bool
	left    atomic.Int64 // not seen yet
}

type aliasKey struct{}

func aliasNamesOf(s *check.Site) *aliasNames {
	return check.Once(s, aliasKey{}, func() *aliasNames {
		var list []config.SearchAlias
		if s.Config.Search.Enabled {
			list = s.Config.Search.Aliases
		}
		n := &aliasNames{aliases: list, seen: make([]atomic.Bool, len(list))}
		for _, a := range list {
			n.plain = append(n.plain, a.Means)
			n.folded = append(n.folded, joined(han.AppendFold(nil, a.Means)))
		}
		n.left.Store(int64(len(list)))
		return n
	})
}

// joined leaves out the breaks of a folded text: those of lines may be inside a name.
func joined(folded []rune) []rune {
	return slices.DeleteFunc(folded, func(r rune) bool { return r == '\n' })
}

// look notes which names a text has.
func (n *aliasNames) look(text string) {
	var folded []rune
	for i := range n.plain {
		if n.seen[i].Load() {
			continue
		}
		found := strings.Contains(text, n.plain[i])
		if !found {
			if folded == nil {
				folded = joined(han.AppendFold([]rune{}, text))
			}
			found = han.Contains(folded, n.folded[i])
		}
		if found && n.seen[i].CompareAndSwap(false, true) {
			n.left.Add(-1)
		}
	}
}
