package scaffold

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/source"
	"mulu/cmd/mulu/internal/tree"
)

// taken are the serials that a site's files mention. A number that is only
// mentioned, as the target of a relation, counts too: it may be that of a document
// that somebody deleted.
type taken struct {
	mu   sync.Mutex
	last map[series]int // the greatest serial
}

// series is what one sequence of serials belongs to: an issuer and a year, as far
// as the site's numbers tell them.
type series struct {
	code string
	year int
}

// taken reads all headers of the site: also those of drafts, of withdrawn documents
// and of documents that are not public.
func (s *Site) taken(ctx context.Context) (*taken, error) {
	docs, _, ds, err := s.src.Content()
	if err != nil {
		return nil, err
	}
	for _, d := range ds {
		// A folder that cannot be read may hold the number that comes next.
		if d.Code == "file-unreadable" {
			return nil, fmt.Errorf("%s：%s，无法确定下一个索引号", d.File, d.Message)
		}
	}
	t := &taken{last: map[series]int{}}
	bufs := make([][]byte, parallel.Workers(0))
	err = parallel.Each(ctx, 0, len(docs), func(worker, i int) error {
		if docs[i].Size > frontmatter.MaxFile {
			return nil // no document can be so large
		}
		return s.note(t, docs[i], &bufs[worker])
	})
	return t, err
}

// note takes the numbers of one file.
func (s *Site) note(t *taken, f source.File, buf *[]byte) error {
	data, err := s.src.ReadInto(f.Path, *buf)
	if err != nil {
		return err
	}
	*buf = data
	scheme := s.Config.Scheme()
	clean, ds := frontmatter.Clean(f.Path, data)
	h, more := frontmatter.Parse(f.Path, clean)
	if diag.Count(ds).Errors+diag.Count(more).Errors > 0 {
		t.words(scheme, data)
		return nil
	}
	t.values(scheme, h.Table)
	return nil
}

// values takes every text of a header that has the form of an index number.
func (t *taken) values(scheme *official.Scheme, v tree.Value) {
	switch v.Kind {
	case tree.String:
		t.add(scheme, strings.TrimSpace(v.Str))
	case tree.List:
		for _, e := range v.List {
			t.values(scheme, e)
		}
	case tree.Table:
		for _, e := range v.Table {
			t.values(scheme, e.Value)
		}
	}
}

// words takes the words of a file that cannot be parsed.
func (t *taken) words(scheme *official.Scheme, data []byte) {
	for word := range strings.FieldsFuncSeq(string(data), func(r rune) bool { return strings.ContainsRune(" \t\r\n\"'[]{},=", r) }) {
		t.add(scheme, word)
	}
}

func (t *taken) add(scheme *official.Scheme, index string) {
	p, ok := scheme.Parse(index)
	if !ok {
		return
	}
	t.mu.Lock()
	k := series{p.Code, p.Year}
	t.last[k] = max(t.last[k], p.Serial)
	t.mu.Unlock()
}

// next is the number after the greatest of the document's issuer and year. Gaps are
// left: a number that is missing may have been another document's.
func (t *taken) next(scheme *official.Scheme, d Document) (string, error) {
	first := scheme.Format(d.Issuer.Code, d.Written, 1)
	p, ok := scheme.Parse(first)
	if !ok {
		return "", fmt.Errorf("机构代码 %s 不能用于本站的索引号规则 %s，请改正 config.toml 的 code 或 [index_number]", d.Issuer.Code, scheme.Template())
	}
	serial := t.last[series{p.Code, p.Year}] + 1
	index := scheme.Format(d.Issuer.Code, d.Written, serial)
	if index == "" {
		return "", fmt.Errorf("%s %d 年的索引号已经用完（第 %d 号超出规则 %s）", d.Issuer.Name, p.Year, serial, scheme.Template())
	}
	return index, nil
}
