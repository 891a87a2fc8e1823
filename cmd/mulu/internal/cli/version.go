package cli

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/supply"
)

// version is set by the release build: -ldflags "-X mulu/cmd/mulu/internal/cli.version=1.2.0".
var version string

// development is the version of a binary that says none.
const development = "devel"

// Version is the version of this binary, without a leading v.
func Version() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return development
	}
	return strings.TrimPrefix(info.Main.Version, "v")
}

func versionCommand(a *app) *cobra.Command {
	var licenses, sbom bool
	c := &cobra.Command{
		Use:     "version",
		Short:   "显示版本、所用软件的许可证和物料清单",
		Long:    "显示版本。--licenses 列出程序所含全部软件和数据的许可证全文，--sbom 输出软件物料清单，供采购、验收和漏洞排查使用。",
		Example: "mulu version\nmulu version --licenses\nmulu version --sbom > mulu.cdx.json",
		Args:    atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			switch info, ok := debug.ReadBuildInfo(); {
			case licenses && sbom:
				return seeHelp(c, "--licenses 和 --sbom 只能写一个")
			case licenses:
				return supply.Licenses(a.out)
			case sbom && !ok:
				return errors.New("这个程序文件没有构建信息，不能列出物料清单")
			case sbom:
				return supply.WriteSBOM(a.out, Version(), info)
			}
			a.writeVersion()
			return nil
		},
	}
	c.Flags().BoolVar(&licenses, "licenses", false, "列出程序所含全部软件和数据的许可证全文")
	c.Flags().BoolVar(&sbom, "sbom", false, "输出软件物料清单（SBOM），CycloneDX 1.6 格式的 JSON")
	return c
}

// shownModules are the modules whose versions explain a difference in the output.
var shownModules = []string{"github.com/yuin/goldmark", "github.com/BurntSushi/toml", "github.com/goccy/go-yaml", "github.com/tdewolff/minify/v2"}

func (a *app) writeVersion() {
	fmt.Fprintf(a.out, "mulu %s\n%s %s/%s\n", Version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return
	}
	for _, name := range shownModules {
		for _, m := range info.Deps {
			if m.Path == name {
				fmt.Fprintf(a.out, "%s %s\n", name, m.Version)
			}
		}
	}
}
