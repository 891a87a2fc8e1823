package policy

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"mulu/cmd/mulu/internal/diag"
)

// BaselineVersion is the version of the file's form.
const BaselineVersion = 1

// maxBaseline is the size of the largest file that is read, in bytes: a million entries
// are about as much.
const maxBaseline = 256 << 20

// Entry is one or several known problems that look alike. Severity is what they were
// when they became known: what a site takes for worse since then is not known.
type Entry struct {
	Path     string `json:"path"`
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Mark     string `json:"mark"`
	Count    int    `json:"count"`
}

// Baseline is the problems that a site had when it began to be checked.
type Baseline struct{ Entries []Entry }

// key is by what problems look alike.
type key struct{ path, code, severity, mark string }

func (e *Entry) key() key { return key{e.Path, e.Code, e.Severity, e.Mark} }

// counts is how many there are of each; nil without a baseline.
func (b *Baseline) counts() map[key]int {
	if b == nil {
		return nil
	}
	m := make(map[key]int, len(b.Entries))
	for i := range b.Entries {
		m[b.Entries[i].key()] += b.Entries[i].Count
	}
	return m
}

// Owed says whether a problem may be in a baseline: no error by which something could
// not be made, no personal data and nothing else that must never become public, and
// nothing that is wrong with this package's own settings.
func (p *Policy) Owed(d *diag.Diagnostic) bool {
	if p.rules[d.Code] == nil || slices.ContainsFunc(Rules(), func(r *diag.Rule) bool { return r.Code == d.Code }) {
		return false
	}
	if d.Severity != diag.Error {
		return true
	}
	r := p.checks[d.Code]
	return !p.firm(d) && !d.Secret && (r == nil || !r.Grave)
}

// take finds a problem in the baseline: as it was then, or as worse as it was then.
func (p *Policy) take(d *diag.Diagnostic) {
	for s := d.Severity; s <= diag.Error; s++ {
		k := key{d.File, d.Code, s.String(), d.Mark}
		if p.left[k] > 0 {
			p.left[k]--
			d.Known = true
			return
		}
	}
}

// Left counts the known problems that were not met: they are mended, when all of the
// site was looked at.
func (p *Policy) Left() (n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, count := range p.left {
		n += count
	}
	return n
}

// Broken says whether something could not be read, so that not all problems are known.
func (p *Policy) Broken() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.broken
}

// Debt makes a baseline of the problems that may be in one and are not waived. They
// went through Apply.
func (p *Policy) Debt(ds []diag.Diagnostic) *Baseline {
	m := map[key]int{}
	for i := range ds {
		if d := &ds[i]; d.Waived == nil && p.Owed(d) {
			m[key{d.File, d.Code, d.Severity.String(), d.Mark}]++
		}
	}
	b := &Baseline{}
	for k, n := range m {
		b.Entries = append(b.Entries, Entry{k.path, k.code, k.severity, k.mark, n})
	}
	slices.SortFunc(b.Entries, func(x, y Entry) int {
		return cmp.Or(cmp.Compare(x.Path, y.Path), cmp.Compare(x.Code, y.Code), cmp.Compare(x.Severity, y.Severity), cmp.Compare(x.Mark, y.Mark))
	})
	return b
}

// ErrNotBaseline is for a file that holds something else, or is damaged.
var ErrNotBaseline = errors.New("不是 mulu 的基线文件，或者已经损坏")

// baselineFile is the form of the file.
type baselineFile struct {
	Version int     `json:"muluBaseline"`
	Entries []Entry `json:"entries"`
}

// ReadBaseline reads a file that Write wrote. The error can be shown to an editor;
// it is fs.ErrNotExist where there is no such file.
func ReadBaseline(name string) (*Baseline, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxBaseline+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxBaseline {
		return nil, fmt.Errorf("%w：超过 %d MB", ErrNotBaseline, maxBaseline>>20)
	}
	return parseBaseline(data)
}

func parseBaseline(data []byte) (*Baseline, error) {
	var head struct {
		Version int `json:"muluBaseline"`
	}
	if err := json.Unmarshal(data, &head); err != nil || head.Version < 1 {
		return nil, fmt.Errorf("%w：没有 muluBaseline 一项", ErrNotBaseline)
	}
	if head.Version != BaselineVersion {
		return nil, fmt.Errorf("基线文件的版本是 %d，这个 mulu 只认识 %d；请升级 mulu", head.Version, BaselineVersion)
	}
	var file baselineFile
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, fmt.Errorf("%w：%v", ErrNotBaseline, err)
	}
	for i, e := range file.Entries {
		if e.Path == "" || e.Code == "" || !isMark(e.Mark) || e.Count < 1 || !slices.Contains(severities, e.Severity) {
			return nil, fmt.Errorf("%w：第 %d 项不完整", ErrNotBaseline, i+1)
		}
	}
	return &Baseline{file.Entries}, nil
}

var severities = []string{diag.Notice.String(), diag.Warning.String(), diag.Error.String()}

// Write writes the baseline to a file at once, a line for each entry, and says whether
// anything changed: a file that has these bytes is left alone.
func (b *Baseline) Write(name string) (changed bool, err error) {
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\"muluBaseline\": %d,\n\"entries\": [", BaselineVersion)
	encoder := json.NewEncoder(&out) // ends every value with a line break
	encoder.SetEscapeHTML(false)
	for i, e := range b.Entries {
		out.WriteString(either(i == 0, "\n", ","))
		if err := encoder.Encode(e); err != nil {
			return false, err
		}
	}
	out.WriteString("]}\n")
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, out.Bytes()) {
		return false, nil
	}
	return true, replaceFile(name, out.Bytes())
}

func either(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

// replaceFile puts a file in place of another at once: it is whole or not there.
func replaceFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".mulu-baseline-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
