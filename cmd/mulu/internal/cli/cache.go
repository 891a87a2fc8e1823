package cli

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/cache"
)

// cacheFlag is the option --cache.
type cacheFlag string

// noCache is the value of --cache by which nothing is kept, cacheName the usual folder in
// that of the site: its name begins with a point, so it is no part of the site.
const (
	noCache   = "-"
	cacheName = ".mulu-cache"
)

// register adds the option to a command; what says what the cache is good for.
func (f *cacheFlag) register(c *cobra.Command, what string) {
	c.Flags().StringVar((*string)(f), "cache", "", "缓存`文件夹`，"+what+"；不写时是网站文件夹里的 "+cacheName+"，写 "+noCache+" 时不用")
	_ = c.MarkFlagDirname("cache") // cannot fail: the flag was defined above
}

// check refuses a folder whose files would be taken for the site's.
func (f cacheFlag) check(source string) error {
	if f != "" && f != noCache && isSource(source, filepath.Join(string(f), "x")) {
		return usagef("选项 --cache %s：缓存不能放在网站的 content、static、layouts、public 文件夹里", f)
	}
	return nil
}

// in is the cache of the site in a folder.
func (f cacheFlag) in(source string) cache.Folder {
	switch f {
	case noCache:
		return cache.Folder{}
	case "":
		return cache.At(filepath.Join(source, cacheName))
	}
	return cache.At(string(f))
}
