package verify

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// The bounds of what is asked of a server: so many requests at a time, so long for one, so
// often again, so many redirects.
const (
	atOnce       = 4
	eachRequest  = time.Minute
	slowest      = 64 << 10 // bytes a second, for what a file takes beyond that
	tries        = 3
	maxRedirects = 5
)

// fetcher gets files of the site at an address.
type fetcher struct {
	ctx    context.Context
	base   *url.URL
	client *http.Client
}

// errGone is of a file that the server does not have, errRefused of one that it does not give.
var (
	errGone    = errors.New("服务器上没有")
	errRefused = errors.New("服务器不给")
	errMore    = errors.New("比清单里记的长")
)

// clientOf asks one host alone, directly, and takes files as they are.
func clientOf(base *url.URL) *http.Client {
	return &http.Client{
		Transport: &http.Transport{DisableCompression: true, MaxConnsPerHost: atOnce, ResponseHeaderTimeout: 30 * time.Second, TLSHandshakeTimeout: 30 * time.Second, MaxResponseHeaderBytes: 64 << 10},
		CheckRedirect: func(to *http.Request, via []*http.Request) error {
			switch {
			case to.URL.Host != base.Host || base.Scheme == "https" && to.URL.Scheme != "https" || to.URL.Scheme != "http" && to.URL.Scheme != "https":
				return fmt.Errorf("%w：转到了别的网站 %s", errRefused, to.URL.Host)
			case len(via) > maxRedirects:
				return fmt.Errorf("%w：转来转去，超过 %d 次", errRefused, maxRedirects)
			case pageAt(to.URL.Path) != pageAt(via[0].URL.Path):
				return &movedError{strings.TrimPrefix(to.URL.Path, base.Path)}
			}
			return nil
		},
	}
}

// movedError is of an address from which the server leads to another of the same host.
type movedError struct{ to string }

func (e *movedError) Error() string { return "服务器转到 " + e.to }

// pageAt is an address with what hosts leave out of it: /a.html is served as /a, index.html as
// its folder.
func pageAt(path string) string {
	switch {
	case strings.HasSuffix(path, "/"):
		return path + "index.html"
	case !strings.Contains(path[strings.LastIndexByte(path, '/')+1:], "."):
		return path + ".html"
	}
	return path
}

// get reads a file of at most so many bytes, again where the server or the line fails.
func (f *fetcher) get(name string, most int64, read func(io.Reader) error) (err error) {
	for try := range tries {
		if try > 0 {
			select {
			case <-f.ctx.Done():
				return context.Cause(f.ctx)
			case <-time.After(time.Duration(try) * retryAfter):
			}
		}
		if err = f.once(name, most, read); !errors.Is(err, errAgain) {
			break
		}
	}
	if f.ctx.Err() != nil {
		return context.Cause(f.ctx)
	}
	return err
}

var retryAfter = time.Second

// errAgain is of what may be better in a moment.
var errAgain = errors.New("读不到")

func (f *fetcher) once(name string, most int64, read func(io.Reader) error) error {
	ctx, cancel := context.WithTimeout(f.ctx, eachRequest+time.Duration(most/slowest)*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, f.base.JoinPath(name).String(), nil)
	if err != nil {
		return err
	}
	resp, err := f.client.Do(req)
	var moved *movedError
	if errors.As(err, &moved) {
		return moved
	}
	if errors.Is(err, errRefused) {
		return err
	}
	if err != nil {
		return fmt.Errorf("%w %s：%w", errAgain, name, err)
	}
	defer resp.Body.Close() // read to its end, or not wanted
	switch code := resp.StatusCode; {
	case code == http.StatusNotFound || code == http.StatusGone:
		return errGone
	case code == http.StatusTooManyRequests || code >= 500:
		return fmt.Errorf("%w %s：服务器回答 %d", errAgain, name, code)
	case code != http.StatusOK:
		return fmt.Errorf("%w %s：回答 %d", errRefused, name, code)
	}
	body := &body{r: resp.Body, left: most}
	err = read(body)
	switch {
	case body.over:
		return errMore
	case body.failed != nil: // the line, and not what was read
		return fmt.Errorf("%w %s：%w", errAgain, name, body.failed)
	}
	return err
}

// body reads so many bytes and notes whether there are more, and whether the line failed.
type body struct {
	r      io.Reader
	left   int64
	over   bool
	failed error
}

func (b *body) Read(p []byte) (int, error) {
	if b.left < 0 {
		b.over = true
		return 0, io.EOF
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left+1)])
	if b.left -= int64(n); b.left < 0 {
		b.over = true
	}
	if err != nil && err != io.EOF {
		b.failed = err
	}
	return n, err
}
