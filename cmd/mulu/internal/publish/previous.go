package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"mulu/cmd/mulu/internal/seal"
)

// previous is the site that is in the output folder now.
type previous struct {
	table     *table
	manifest  *Manifest // nil when there is none
	signature []byte    // of the manifest, as it is there; nil when there is none
	digest    sum
	present   bool // there is a manifest; else the folder is absent or empty
	dirty     bool // something is not as mulu left it: the site must be switched

	littered bool // there is something that a file manager left

	tree      string
	modes     bool            // the file system keeps modes
	finished  time.Time       // when the manifest was written, which is after all files
	folders   map[string]bool // that the manifest's files are in, and that are there
	mixed     bool            // a build in place was killed
	leftovers []*Manifest     // of builds in place that were killed: their files are ours too
	pending   []sum           // the sites that those were to bring
	staged    [][]byte        // the signatures of those
	stages    []string        // their folders in the tree
	spent     []string        // those of them that say nothing more
	strays    []string        // such files that are not in the manifest
	empty     []string        // folders that the manifest's files are not in
	foreign   []string        // files that mulu never wrote, the first few
	strangers int             // how many there are
}

// inspect reads the manifest in the folder tree and looks at every file there.
// It refuses a folder with files that are not ours.
func inspect(ctx context.Context, tree string) (*previous, error) {
	p := &previous{table: newTable(), tree: tree, folders: map[string]bool{".": true}}
	if tree == "" {
		return p, nil
	}
	if err := p.readManifest(); err != nil {
		return nil, err
	}
	there := map[string]bool{".": true}
	if err := p.walk(ctx, ".", there); err != nil {
		return nil, err
	}
	maps.DeleteFunc(p.folders, func(name string, _ bool) bool { return !there[name] }) // somebody removed them
	if p.strangers == 0 {
		return p, nil
	}
	names := strings.Join(p.foreign, "、")
	if p.strangers > len(p.foreign) {
		names += fmt.Sprintf(" 等 %d 个", p.strangers)
	}
	if !p.present {
		return nil, refusal("%s 里没有 mulu 的发布清单，却有文件：%s。请换一个空文件夹", tree, names)
	}
	return nil, refusal("%s 里有不是 mulu 写的文件：%s。请先移走", tree, names)
}

func (p *previous) readManifest() error {
	m, err := ReadManifest(p.tree)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case errors.Is(err, ErrDamaged):
		return refusal("无法确认 %s 里哪些文件是 mulu 写的：%w。请恢复清单，或者换一个空文件夹", p.tree, err)
	case err != nil:
		return failure("读取发布清单", p.tree, err)
	}
	if err := p.readTimes(); err != nil {
		return err
	}
	p.table, p.manifest, p.digest, p.present = m.table, m, m.Digest, true
	last := ""
	for i := range p.table.len() {
		if dir := path.Dir(p.table.path(p.table.at(i))); dir != last {
			p.addFolders(dir)
			last = dir
		}
	}
	return nil
}

func (p *previous) addFolders(dir string) {
	for ; !p.folders[dir]; dir = path.Dir(dir) {
		p.folders[dir] = true
	}
}

// walk compares the folder rel and what is below it with the manifest; there gets the folders.
func (p *previous) walk(ctx context.Context, rel string, there map[string]bool) error {
	if err := ctx.Err(); err != nil {
		return context.Cause(ctx)
	}
	entries, err := readFolder(filepath.Join(p.tree, filepath.FromSlash(rel)))
	if err != nil {
		return failure("读取输出文件夹", path.Join(p.tree, rel), err)
	}
	if rel == "." {
		entries = p.takeLeftovers(entries)
	}
	for _, e := range entries {
		name := e.name
		if rel != "." {
			name = rel + "/" + name
		}
		if !e.mode.IsDir() {
			p.file(name, e)
			continue
		}
		if !p.folders[name] || p.modes && e.mode.Perm() != folderMode {
			p.dirty = true // the next build would not make it, or not so
		}
		if !p.folders[name] {
			p.empty = append(p.empty, name)
		}
		there[name] = true
		if err := p.walk(ctx, name, there); err != nil {
			return err
		}
	}
	return nil
}

// found is a name in the output folder.
type found struct {
	name    string
	mode    fs.FileMode
	size    int64
	modTime time.Time
}

// takeLeftovers reads the manifests of killed builds in place and leaves their
// stages out of the listing.
func (p *previous) takeLeftovers(entries []found) (rest []found) {
	for _, e := range entries {
		if !isNumbered(e.name, stagePrefix) || !e.mode.IsDir() {
			rest = append(rest, e)
			continue
		}
		p.dirty, p.mixed = true, true
		if p.takeStage(e.name) {
			p.stages = append(p.stages, e.name)
		} else {
			p.spent = append(p.spent, e.name)
		}
	}
	return rest
}

// takeStage reads what a stage in place says about its build. It is false of a stage that says
// nothing, or nothing more than those before it: many killed builds do not leave many manifests.
func (p *previous) takeStage(stage string) (more bool) {
	bringing, moved := p.digest, true // unless the stage has its manifest still
	for _, name := range []string{oldManifest, ManifestName} {
		m, err := readManifest(filepath.Join(p.tree, stage, name), nil)
		if err != nil {
			continue
		}
		if name == ManifestName {
			bringing, moved = m.Digest, false
		}
		if !slices.ContainsFunc(p.leftovers, func(known *Manifest) bool { return known.Digest == m.Digest }) {
			p.leftovers, more = append(p.leftovers, m), true
		}
	}
	p.pending = append(p.pending, bringing)
	data, err := readSignature(filepath.Join(p.tree, stage, SignatureName))
	if err == nil {
		p.staged = append(p.staged, data)
	}
	return more || moved && err == nil // the signature is of what was moved
}

// file compares one file with the manifest. One that was changed after the
// manifest was written has been tampered with, even if its size is right. (What is
// published never depends on times: a file taken for changed is written again.)
func (p *previous) file(name string, e found) {
	if name == ManifestName && p.present {
		return
	}
	if litter[e.name] {
		p.littered = true
		return
	}
	if name == SignatureName && p.present {
		p.takeSignature(e)
		return
	}
	r := p.table.find(name)
	if r == nil || string(p.table.bytes(r)) != name {
		p.stranger(name, e.mode.IsRegular())
		return
	}
	r.intact = e.size == r.size && p.asLeft(&e)
}

// asLeft says whether a file may be as it was left, but for its size.
func (p *previous) asLeft(e *found) bool {
	return e.mode.IsRegular() && !e.modTime.After(p.finished) && (!p.modes || e.mode == fileMode)
}

// takeSignature reads the signature. Whether it is good is of no matter here: it is compared
// with the one that the next manifest gets.
func (p *previous) takeSignature(e found) {
	fit := e.mode.IsRegular() && e.size <= seal.MaxSize && (!p.modes || e.mode == fileMode)
	if !fit || p.mixed { // where a build was killed it may be of the manifest before
		p.dirty = true // it is made anew, or goes
		return
	}
	data, err := os.ReadFile(filepath.Join(p.tree, SignatureName))
	if err != nil {
		p.dirty = true
	}
	p.signature = data
}

// stranger notes a file that is not in the manifest.
func (p *previous) stranger(name string, regular bool) {
	p.dirty = true
	for _, m := range p.leftovers {
		if _, known := m.Find(name); known && regular || name == ManifestName {
			p.strays = append(p.strays, name)
			return
		}
	}
	if p.strangers++; len(p.foreign) < 5 {
		p.foreign = append(p.foreign, name)
	}
}

// litter is what file managers leave in every folder they show.
var litter = map[string]bool{".DS_Store": true, "Thumbs.db": true, "desktop.ini": true}

// isNumbered tells whether name is prefix and a number.
func isNumbered(name, prefix string) bool {
	number, ok := strings.CutPrefix(name, prefix)
	return ok && number != "" && strings.Trim(number, "0123456789") == ""
}
