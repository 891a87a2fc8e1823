package importer

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// copyFiles brings a document's files from the published site. What is not there is
// reported: the document is written all the same, and a build names it again.
func (r *run) copyFiles(d *doc, file string) error {
	for _, at := range slices.Sorted(maps.Keys(d.files)) {
		to := d.files[at]
		if !strings.HasPrefix(to, "static/") {
			to = path.Join(path.Dir(file), to)
		}
		problem, err := r.copy(at, to)
		if err != nil {
			return err
		}
		if problem != "" {
			r.result.Missing = append(r.result.Missing, Problem{r.line, problem})
		}
	}
	return nil
}

// copy copies one file. One that is there already stays as it is.
func (r *run) copy(at, to string) (problem string, err error) {
	if _, err := r.Site.Lstat(to); err == nil {
		return "", nil
	}
	if r.Files == nil {
		return fmt.Sprintf("请把附件 %s 放到 %s", at, to), nil
	}
	f, err := r.Files.Open(at)
	if err != nil {
		return fmt.Sprintf("附件 %s 打不开，请放到 %s", at, to), nil
	}
	defer f.Close() // opened for reading: nothing to lose
	info, err := f.Stat()
	switch {
	case err != nil:
		return "", err
	case !info.Mode().IsRegular() || info.Size() > maxFile:
		return fmt.Sprintf("附件 %s 不是文件或者太大，请放到 %s", at, to), nil
	}
	if err := r.create(to, io.LimitReader(f, maxFile)); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return "", nil
		}
		return "", err
	}
	r.result.Copied++
	return "", nil
}
