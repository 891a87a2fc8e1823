package verify

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"sync"
	"time"

	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/seal"
)

// maxAsked bounds what is read of a manifest from a server, of which nobody knows whether it
// means well: a million files fit, and they take less than twice as much memory.
var maxAsked int64 = 256 << 20

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
	fetcher
	left int64 // bytes that may still be read

	mu    sync.Mutex
	wrong map[[32]byte][]string
	moved int // redirect pages that the server does not give, for it redirects by itself
}

// Site compares the site at an address with its manifest. state is what an earlier call left
// when it did not come to its end, and is brought up to date; it is kept by keep after every
// few hundred files. Files that the server has and the manifest has not cannot be found so.
func Site(ctx context.Context, base *url.URL, o Options, l Limits, state *State, keep func(*State) error) (*Report, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, l.Time, fmt.Errorf("%w：用了 %s", ErrLimit, l.Time))
	defer cancel()
	s := &site{Report: &Report{}, fetcher: fetcher{ctx, base, clientOf(base)}, left: l.Bytes, wrong: map[[32]byte][]string{}}
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
	if s.moved > 0 {
		s.note("%d 个旧地址由服务器转到网站里的新地址，它们的转向页没有核对", s.moved)
	}
	return s.end(), err
}

// own reads the manifest and its signature, and looks at what speaks for them.
func (s *site) own(o *Options) error {
	err := s.get(publish.ManifestName, maxAsked, s.manifest)
	switch {
	case errors.Is(err, errGone):
		s.add(publish.ManifestName, Manifest, noManifest)
		return nil
	case errors.Is(err, errMore):
		s.Manifest = nil
		s.Problems = []Problem{{publish.ManifestName, Manifest, fmt.Sprintf("超过 %d MB，没有往下读；在服务器上运行 mulu verify 文件夹", maxAsked>>20)}}
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

// The state is kept after so many files, or so many bytes.
const (
	batch      = 256
	batchBytes = 256 << 20
)

// batch is how many files are read before the state is kept again: at least one, and no more
// than may still be read, so that what was read is never read in vain.
func (s *site) batch(next int) (n int) {
	most := min(s.left, batchBytes)
	for n < min(batch-next%batch, s.Manifest.Len()-next) {
		if most -= s.Manifest.At(next + n).Size; most < 0 && n > 0 {
			break
		}
		n++
	}
	return n
}

// files compares all files that the state does not know yet.
func (s *site) files(state *State, proof int, keep func(*State) error) error {
	for state.Next < s.Manifest.Len() {
		n := s.batch(state.Next)
		if first := s.Manifest.At(state.Next); first.Size > s.left {
			return fmt.Errorf("%w：读够了字节，下一个文件 %s 有 %d 字节", errors.Join(ErrLimit, keep(state)), first.Path, first.Size)
		}
		was, read, files, moved := len(s.Problems), s.Bytes, s.Files, s.moved
		err := parallel.Each(s.ctx, atOnce, n, func(_, i int) error { return s.file(s.Manifest.At(state.Next + i)) })
		if err != nil { // the batch is done again the next time
			s.Problems, s.Bytes, s.Files, s.moved = s.Problems[:was], read, files, moved
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
	s.mu.Unlock()
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
	var moved *movedError
	switch {
	case errors.As(err, &moved) && s.leadsOn(want, moved.to):
		s.Files++
		s.moved++
	case moved != nil:
		s.add(want.Path, Refused, "%v", err)
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

// redirectPage is more than a page takes that only leads on, in bytes.
const redirectPage = 4 << 10

// leadsOn says whether a file may be a redirect page, in place of which the server answers by
// a redirect of its own, as the settings of mulu hosting make it do, to a file of the site.
func (s *site) leadsOn(want publish.Entry, to string) bool {
	_, known := s.Manifest.Find(pageAt(to))
	return known && strings.HasSuffix(want.Path, ".html") && want.Size < redirectPage && want.Path != "index.html"
}

// forServer are files that hosts take as orders and do not give to readers.
var forServer = map[string]bool{"_headers": true, "_redirects": true}
