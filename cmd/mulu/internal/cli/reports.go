package cli

import (
	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/stats"
)

// reports are the makers of the commands below mulu report, in the order of its help.
var reports = []func(a *app) *cobra.Command{
	periodCommand(stats.Week), periodCommand(stats.Month), periodCommand(stats.Quarter), periodCommand(stats.HalfYear), periodCommand(stats.Year),
	reportTargetsCommand, reportUnitsCommand, reportRequestsCommand, reportWebsiteCommand, reportAnnualCommand,
}

func reportCommand(a *app) *cobra.Command {
	c := a.parent("report", "由目录生成报告", "由目录中的文件生成报告。")
	for _, make := range reports {
		c.AddCommand(make(a))
	}
	return c
}
