package build

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/export"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
	"mulu/cmd/mulu/internal/publish"
)

var rulePublished = diag.Rule{Code: "published-unreadable", Severity: diag.Warning, Title: "读不出上次公开的目录",
	Explain: "程序拿这一次和上次公开的目录比较，看索引号、发布日期有没有被改动，公开过的文件是不是还在。上次的目录读不出来，这几项就没有检查。",
	Source:  "本软件约定", Repair: "用 --published 指明上次公开的网站的完整副本；没有副本时写 --published -，表示不比较。",
	Examples: []diag.Example{{Wrong: "public/data/index.json 被截断", Right: "保留上次生成的 public 文件夹，或者另存一份副本"}}}

// published compares the catalogue with the last publication; nil when there is none.
func (s *Site) published() (*check.Published, []diag.Diagnostic) {
	if s.opt.Published == "" {
		return nil, nil
	}
	sums, err := sumsOf(s.opt.Published)
	if err != nil {
		return nil, s.unreadable("%v", err)
	}
	p, undated := check.NewPublished(s.Catalogue), 0
	err = export.Read(s.opt.Published, sums, func(r *export.Record) {
		d := check.PublishedDoc{
			Index: string(r.Index), Title: string(r.Title), Number: string(r.Number),
			Written: day(r.Written), Published: day(r.Published), Changed: day(r.Changed),
		}
		if d.Written.IsZero() || d.Published.IsZero() {
			undated++
			return
		}
		p.Add(d)
	})
	switch {
	case err == nil && undated > 0:
		return nil, s.unreadable("%s：目录数据中有 %d 个文件的日期读不懂", s.opt.Published, undated)
	case errors.Is(err, fs.ErrNotExist):
		return nil, s.unreadable("%s 里没有上次公开的目录数据（data/index.json）", s.opt.Published)
	case errors.Is(err, export.ErrDamaged):
		return nil, s.unreadable("%s：%v", s.opt.Published, err)
	case err != nil:
		return nil, s.unreadable("上次公开的目录数据不能读取：%v", err)
	}
	p.Done(func(index string) bool {
		_, err := os.Stat(filepath.Join(s.opt.Published, filepath.FromSlash(plan.DocumentPath(index))))
		return err == nil
	})
	return p, nil
}

// sumsOf are the sums of the data of a published site: nothing is compared with, or carried on
// from, what was changed since.
func sumsOf(dir string) (*publish.Sums, error) {
	return publish.SumsAt(dir, path.Dir(plan.ShardsPath)+"/")
}

func (s *Site) unreadable(format string, args ...any) []diag.Diagnostic {
	return []diag.Diagnostic{rulePublished.At(config.FileName, diag.Pos{}, format, args...).WithHint("%s", rulePublished.Repair)}
}

// day reads a day of the data; no date when it is none.
func day(text []byte) official.Date {
	d, err := official.ParseDate(string(text))
	if err != nil {
		return official.Date{}
	}
	return d
}
