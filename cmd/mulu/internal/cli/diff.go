package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/publish"
)

// diffFlags say how a difference is told.
type diffFlags struct {
	files                 bool
	format                string
	plan, source, baseURL string
}

func diffCommand(a *app) *cobra.Command {
	f := &diffFlags{}
	c := &cobra.Command{
		Use:   "diff 旧... 新",
		Short: "比较两次发布，看上传时要改动哪些文件",
		Long: "比较两次发布的网站，按文件夹数出新增、变更、删除的文件和要上传的字节数。" +
			"旧、新是发布的文件夹，或者另外保存的发布清单（manifest.json）；以前没有发布过时，旧写 -。只看清单，不看文件本身；不算清单自己。\n" +
			"上次上传中断过时，写几个旧：中断以前的，和没有传完的每一个。它们的文件都可能还在，新的里没有的都要删除，和其中一个不一样的都要上传。\n" +
			"写明 --plan 时，把上传的计划写到一个空文件夹：按顺序的文件清单（先传以内容命名的文件，再传附件和数据、网页、列表和首页、发布清单，最后删除），" +
			"每份清单的文件用同样的响应头；purge.txt 是 CDN 要刷新的网址；upload.sh 是按这些清单上传的 rclone 命令，mulu 自己不运行它。",
		Example: "cp public/manifest.json 上次.json\nmulu build\nmulu diff 上次.json public\nmulu diff 上次.json public --files\nmulu diff 上次.json public --plan 上传\nsh 上传/upload.sh public oss:mybucket/xxgk",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usagef("要写两次发布：旧的在前，新的在后，例如 mulu diff 上次.json public")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.diff(f, args[:len(args)-1], args[len(args)-1]) },
	}
	c.Flags().BoolVar(&f.files, "files", false, "列出每个文件")
	c.Flags().StringVar(&f.format, "format", "text", "结果的`格式`：text 或 json")
	c.Flags().StringVar(&f.plan, "plan", "", "把上传的计划写到这个`文件夹`，没有时新建，有时要是空的")
	c.Flags().StringVarP(&f.source, "source", "s", ".", "网站的`文件夹`，里面有 config.toml，用于 --plan")
	c.Flags().StringVar(&f.baseURL, "base-url", "", "代替 config.toml 中的 base_url 的`网址`，用于 --plan")
	// None can fail: the flags were defined above.
	_ = c.MarkFlagDirname("plan")
	_ = c.MarkFlagDirname("source")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp))
	return c
}

func (a *app) diff(f *diffFlags, old []string, new string) error {
	if f.format != "text" && f.format != "json" {
		return usagef("选项 --format 的值“%s”不对，可选：text、json", f.format)
	}
	var olds []publish.Copy
	for _, name := range old {
		was, err := publish.Nothing(), error(nil)
		if name != "-" {
			if was, err = copyOf(name); err != nil {
				return err
			}
		}
		olds = append(olds, was)
	}
	is, err := copyOf(new)
	if err != nil {
		return err
	}
	if f.plan != "" {
		if is.Follows(olds[0].Manifest) != nil && !olds[0].IsNothing() { // what was interrupted need not be followed
			fmt.Fprintf(a.errOut, "注意：%s 的清单不是接着 %s 的：看看是不是次序写反了、拿错了网站的清单，或者生成时没有上次的网站\n", new, old[0])
		}
		if err := a.uploadPlan(f, publish.Upload(olds, is), is.Digest); err != nil {
			return err
		}
	}
	d := differenceOf(publish.Differences(olds, is.Manifest))
	if f.format == "json" {
		return a.diffJSON(d)
	}
	a.diffText(d, f.files)
	return nil
}

// difference is what changed between two publications.
type difference struct {
	total  tally
	parts  []*tally // in the order of their names
	change []publish.Change
}

// tally counts the changes of a folder at the top of a site.
type tally struct {
	Name    string `json:"folder"`
	Added   int    `json:"added"`
	Changed int    `json:"changed"`
	Removed int    `json:"removed"`
	Bytes   int64  `json:"bytes"` // of what is new or changed, to be uploaded
}

func (t *tally) count(c publish.Change) {
	switch c.Kind {
	case publish.Added:
		t.Added++
	case publish.Changed:
		t.Changed++
	case publish.Removed:
		t.Removed++
	}
	t.Bytes += c.New
}

func differenceOf(changes []publish.Change) *difference {
	d := &difference{change: changes}
	byName := map[string]*tally{}
	top := &tally{Name: "./"}
	for _, c := range changes {
		part := top
		if folder, _, below := strings.Cut(c.Path, "/"); below {
			if part = byName[folder]; part == nil {
				part = &tally{Name: folder + "/"}
				byName[folder] = part
				d.parts = append(d.parts, part) // changes come in the order of paths
			}
		}
		part.count(c)
		d.total.count(c)
	}
	if *top != (tally{Name: "./"}) {
		d.parts = append([]*tally{top}, d.parts...)
	}
	return d
}

var changeWords = map[publish.ChangeKind]string{publish.Added: "新增", publish.Changed: "变更", publish.Removed: "删除"}

func (a *app) diffText(d *difference, files bool) {
	t := &d.total
	if len(d.change) == 0 {
		fmt.Fprintln(a.out, "没有变化")
		return
	}
	if files {
		for _, c := range d.change {
			n := c.New
			if c.Kind == publish.Removed {
				n = c.Old
			}
			fmt.Fprintf(a.out, "%s  %s  %s\n", changeWords[c.Kind], c.Path, size(n))
		}
	}
	for _, p := range d.parts {
		fmt.Fprintf(a.out, "  %s：新增 %d，变更 %d，删除 %d，要上传 %s\n", p.Name, p.Added, p.Changed, p.Removed, size(p.Bytes))
	}
	fmt.Fprintf(a.out, "共 %d 个文件：新增 %d，变更 %d，删除 %d，要上传 %s\n", len(d.change), t.Added, t.Changed, t.Removed, size(t.Bytes))
}

func (a *app) diffJSON(d *difference) error {
	type file struct {
		Path   string `json:"path"`
		Change string `json:"change"` // added, changed or removed
		Old    int64  `json:"old_bytes"`
		New    int64  `json:"new_bytes"`
	}
	words := map[publish.ChangeKind]string{publish.Added: "added", publish.Changed: "changed", publish.Removed: "removed"}
	files := make([]file, len(d.change))
	for i, c := range d.change {
		files[i] = file{c.Path, words[c.Kind], c.Old, c.New}
	}
	parts := d.parts
	if parts == nil {
		parts = []*tally{}
	}
	return a.encode(struct {
		Files   int      `json:"files"`
		Added   int      `json:"added"`
		Changed int      `json:"changed"`
		Removed int      `json:"removed"`
		Bytes   int64    `json:"bytes"`
		Folders []*tally `json:"folders"`
		Changes []file   `json:"changes"`
	}{len(d.change), d.total.Added, d.total.Changed, d.total.Removed, d.total.Bytes, parts, files})
}
