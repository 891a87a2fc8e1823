// Package serve is the preview: it shows a site in a browser on the same machine
// while its files are edited. Pages are made when they are asked for; after an edit
// only what changed is read again, and open pages reload by themselves.
//
// It promises that a broken edit never takes a page away: the last good page stays
// and the problems are shown on it and in the terminal; and that nobody but this
// machine's user is answered unless that is asked for: it listens on loopback,
// checks every request's Host, and the Origin of what a foreign page might read. It
// writes no file but a cache, and publishes nothing; see package build.
package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"

	"mulu/cmd/mulu/internal/cache"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/check/privacy"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
)

// DefaultAddr is where the preview listens when nothing else is said.
const DefaultAddr = "127.0.0.1:1414"

// Options are the inputs of a preview.
type Options struct {
	Source      string        // the site's folder
	Addr        string        // host:port to listen on; port 0 takes a free one
	Date        official.Date // the day to show; none: today in the site's zone
	AllowRemote bool          // other machines may look, when Addr is not loopback
	Cache       cache.Folder  // where headers are kept from run to run
	Poll        bool          // look for changes each second instead of waiting for the system to tell
	Out         io.Writer     // for the terminal
	Color       bool          // Out shows ANSI colours
	Width       int           // columns of Out; 0 when not known
}

// ErrAddress marks an address to listen on that is malformed or not allowed: the
// command line is to be mended, not the machine.
var ErrAddress = errors.New("地址不能用")

// How long a request may take. Loopback is fast; a stuck client must not stay.
const (
	headerTimeout   = 5 * time.Second
	readTimeout     = 10 * time.Second
	writeTimeout    = time.Minute // for large attachments; event streams set their own
	idleTimeout     = 2 * time.Minute
	shutdownTimeout = 3 * time.Second
	maxHeader       = 64 << 10
)

// Run previews a site until ctx is done. The error, in Chinese, says why it could not
// work; problems in the site's files are shown and never end it.
func Run(ctx context.Context, o Options) error {
	err := run(ctx, o)
	if ctx.Err() != nil && !errors.Is(err, ErrAddress) {
		return nil // ended while it began
	}
	return err
}

func run(ctx context.Context, o Options) error {
	l, err := listen(ctx, &o)
	if err != nil {
		return err
	}
	g := newGuard(l.Addr(), o.Addr, o.AllowRemote)
	p := newPreview(o, g.origin)
	if err := p.start(ctx); err != nil {
		_ = l.Close() // nobody was answered yet
		return err
	}
	return p.serve(ctx, l, g)
}

// serve answers and watches until ctx is done.
func (p *preview) serve(ctx context.Context, l net.Listener, g *guard) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	srv := &http.Server{
		Handler: g.protect(p.routes()), ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader, ErrorLog: log.New(p.term, "内部错误：", 0), ConnState: p.crowd.state,
	}
	watching := make(chan struct{})
	go func() {
		defer close(watching)
		p.follow(ctx)
	}()
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	var err error
	select {
	case <-ctx.Done():
		err = p.shutdown(srv)
	case err = <-failed:
		err = fmt.Errorf("预览服务停止：%w", err)
	}
	stop()
	<-watching
	p.close()
	return err
}

// shutdown ends the event streams, lets requests finish and cuts what is stuck.
func (p *preview) shutdown(srv *http.Server) error {
	p.hub.close()
	ctx, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
	defer cancel()
	if srv.Shutdown(ctx) != nil {
		return srv.Close()
	}
	return nil
}

// listen opens the socket, on loopback unless more was allowed.
func listen(ctx context.Context, o *Options) (net.Listener, error) {
	host, _, err := net.SplitHostPort(o.Addr)
	if err != nil {
		return nil, fmt.Errorf("%w：“%s”应写成 主机:端口，例如 %s", ErrAddress, o.Addr, DefaultAddr)
	}
	if !o.AllowRemote && !loopback(host) {
		return nil, fmt.Errorf("%w：%s 能被其他计算机访问，而预览会显示尚未发布的内容；确需如此请加 --allow-remote", ErrAddress, o.Addr)
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", o.Addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("地址 %s 已被其他程序占用（也许另一个预览还开着）；换一个端口：--addr 127.0.0.1:1415", o.Addr)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("没有权限使用地址 %s；换一个大于 1024 的端口：--addr %s", o.Addr, DefaultAddr)
	case err != nil:
		return nil, fmt.Errorf("不能在地址 %s 上预览：%w", o.Addr, err)
	}
	return l, nil
}

// loopback says whether only this machine can reach a host. A name but localhost
// could mean anything.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// textOptions is how problems are shown in the terminal.
func (o *Options) textOptions(source func(string) []byte) diag.TextOptions {
	return diag.TextOptions{Color: o.Color, Width: o.Width, Max: mostInTerminal, Source: source, Secret: secrets, More: "用 mulu check 看全部"}
}

// secrets finds the lines that hold personal data. What the site's settings allow is
// hidden, too, in the few lines that no rule has looked at.
func secrets(lines []string) map[int]bool { return secretLines()(lines) }

var secretLines = sync.OnceValue(func() func([]string) map[int]bool { return check.Secrets(nil, privacy.Rules) })

// mostInTerminal keeps a broken import from filling the terminal; `mulu check` has
// all.
const mostInTerminal = 50
