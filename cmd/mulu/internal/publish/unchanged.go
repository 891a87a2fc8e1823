package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
)

// Unchanged says what is in the output folder when it holds the site of that manifest and
// shape, which Commit gave: every file as Commit left it and nothing else, signed by the key
// where there is one; nil when it does not. Nothing is touched but what a killed build left,
// which is removed as Begin does. The manifest is not read by its lines, which takes as long
// as reading a fifth of the sources: its hash says what it is, and the shape what should be there.
func Unchanged(ctx context.Context, o Options, manifest [32]byte, shape Shape) (*Result, error) {
	look := func(ctx context.Context, tree string) (*previous, error) { return glance(ctx, tree, manifest, shape) }
	s, err := beginWith(ctx, o, realDisk{}, look)
	if err != nil {
		return nil, err
	}
	defer func() { _ = s.Abort() }() // nothing was staged
	p := s.prev
	if s.chooseSignature(p.digest); !bytes.Equal(s.signature, p.signature) {
		return nil, nil
	}
	return &Result{Files: shape.Files, Unchanged: shape.Files, Bytes: shape.Bytes, Manifest: manifest, Shape: shape, Warnings: s.warnings}, nil
}

// errOther is of an output that is not as it was left. Who meets it has touched nothing yet.
var errOther = errors.New("publish: the output is not as it was left")

// glance is inspect of a site that is known: anything but that is errOther.
func glance(ctx context.Context, tree string, manifest sum, shape Shape) (*previous, error) {
	p := &previous{table: newTable(), tree: tree, folders: map[string]bool{".": true}}
	if tree == "" {
		return nil, errOther
	}
	digest, err := sumFile(join(tree, ManifestName))
	if err != nil || digest != manifest {
		return nil, errors.Join(errOther, err)
	}
	p.digest, p.present = digest, true
	if err := p.readTimes(); err != nil {
		return nil, err
	}
	var seen Shape
	if err := p.glanceAt(ctx, ".", &seen); err != nil {
		return nil, err
	}
	if p.dirty || seen != shape {
		return nil, errOther
	}
	return p, nil
}

// readTimes looks when the manifest was written, and whether the file system keeps modes.
func (p *previous) readTimes() error {
	info, err := os.Lstat(filepath.Join(p.tree, ManifestName))
	if err != nil {
		return failure("读取发布清单", p.tree, err)
	}
	p.finished = info.ModTime()
	p.modes = runtime.GOOS != "windows" && info.Mode() == fileMode
	return nil
}

// glanceAt adds what is in the folder rel and below it, as walk looks at it.
func (p *previous) glanceAt(ctx context.Context, rel string, seen *Shape) error {
	if err := ctx.Err(); err != nil {
		return context.Cause(ctx)
	}
	entries, err := readFolder(join(p.tree, rel))
	if err != nil {
		return failure("读取输出文件夹", join(p.tree, rel), err)
	}
	var name []byte
	if rel != "." {
		name = append([]byte(rel), '/')
	}
	top := len(name)
	for i := range entries {
		e := &entries[i]
		name = append(name[:top], e.name...)
		switch {
		case e.mode.IsDir():
			seen.folder(name)
			p.folders[string(name)] = true
			p.dirty = p.dirty || p.modes && e.mode.Perm() != folderMode
			err = p.glanceAt(ctx, string(name), seen)
		case litter[e.name]:
			p.littered = true
		case rel == "." && e.name == SignatureName:
			p.takeSignature(*e)
		case rel != "." || e.name != ManifestName:
			seen.file(name, e.size)
			p.dirty = p.dirty || !p.asLeft(e)
		}
		if err != nil || p.dirty {
			return err
		}
	}
	return nil
}

// sumFile hashes a file.
func sumFile(name string) (s sum, err error) {
	f, err := os.Open(name)
	if err != nil {
		return s, err
	}
	defer f.Close() // opened for reading: nothing to lose
	h := sha256.New()
	_, err = io.CopyBuffer(h, struct{ io.Reader }{f}, make([]byte, formBuffer))
	h.Sum(s[:0])
	return s, err
}
