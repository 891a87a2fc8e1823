package verify

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/seal"
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

// Limits bound a comparison over the network.
type Limits struct {
	Bytes int64         // of the files that are read
	Time  time.Duration // of all
}

// ErrLimit is in the error of Site when a limit was reached; the state is kept by then.
var ErrLimit = errors.New("到了上限，没有查完")

// CheckAddress reads the address of a site. It is http or https, names a host and nothing
// that a site's address does not have; the manifest's own address means its site.
func CheckAddress(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return nil, fmt.Errorf("网址“%s”写得不对", text)
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "":
		return nil, fmt.Errorf("网址“%s”应以 http:// 或 https:// 开头，后面是域名", text)
	case u.User != nil, u.RawQuery != "", u.Fragment != "":
		return nil, fmt.Errorf("网址里不要有用户名、问号和井号")
	}
	u.Path = strings.TrimSuffix(strings.TrimSuffix(u.Path, publish.ManifestName), "/") + "/"
	u.RawPath = ""
	return u, nil
}

// site is a comparison with a server on its way.
type site struct {
	*Report
	ctx    context.Context
	base   *url.URL
	client *http.Client
	left   int64 // bytes that may still be read

	mu    sync.Mutex
	wrong map[[32]byte][]string
}

// errGone is of a file that the server does not have, errRefused of one that it does not give.
var (
	errGone    = errors.New("服务器上没有")
	errRefused = errors.New("服务器不给")
	errMore    = errors.New("比清单里记的长")
)

// Site compares the site at an address with its manifest. state is what an earlier call left
// when it did not come to its end, and is brought up to date; it is kept by keep after every
// few hundred files. Files that the server has and the manifest has not cannot be found so.
func Site(ctx context.Context, base *url.URL, o Options, l Limits, state *State, keep func(*State) error) (*Report, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, l.Time, fmt.Errorf("%w：用了 %s", ErrLimit, l.Time))
	defer cancel()
	s := &site{Report: &Report{}, ctx: ctx, base: base, left: l.Bytes, client: clientOf(base), wrong: map[[32]byte][]string{}}
	defer s.client.CloseIdleConnections()
	if err := s.own(&o); err != nil || s.Manifest == nil {
		return s.end(), err
	}
	s.note("从网址查不出清单以外多出来的文件；要查，在服务器上运行 mulu verify 文件夹")
	if state.resume(base, s.Manifest) {
		s.note("接着上次查到的第 %d 个文件往下查", state.Next)
	}
	proof := len(s.Problems)
	s.Problems = append(s.Problems, state.Problems...)
	err := s.files(state, proof, keep)
	s.swapped(s.wrong)
	return s.end(), err
}

// own reads the manifest and its signature, and looks at what speaks for them.
func (s *site) own(o *Options) error {
	err := s.get(publish.ManifestName, maxManifest, s.manifest)
	switch {
	case errors.Is(err, errGone):
		s.add(publish.ManifestName, Manifest, noManifest)
		return nil
	case errors.Is(err, errMore):
		s.Manifest = nil
		s.Problems = []Problem{{publish.ManifestName, Manifest, "太长，不可能是 mulu 写的"}}
		return nil
	case err != nil || s.Manifest == nil:
		return err
	}
	var signature []byte
	err = s.get(publish.SignatureName, seal.MaxSize, func(in io.Reader) (err error) {
		signature, err = io.ReadAll(in) // of a longer one, what there is of it is no signature
		return err
	})
	if err != nil && !errors.Is(err, errGone) && !errors.Is(err, errMore) {
		return err
	}
	s.proof(o, signature)
	return nil
}

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
			}
			return nil
		},
	}
}

// batch is after how many files the state is kept.
const batch = 256

// files compares all files that the state does not know yet.
func (s *site) files(state *State, proof int, keep func(*State) error) error {
	for state.Next < s.Manifest.Len() {
		n := min(batch, s.Manifest.Len()-state.Next)
		was, read, files := len(s.Problems), s.Bytes, s.Files
		err := parallel.Each(s.ctx, atOnce, n, func(_, i int) error { return s.file(s.Manifest.At(state.Next + i)) })
		if err != nil { // the batch is done again the next time
			s.Problems, s.Bytes, s.Files = s.Problems[:was], read, files
			return errors.Join(err, keep(state))
		}
		state.Next += n
		state.Problems = s.Problems[proof:]
		if err := keep(state); err != nil {
			return err
		}
	}
	return nil
}

// file reads one file and compares it.
func (s *site) file(want publish.Entry) error {
	s.mu.Lock()
	s.left -= want.Size
	over := s.left < 0
	s.mu.Unlock()
	if over {
		return fmt.Errorf("%w：读够了字节", ErrLimit)
	}
	var size int64
	var sum [32]byte
	err := s.get(want.Path, want.Size, func(in io.Reader) (err error) {
		h := sha256.New()
		size, err = io.Copy(h, in)
		h.Sum(sum[:0])
		return err
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case errors.Is(err, errGone) && forServer[want.Path]:
		s.note("%s 是给网站服务器看的，没有从网址读到", want.Path)
	case errors.Is(err, errGone):
		s.add(want.Path, Missing, "服务器上没有")
	case errors.Is(err, errMore):
		s.add(want.Path, Changed, "和清单里记的不一样（比清单里的 %d 字节长）", want.Size)
	case errors.Is(err, errRefused):
		s.add(want.Path, Refused, "%v", err)
	case err != nil:
		return err
	default:
		s.Files++
		s.Bytes += size
		s.compare(want, size, sum, s.wrong)
	}
	return nil
}

// forServer are files that hosts take as orders and do not give to readers.
var forServer = map[string]bool{"_headers": true, "_redirects": true}

// get reads a file of at most so many bytes, again where the server or the line fails.
func (s *site) get(name string, most int64, read func(io.Reader) error) (err error) {
	for try := range tries {
		if try > 0 {
			select {
			case <-s.ctx.Done():
				return context.Cause(s.ctx)
			case <-time.After(time.Duration(try) * retryAfter):
			}
		}
		if err = s.once(name, most, read); !errors.Is(err, errAgain) {
			break
		}
	}
	if s.ctx.Err() != nil {
		return context.Cause(s.ctx)
	}
	return err
}

var retryAfter = time.Second

// errAgain is of what may be better in a moment.
var errAgain = errors.New("读不到")

func (s *site) once(name string, most int64, read func(io.Reader) error) error {
	ctx, cancel := context.WithTimeout(s.ctx, eachRequest+time.Duration(most/slowest)*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.base.JoinPath(name).String(), nil)
	if err != nil {
		return err
	}
	resp, err := s.client.Do(req)
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
