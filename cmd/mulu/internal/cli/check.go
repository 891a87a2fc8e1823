package cli

import (
	"context"

	"github.com/spf13/cobra"
)

func checkCommand(a *app) *cobra.Command {
	f := &siteFlags{}
	c := &cobra.Command{
		Use:   "check",
		Short: "检查全部文件，不写任何东西",
		Long:  "检查设置和全部文件，一次报告所有问题和它们的位置。不写任何东西。",
		Example: "mulu check\nmulu check --strict --format sarif > mulu.sarif\nmulu check --since origin/main\n" +
			"mulu check --baseline baseline.json",
		Args: atMost(0),
		RunE: func(c *cobra.Command, _ []string) error { return a.check(c.Context(), f) },
	}
	f.register(c)
	f.baseline.registerUpdate(c)
	registerSince(c, &f.since)
	return c
}

func (a *app) check(ctx context.Context, f *siteFlags) error {
	r, err := a.open(ctx, f)
	if r == nil {
		return err
	}
	defer r.close()
	if err == nil {
		err = r.check(ctx)
	}
	if err != nil {
		return r.stopped(ctx, err)
	}
	if f.baseline.update {
		if err := r.updateBaseline(); err != nil {
			return r.stopped(ctx, err)
		}
	}
	if err := r.report(); err != nil {
		return err
	}
	r.checked()
	return r.verdict()
}
