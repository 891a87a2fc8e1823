// Package publish owns the output folder: it stages a site beside the old one,
// switches to it at once, and keeps the manifest that says which files are ours.
//
// It promises that the folder holds the old site or the new one, whole, whatever
// happens: an error, a kill, a full disk, two builds at once. Files whose bytes
// did not change keep their inode and time, a build that changes nothing touches
// nothing, and a file that mulu never wrote is never removed. What the files
// contain and at which paths they are is decided above, in packages plan and
// build.
//
// How: a lock beside the folder (.NAME.lock, held by the kernel for the process)
// → the previous manifest and what is really there → new files into
// .NAME.stage-PID → links to the unchanged ones, or the spare (spare.go) → manifest → one
// sync → switch → removal of the old tree, or what makes it the spare.
//
// A manifest names those before it and may be signed; package verify makes sure of a site by
// it, and cli's log compares kept ones.
package publish

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"

	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/seal"
)

// The paths of the manifest in the output folder, and of its signature. They are the files
// that are not listed in it.
const (
	ManifestName  = "manifest.json"
	SignatureName = ManifestName + ".sig"
)

// ErrRefused is in the error of Begin or Commit when the output folder is not one
// that may be replaced; ErrBusy when another build held it for too long.
var (
	ErrRefused = errors.New("拒绝写入输出文件夹")
	ErrBusy    = errors.New("另一个构建正在写入")
)

// Options says where to publish.
type Options struct {
	Dir       string        // the output folder; it and its parents are made when missing
	Source    string        // the site's folder, which the output must not overlap; "" for none
	InPlace   bool          // replace file by file where the folder cannot be switched at once
	Wait      time.Duration // how long to wait for another build; 0 is a minute
	Generator string        // what the manifest names as its maker, as "mulu 1.2.0"; "" is "mulu"
	Day       official.Date // of the build, for the manifest; no date where it does not matter
	// Previous is the folder of the last publication, whose manifest the new one follows; ""
	// is the output folder.
	Previous string
	Sign     *seal.Key // that signs the manifest; nil for none
	Trust    Trust     // who may have signed the manifest that is followed

	sparesFrom int // in place of the constant, for tests; 0: as it is
}

// Result says what Commit did. Files and Bytes count the whole site without its
// manifest.
type Result struct {
	Files     int
	Written   int // files that are new or whose bytes changed
	Unchanged int
	Removed   int      // files of the previous site that are no more
	Bytes     int64    // size of all files
	Changed   bool     // false: nothing was touched
	Manifest  [32]byte // SHA-256 of the manifest
	Shape     Shape    // of the site, for Unchanged
	Warnings  []string
}

// Stage is a site on its way into the output folder. Write and Copy may be called
// at the same time; Commit or Abort ends it.
type Stage struct {
	ctx  context.Context
	opts Options
	disk disk
	out  place
	lock *lock
	prev *previous

	mu      sync.Mutex
	claims  claims
	next    *table          // the files that prev does not have with the same bytes
	made    map[string]bool // the stage's folders; without "." there is no stage
	handle  *os.File        // the stage's folder, open from before the first write to the sync
	failed  error           // the first error of a Write or Copy; Commit returns it
	done    bool
	written sync.WaitGroup

	before       *Manifest                          // that the next manifest follows; nil for none
	beforeSigned []byte                             // its signature; nil when there is none
	replaced     string                             // Link.Key of it
	describe     func(path []byte) (Document, bool) // nil where no file is a document
	tail         tail                               // of the next manifest
	signature    []byte                             // of the next manifest; nil for none

	spare    bool            // there is something at the spare's place
	taken    bool            // its site, or a part, is that of the stage
	sparable bool            // the previous site becomes the spare
	switched bool            // the next site is the output
	digest   sum             // of its manifest
	folders  map[string]bool // likewise

	told     *Deployment // whose progress is told; nil for a build
	again    string      // what to do after an error among replacements
	warnings []string    // of Commit
}

// Begin locks the output folder, checks that it may be replaced, reads the
// previous manifest and clears what a killed build left.
func Begin(ctx context.Context, o Options) (*Stage, error) { return begin(ctx, o, realDisk{}) }

func begin(ctx context.Context, o Options, d disk) (*Stage, error) {
	return beginWith(ctx, o, d, inspect)
}

// beginWith begins with what look sees in the output folder.
func beginWith(ctx context.Context, o Options, d disk, look func(ctx context.Context, tree string) (*previous, error)) (*Stage, error) {
	if o.Wait == 0 {
		o.Wait = time.Minute
	}
	if o.Generator == "" {
		o.Generator = "mulu"
	}
	out, err := locate(o)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(out.parent, 0o755); err != nil {
		return nil, failure("创建文件夹", out.parent, err)
	}
	l, err := acquire(ctx, out, o)
	if err != nil {
		return nil, err
	}
	s := &Stage{ctx: ctx, opts: o, disk: d, out: out, lock: l, next: newTable(), made: map[string]bool{}, again: "请重新构建"}
	if err := s.open(look); err != nil {
		l.release()
		return nil, err
	}
	return s, nil
}

// open looks at what is there, now that nobody else changes it.
func (s *Stage) open(look func(ctx context.Context, tree string) (*previous, error)) error {
	if err := s.out.settle(s.opts.InPlace); err != nil {
		return err
	}
	if err := s.out.checkMounts(s.opts.InPlace); err != nil {
		return err
	}
	if err := s.recoverOld(); err != nil {
		return err
	}
	prev, err := look(s.ctx, s.out.tree)
	if err != nil {
		return err
	}
	s.prev = prev
	if err := s.clearLeftovers(); err != nil {
		return err
	}
	if err := s.findSpare(); err != nil {
		return err
	}
	s.claims = newClaims(prev.table, s.next)
	return s.goOn()
}

// Abort removes the stage and frees the lock. The old site stays. It may be
// called after Commit, and then does nothing.
func (s *Stage) Abort() error {
	s.mu.Lock()
	if s.done {
		s.mu.Unlock()
		return nil
	}
	s.done = true
	s.mu.Unlock()
	s.written.Wait()
	defer s.lock.release()
	return s.discard()
}

// discard removes what was staged.
func (s *Stage) discard() error {
	s.closeHandle()
	if !s.made["."] {
		return nil
	}
	delete(s.made, ".")
	if err := s.disk.removeAll(s.out.stage); err != nil {
		return failure("删除暂存文件夹", s.out.stage, err)
	}
	if s.taken { // else it is still that of the site that stays
		return s.dropSpare()
	}
	return nil
}

// closeHandle comes before the stage is renamed: Windows renames no open folder.
func (s *Stage) closeHandle() {
	if s.handle != nil {
		s.handle.Close() // opened for reading: nothing to lose
		s.handle = nil
	}
}

// errDone is returned to a caller that goes on after Commit or Abort.
var errDone = errors.New("publish: stage used after its end")
