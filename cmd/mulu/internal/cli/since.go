package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/git"
)

func registerSince(c *cobra.Command, since *string) {
	c.Flags().StringVar(since, "since", "", "只检查 git `版本范围`改动的文件：origin/main（与它的共同祖先以来）、A..B、A...B；没有提交的改动也算")
	// Neither can fail: the flag was defined above.
	_ = c.RegisterFlagCompletionFunc("since", func(c *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		dir, err := c.Flags().GetString("source")
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		repo, err := git.Open(dir)
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return repo.Names(), cobra.ShellCompDirectiveNoFileComp
	})
}

// sinceError makes a usage error of a revision that is not there.
func sinceError(err error) error {
	switch {
	case errors.Is(err, git.ErrShallow):
		return err // no fault of the command line
	case errors.Is(err, git.ErrRevision):
		return usagef("选项 --since：%v", err)
	}
	return err
}

// sinceLine says how much was looked at.
func (r *run) sinceLine() {
	if r.flags.since == "" || r.site == nil {
		return
	}
	files, gone, all := r.site.Changed()
	switch {
	case all:
		fmt.Fprintf(r.notes(), "  %s 以来改动了设置或豁免，检查了整个网站\n", r.flags.since)
	default:
		fmt.Fprintf(r.notes(), "  只检查了 %s 以来改动的 %d 个文件（其中删除 %d 个）和受它们影响的地方\n", r.flags.since, files, gone)
	}
}
