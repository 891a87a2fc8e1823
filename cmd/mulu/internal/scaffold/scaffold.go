// Package scaffold writes the first version of what an editor then goes on with: a
// new document with the next free index number, and a new site.
//
// It promises never to write over a file that exists, never to give an index number
// that any file of the site mentions, and to give two runs at once two numbers. It
// asks nobody: what a document or a site is to hold comes as a value; see package
// cli for the questions.
package scaffold

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/frontmatter"
	"mulu/cmd/mulu/internal/source"
)

// Site is an existing site to which documents are added.
type Site struct {
	Config *config.Config
	dir    string
	src    *source.Site
}

// Open reads the settings of the site in dir. The site is nil when they cannot be
// used; the diagnostics say why.
func Open(dir string) (*Site, []diag.Diagnostic, error) {
	src, err := source.Open(dir)
	if err != nil {
		return nil, nil, err
	}
	c, ds, err := load(src)
	if err != nil || diag.Count(ds).Errors > 0 {
		src.Close() // opened for reading: nothing to lose
		return nil, ds, err
	}
	return &Site{Config: c, dir: dir, src: src}, ds, nil
}

func load(src *source.Site) (*config.Config, []diag.Diagnostic, error) {
	data, err := src.Read(config.FileName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("文件夹 %s 里没有 %s，不是网站的文件夹；用 --source 指明，或用 mulu init 新建网站", src.Dir(), config.FileName)
	}
	if err != nil {
		return nil, nil, err
	}
	data, ds := frontmatter.Clean(config.FileName, data)
	if diag.Count(ds).Errors > 0 {
		return nil, ds, nil
	}
	c, more := config.Load(data)
	return c, append(ds, more...), nil
}

// Close closes the site's handles.
func (s *Site) Close() error { return s.src.Close() }

// Read returns a file of the site, for the line of a problem.
func (s *Site) Read(name string) ([]byte, error) { return s.src.Read(name) }

// Created is a new document.
type Created struct {
	Path  string // relative to the site's folder, with slashes
	Index string
}

// Create writes a new document under the next free index number. The error says in
// Chinese what stands in the way.
func (s *Site) Create(ctx context.Context, d Document) (Created, error) {
	unlock, err := lock(ctx, s.dir)
	if err != nil {
		return Created{}, err
	}
	defer unlock()
	taken, err := s.taken(ctx)
	if err != nil {
		return Created{}, err
	}
	index, err := taken.next(s.Config.Scheme(), d)
	if err != nil {
		return Created{}, err
	}
	text := d.text(index)
	path, err := s.write(d, index, text)
	return Created{path, index}, err
}

// write makes the file below the site's folder; a symbolic link cannot lead it out.
func (s *Site) write(d Document, index string, text []byte) (string, error) {
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return "", fmt.Errorf("打开 %s：%w", s.dir, err)
	}
	defer root.Close()
	folder := "content/" + d.Category.Path
	if err := root.MkdirAll(folder, 0o755); err != nil {
		return "", fmt.Errorf("创建文件夹 %s：%w", folder, err)
	}
	undo, err := d.Data.write(root, folder)
	if err != nil {
		return "", err
	}
	path, err := d.write(root, folder, index, text)
	if err != nil {
		undo()
	}
	return path, err
}

// write makes the document's file under the first name that is free.
func (d *Document) write(root *os.Root, folder, index string, text []byte) (string, error) {
	for _, name := range d.names(index) {
		path := folder + "/" + name
		err := create(root, path, text)
		if err == nil {
			return path, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return "", fmt.Errorf("写入 %s：%w", path, err)
		}
	}
	return "", fmt.Errorf("文件 %s/%s 已经存在，不会覆盖；用 --file 另取一个文件名", folder, d.names(index)[0])
}

// write makes the file of data, if there is one; undo takes it away again.
func (f *Data) write(root *os.Root, folder string) (undo func(), err error) {
	if f.Name == "" {
		return func() {}, nil
	}
	path := folder + "/" + f.Name
	switch err := create(root, path, f.Text); {
	case errors.Is(err, fs.ErrExist):
		return nil, fmt.Errorf("文件 %s 已经存在，不会覆盖", path)
	case err != nil:
		return nil, fmt.Errorf("写入 %s：%w", path, err)
	}
	return func() { _ = root.Remove(path) }, nil // what hindered the document is told
}

// create writes a file that must not exist yet. What was written in part is removed.
func create(root *os.Root, path string, text []byte) error {
	f, err := root.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, root.Remove(path))
	}
	return nil
}
