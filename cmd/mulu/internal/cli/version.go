package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
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
	return &cobra.Command{
		Use:   "version",
		Short: "显示版本",
		Args:  atMost(0),
		RunE: func(*cobra.Command, []string) error {
			a.writeVersion()
			return nil
		},
	}
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
