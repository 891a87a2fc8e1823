// Package verify makes sure that a published site is what its manifest says: a folder, or the
// site at an address that the user names.
//
// It promises that every file that was changed, is missing, is more than the manifest knows or
// was put in another's place is found, that a signature and a chain are believed only with
// what the user has kept elsewhere (a public key, an older manifest), and that nothing is
// changed. From an address it reads no more than the manifest allows, from no other host.
// remote.go is the only file of mulu that opens a connection.
package verify

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/seal"
)

// Kind is what is wrong with a file.
type Kind string

// The kinds of problems.
const (
	Missing   Kind = "missing"
	Changed   Kind = "changed"
	Swapped   Kind = "swapped" // it has the bytes of another file of the site
	Extra     Kind = "extra"
	Linked    Kind = "link"     // a symbolic link
	Special   Kind = "special"  // neither a file nor a folder
	Writable  Kind = "writable" // by anybody
	Refused   Kind = "refused"  // the server does not give it, or the system does not let it be read
	Manifest  Kind = "manifest"
	Signature Kind = "signature"
	Chain     Kind = "chain"
	Stale     Kind = "stale" // the site is an older one of its own
)

// Problem is something that is not as the manifest says.
type Problem struct {
	Path   string `json:"path"` // from the site's root
	Kind   Kind   `json:"kind"`
	Detail string `json:"detail"` // in Chinese
}

// Report is what was found.
type Report struct {
	Manifest *publish.Manifest `json:"-"` // nil where there is none, or it is damaged
	Files    int               `json:"files"`
	Bytes    int64             `json:"bytes"`  // that were read
	Signed   bool              `json:"signed"` // by the key
	Problems []Problem         `json:"problems"`
	Notes    []string          `json:"notes"` // what is no problem, and what could not be looked at; in Chinese
}

// Options say with what a site is compared.
type Options struct {
	Key   *seal.PublicKey   // of whom the manifest must be signed; nil for anybody or nobody
	Since *publish.Manifest // that the site once had; nil for none
	Name  string            // of Since, for messages
	// NotBefore is the day of the last publication that changed something, as far as the user
	// knows: a site from before it is an old one. No date: nothing is known.
	NotBefore official.Date
}

func (r *Report) add(path string, kind Kind, format string, args ...any) {
	r.Problems = append(r.Problems, Problem{path, kind, fmt.Sprintf(format, args...)})
}

func (r *Report) note(format string, args ...any) {
	r.Notes = append(r.Notes, fmt.Sprintf(format, args...))
}

// end puts the problems into their order.
func (r *Report) end() *Report {
	slices.SortStableFunc(r.Problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(string(a.Kind), string(b.Kind)))
	})
	if r.Problems == nil {
		r.Problems = []Problem{}
	}
	if r.Notes == nil {
		r.Notes = []string{}
	}
	return r
}

// manifest reads the manifest, and says what is wrong with it; the error is of the reading.
func (r *Report) manifest(in io.Reader) (err error) {
	r.Manifest, err = publish.ParseManifest(in)
	if errors.Is(err, publish.ErrDamaged) {
		r.add(publish.ManifestName, Manifest, "%v；用发布时另存的副本恢复，或者重新发布", err)
		return nil
	}
	return err
}

// proof looks at what speaks for the manifest itself: its signature (nil where there is none)
// and its chain.
func (r *Report) proof(o *Options, signature []byte) {
	const name = publish.SignatureName
	switch {
	case o.Key == nil && signature == nil:
		r.note("清单没有签名：有权改动网站的人也能改清单，只和网站自己的清单比查不出来；另存一份清单，用 --since 比")
	case o.Key == nil:
		if k, fits := seal.Signer(signature, r.Manifest.Digest); fits {
			r.note("清单有签名，没有核对是谁签的：用 --key 指明公钥文件（签名里写的公钥是 %s）", k)
		} else {
			r.add(name, Signature, "签名和清单对不上：签名以后，清单被改动过")
		}
	case signature == nil:
		r.add(name, Signature, "没有签名；发布时要用 --sign-key 签名")
	default:
		if err := seal.Verify(signature, r.Manifest.Digest, *o.Key); err != nil {
			r.add(name, Signature, "签名不对：%v", err)
		} else {
			r.Signed = true
		}
	}
	for _, l := range r.Manifest.Chain {
		if l.Key != "" {
			r.note("%s", l.ChangeOfKey())
		}
	}
	r.fresh(o)
}

// fresh looks whether the site is as new as it should be. Whoever can write to the host can put
// a whole old site there again, with its manifest and its good signature: only what the user
// knows of the newest one tells.
func (r *Report) fresh(o *Options) {
	if day := r.Manifest.Day; !o.NotBefore.IsZero() && (day.IsZero() || o.NotBefore.After(day)) {
		r.add(publish.ManifestName, Stale, "清单的日期是 %s，--not-before 要求 %s 或以后：网站没有更新，或者被整个换回了以前发布的", r.Published(), o.NotBefore)
	}
	if o.Since == nil {
		if r.Signed && o.NotBefore.IsZero() {
			r.note("签名说明网站是谁发布的，说明不了它是不是最新的：整个换回以前发布的网站，签名也对。用 --not-before 写明最后一次有变化的发布是哪一天，或者用 --since 和那一次的清单比")
		}
		return
	}
	switch err := r.Manifest.Follows(o.Since); {
	case err == nil:
	case errors.Is(err, publish.ErrNewer):
		later := len(o.Since.After(r.Manifest))
		r.add(publish.ManifestName, Stale, "%s %v，是从它接下来的第 %d 份：网站被整个换回了以前发布的（日期 %s）", o.Name, err, later, r.Published())
	case errors.Is(err, publish.ErrNotBefore) && len(r.Manifest.Chain) == 0:
		r.add(publish.ManifestName, Chain, "%s %v：现在这份清单是一条新链的第一份", o.Name, err)
	default:
		r.add(publish.ManifestName, Chain, "%s %v", o.Name, err)
	}
}

// Published is when the site was published, by its manifest: the day of the last build that
// changed something, or in Chinese that it says none.
func (r *Report) Published() string {
	if r.Manifest.Day.IsZero() {
		return "不明"
	}
	return r.Manifest.Day.String()
}

// compare notes one file's bytes.
func (r *Report) compare(want publish.Entry, size int64, sum [32]byte, wrong map[[32]byte][]string) {
	if size == want.Size && sum == want.SHA256 {
		return
	}
	r.add(want.Path, Changed, "和清单里记的不一样（清单 %d 字节，现在 %d 字节）", want.Size, size)
	wrong[sum] = append(wrong[sum], want.Path)
}

// swapped says of changed files that they have the bytes of another file. wrong are the
// paths of changed files by what they hash to now.
func (r *Report) swapped(wrong map[[32]byte][]string) {
	if len(wrong) == 0 {
		return
	}
	was := map[string]string{}
	for e := range r.Manifest.All() {
		for _, path := range wrong[e.SHA256] {
			was[path] = e.Path
		}
	}
	for i := range r.Problems {
		p := &r.Problems[i]
		if of := was[p.Path]; of != "" && p.Kind == Changed {
			p.Kind, p.Detail = Swapped, "内容是 "+of+" 的"
		}
	}
}
