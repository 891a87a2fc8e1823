package cli

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/check/privacy"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/form"
	"mulu/cmd/mulu/internal/scaffold"
	"mulu/cmd/mulu/internal/whole"
)

func reviewFormCommand(a *app) *cobra.Command {
	var source, output string
	c := &cobra.Command{
		Use:   "review-form 文件…",
		Short: "打印保密审查表和三审三校单",
		Long: "由文件头生成政府信息公开保密审查表和三审三校单，是可以打印的网页（A4 纸）：文件头里有的填好，没有的留空手写。\n" +
			"草稿和不公开的文件也可以。表中有工作人员的姓名，不要放进网站。",
		Example: "mulu review-form content/zcwj/0012.md > 审查表.html\nmulu review-form -o 审查表.html content/zcwj/0012.md content/zcwj/0013.md",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return seeHelp(c, "没有写明哪个文件")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.reviewForm(source, output, args) },
	}
	c.Flags().StringVarP(&source, "source", "s", ".", "网站的`文件夹`")
	c.Flags().StringVarP(&output, "output", "o", "", "写到这个`文件`；不写时写到标准输出")
	_ = c.MarkFlagDirname("source") // cannot fail: the flag was defined above
	return c
}

func (a *app) reviewForm(source, output string, files []string) error {
	if output != "" && isPublished(source, output) {
		return usagef("审查表有工作人员的姓名，不能写到网站的 content、static、public 文件夹里：%s", output)
	}
	site, ds, err := scaffold.Open(source)
	if err != nil {
		return err
	}
	if site == nil {
		return a.badSettings(source, ds, "没有生成审查表")
	}
	defer site.Close() // opened for reading: nothing to lose
	records, err := a.records(site, source, files)
	if err != nil {
		return err
	}
	var page bytes.Buffer
	if err := form.Write(&page, site.Config, records); err != nil {
		return err
	}
	if output == "" {
		_, err = a.out.Write(page.Bytes())
		return err
	}
	return whole.WriteFile(output, 0o600, func(w io.Writer) error {
		_, err := page.WriteTo(w)
		return err
	})
}

// records reads the headers of all files, and reports all their problems.
func (a *app) records(site *scaffold.Site, source string, files []string) ([]*catalogue.Record, error) {
	var records []*catalogue.Record
	var all []diag.Diagnostic
	for _, f := range files {
		r, ds, err := form.Read(site, site.Config, sitePath(source, f, site))
		if errors.Is(err, fs.ErrInvalid) || errors.Is(err, fs.ErrNotExist) {
			return nil, usagef("%v", err)
		}
		if err != nil {
			return nil, err
		}
		records, all = append(records, r), append(all, ds...)
	}
	err := diag.WriteText(a.errOut, all, diag.TextOptions{Color: colour(a.errOut.w), Width: columns(a.errOut.w), Max: mostShown, Secret: check.Secrets(nil, privacy.Rules), Source: func(name string) []byte {
		data, _ := site.Read(name) // without its line a problem is still told
		return data
	}})
	if err == nil && diag.Count(all).Errors > 0 {
		err = errProblems
	}
	return records, err
}

// sitePath is a file's path from the site's folder. A file is named as the shell
// completes it, from the present folder, or as problems name it, from the site's.
func sitePath(source, file string, site *scaffold.Site) string {
	if rel, ok := below(source, file); ok {
		if _, err := site.Read(rel); err == nil {
			return rel
		}
	}
	return filepath.ToSlash(filepath.Clean(file))
}

// below is the path of a file from a folder, with slashes, when it lies there.
func below(folder, file string) (string, bool) {
	from, err := filepath.Abs(folder)
	if err != nil {
		return "", false
	}
	to, err := filepath.Abs(file)
	if err != nil {
		return "", false
	}
	rel, err := filepath.Rel(from, to)
	rel = filepath.ToSlash(rel)
	return rel, err == nil && rel != ".." && !strings.HasPrefix(rel, "../")
}

// isPublished says whether a file would lie where a site's files are published from or
// to.
func isPublished(source, file string) bool {
	rel, ok := below(source, file)
	top, _, inFolder := strings.Cut(rel, "/")
	return ok && inFolder && (top == "content" || top == "static" || top == "public")
}
