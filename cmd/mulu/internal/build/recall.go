package build

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"path/filepath"
	"slices"

	"mulu/cmd/mulu/internal/check/all"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/reuse"
	"mulu/cmd/mulu/internal/source"
)

// A build of what was built before, into a folder that still holds what it made, has
// nothing to do but to make sure of both: it reads and hashes all files of the site, looks
// at all files of the output, and tells again what the earlier build told. Of the site's
// files no times are believed.

// Recalled is an earlier build of the same inputs, whose output is still as it left it.
type Recalled struct {
	*Outcome
	Diags  []diag.Diagnostic // of all stages, as the policy judged them
	Result publish.Result
}

// recallPrefix begins the names of the cache's entries; the rest is the hash of the inputs.
// recallKept is how many builds are kept: of a few branches and days.
const (
	recallPrefix = "build-"
	recallKept   = 8
)

// memory is such an entry.
type memory struct {
	Manifest sum             // of the output
	Shape    publish.Shape   // likewise
	Told     []byte          // the problems, and the owners of their files: as package reuse packs them
	Withheld map[string]bool // those of the files whose texts no log may repeat
	Next     string          // as a day is written; "" when there is none
	Figures  memoryFigures
}

// memoryFigures are Figures as they are kept.
type memoryFigures struct {
	Documents, Withdrawn, Hidden, Pages, Left int
	Waiver                                    bool
}

// Recall gives what an earlier build made of the same files, settings and options with the
// same program; nil when the cache has no such build, or when the output is no longer as
// that build left it. Then there may be what it read, for Options.Read of the build that
// follows. What cannot be read is no error here: that build says so.
func Recall(ctx context.Context, src *source.Site, opt Options, o publish.Options, strict bool) (*Recalled, *Read, error) {
	if !opt.Cache.Kept(recallPrefix) || !opt.recallable(o.Dir) {
		return nil, nil, nil
	}
	in, read, err := readInputs(ctx, src, &opt, strict)
	if err != nil || in == nil {
		return nil, nil, context.Cause(ctx)
	}
	data, ok := opt.Cache.Get(in.name())
	var m memory
	if !ok || gob.NewDecoder(bytes.NewReader(data)).Decode(&m) != nil {
		return nil, read, nil
	}
	told := reuse.OpenTold(m.Told)
	if told == nil {
		return nil, read, nil
	}
	r, err := publish.Unchanged(ctx, o, m.Manifest, m.Shape)
	if err != nil || r == nil {
		return nil, read, context.Cause(ctx)
	}
	return m.recalled(in, told, *r), nil, nil
}

// recallable says whether all that decides about the build is among what inputs hash: of
// another site that it is compared with, it is not.
func (o *Options) recallable(output string) bool {
	same := o.Published == "" || filepath.Clean(o.Published) == filepath.Clean(output)
	return same && o.Links == nil && o.Since == ""
}

func (m *memory) recalled(in *inputs, told *reuse.Told, r publish.Result) *Recalled {
	f := m.Figures
	next, _ := official.ParseDate(m.Next) // "" is no date
	return &Recalled{Diags: told.Diags, Result: r, Outcome: &Outcome{Config: in.config, Policy: in.policy, Today: in.today,
		Owner: func(file string) diag.Owner { return told.Owners[file] }, Withheld: func(file string) bool { return m.Withheld[file] },
		Figures: Figures{Documents: f.Documents, Withdrawn: f.Withdrawn, Hidden: f.Hidden, Pages: f.Pages, Left: f.Left, Next: next, Waiver: f.Waiver}}}
}

// Remember keeps what a build told, for Recall: ds are its problems as they were reported, r
// is what Publish gave. Nothing is kept when a file of the site changed while it was built, or
// since Recall read it, for then nobody knows of which text each part was made, nor when
// something was found by comparison with the publication before, which the next build would
// not find again.
func (s *Site) Remember(ctx context.Context, o publish.Options, strict bool, ds []diag.Diagnostic, r publish.Result) error {
	if s.notes == nil || s.notes.edited.Load() {
		return nil
	}
	now, err := listAll(s.src)
	if err != nil || !slices.EqualFunc(now.all(), s.notes.listing.all(), sameFile) {
		return err
	}
	in, err := s.inputs(ctx, &now, strict)
	if err != nil || in == nil || s.opt.Read != nil && s.opt.Read.name != in.name() {
		return err
	}
	if err := errors.Join(s.rememberRecords(), s.rememberDocuments()); err != nil || !s.opt.recallable(o.Dir) || compared(ds) {
		return err
	}
	m, err := s.memory(ds, r)
	if err != nil {
		return err
	}
	var data bytes.Buffer
	if err := gob.NewEncoder(&data).Encode(m); err != nil {
		return err
	}
	return s.opt.Cache.Put(recallPrefix, in.name(), data.Bytes(), recallKept)
}

func (s *Site) memory(ds []diag.Diagnostic, r publish.Result) (*memory, error) {
	told, owners := s.Outcome(), map[string]diag.Owner{}
	f := told.Figures
	m := &memory{Manifest: r.Manifest, Shape: r.Shape, Withheld: map[string]bool{}, Next: f.Next.String(),
		Figures: memoryFigures{f.Documents, f.Withdrawn, f.Hidden, f.Pages, f.Left, f.Waiver}}
	for i := range ds {
		if _, known := owners[ds[i].File]; !known {
			owners[ds[i].File] = told.Owner(ds[i].File)
		}
		m.withhold(told, ds[i].File)
		for _, r := range ds[i].Related {
			m.withhold(told, r.File)
		}
	}
	var err error
	m.Told, err = reuse.PackTold(&reuse.Told{Diags: ds, Owners: owners})
	return m, err
}

func (m *memory) withhold(told *Outcome, file string) {
	if told.Withheld(file) {
		m.Withheld[file] = true
	}
}

// compared says whether a problem was found by comparison with the last publication.
func compared(ds []diag.Diagnostic) bool {
	codes := map[string]bool{rulePublished.Code: true, ruleLog.Code: true}
	for _, r := range all.Rules {
		codes[r.Code] = codes[r.Code] || r.Compares
	}
	for i := range ds {
		if codes[ds[i].Code] {
			return true
		}
	}
	return false
}
