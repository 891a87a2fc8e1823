package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/history"
	"mulu/cmd/mulu/internal/journal"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/texts"
)

// logFlags say of which site history is told, and how.
type logFlags struct {
	source, output, format string
}

func logCommand(a *app) *cobra.Command {
	f := &logFlags{}
	c := &cobra.Command{
		Use:   "log [旧清单...] [网站] [索引号]",
		Short: "查文件什么时候公开、变更、撤回，发布日期有没有改过",
		Long: "按已发布网站里的公开日志，列出每次发布时公开、变更、撤回的文件；写索引号时只列这一件。\n" +
			"写了另存的旧清单（manifest.json）时，按先后逐份比较，列出文件的发布日期、索引号和有效性在两次之间的变化，并核对它们在不在同一条链上：" +
			"公开日志是网站的一部分，可以连同网站一起伪造；别处另存的清单伪造不了。发布日期、索引号改过，链断了，状态是 3。",
		Example: "mulu log\nmulu log 113701000041890072/2023-00001\nmulu log 一月.json 二月.json public\nmulu log 一月.json public 113701000041890072/2023-00001",
		RunE:    func(_ *cobra.Command, args []string) error { return a.log(f, args) },
	}
	flags := c.Flags()
	flags.StringVarP(&f.source, "source", "s", ".", "网站的`文件夹`，里面有 config.toml")
	flags.StringVarP(&f.output, "output", "o", "", "已发布网站的`文件夹`；不写时是网站文件夹里的 public")
	flags.StringVar(&f.format, "format", "text", "结果的`格式`：text 或 json")
	// None can fail: the flags were defined above.
	_ = c.MarkFlagDirname("source")
	_ = c.MarkFlagDirname("output")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp))
	return c
}

func (a *app) log(f *logFlags, args []string) error {
	if f.format != "text" && f.format != "json" {
		return usagef("选项 --format 的值“%s”不对，可选：text、json", f.format)
	}
	sites, index, err := f.sort(args)
	if err != nil {
		return err
	}
	if len(sites) > 1 {
		return a.compareManifests(f, sites, index)
	}
	return a.publicationLog(f, sites[0], index)
}

// sort tells manifests and sites, which are there, from an index number. The published site
// comes last where none was named.
func (f *logFlags) sort(args []string) (sites []string, index string, err error) {
	folder := false
	for _, arg := range args {
		switch {
		case exist(arg):
			sites = append(sites, arg)
			folder = isFolder(arg)
		case index != "":
			return nil, "", usagef("没有文件 %s 或 %s；索引号只能写一个", index, arg)
		default:
			index = arg
		}
	}
	if filepath.Ext(index) == ".json" {
		return nil, "", usagef("没有文件 %s", index)
	}
	if folder && f.output != "" {
		return nil, "", usagef("网站的文件夹写了两次：去掉 --output %s", f.output)
	}
	if !folder {
		out := f.output
		if out == "" {
			out = filepath.Join(f.source, "public")
		}
		if f.output != "" || len(sites) < 2 {
			sites = append(sites, out)
		}
	}
	return sites, index, nil
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// logEntry is a change of the publication log for programs.
type logEntry struct {
	Day   string        `json:"on"`
	Build int           `json:"build"`
	Index string        `json:"index,omitempty"`
	Event journal.Event `json:"event"`
	Text  string        `json:"text"` // in Chinese
}

func (a *app) publicationLog(f *logFlags, dir, index string) error {
	l, err := history.Read(dir, index)
	if errors.Is(err, fs.ErrNotExist) {
		return usagef("%s 不是发布的网站：没有 %s\n用 --output 指明 mulu build 发布的文件夹", dir, filepath.Join(dir, publish.ManifestName))
	}
	if errors.Is(err, journal.ErrDamaged) || errors.Is(err, publish.ErrDamaged) {
		fmt.Fprintf(a.errOut, "%v\n用发布时另存的副本恢复；用 mulu verify %s 查还有哪些文件被改动\n", err, dir)
		return errProblems
	}
	if err != nil {
		return err
	}
	if index != "" && len(l.Changes) == 0 && l.Known == nil {
		return usagef("%s 里没有索引号 %s，日志里也没有", dir, index)
	}
	words, _ := texts.Open(texts.Find("zh-CN", nil), nil) // a built-in table has no faults
	entries := make([]logEntry, len(l.Changes))
	for i := range l.Changes {
		c := &l.Changes[i]
		entries[i] = logEntry{c.On, c.Build, c.Index, c.Event, c.Say(words)}
	}
	if f.format == "json" {
		err = a.logJSON(l, index, entries)
	} else {
		a.logText(l, index, entries)
	}
	if err == nil && len(l.Broken) > 0 {
		err = errProblems
	}
	return err
}
