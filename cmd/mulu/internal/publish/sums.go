package publish

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
)

// Sums are what the manifest of a publication says of its files, for whoever takes something
// over from them: what was changed since is not to be carried on. Of the nil pointer nothing is
// known, and everything fits.
type Sums struct {
	files map[string][]sum // of several where a build in place was killed
}

// SumsAt reads the sums of the files of the site in the folder dir whose paths begin with prefix.
// It does not ask whether the rest of the manifest is whole: Begin does. Where there is no
// manifest no file fits.
func SumsAt(dir, prefix string) (*Sums, error) {
	s := &Sums{files: map[string][]sum{}}
	entries, err := list(dir)
	if err != nil {
		return nil, err
	}
	names := []string{filepath.Join(dir, ManifestName)}
	for _, e := range entries {
		if stage := filepath.Join(dir, e.Name()); isNumbered(e.Name(), stagePrefix) { // a killed build in place has brought some of it
			names = append(names, filepath.Join(stage, ManifestName), filepath.Join(stage, oldManifest))
		}
	}
	for _, name := range names {
		if err := s.read(name, []byte(pathKey+prefix)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, failure("读取发布清单", name, err)
		}
	}
	return s, nil
}

// read adds the files of a manifest whose lines begin with begin.
func (s *Sums) read(name string, begin []byte) error {
	f, err := openRegular(name)
	if err != nil {
		return err
	}
	defer f.Close() // opened for reading: nothing to lose
	in := bufio.NewReaderSize(f, formBuffer)
	for {
		line, err := in.ReadSlice('\n')
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if !bytes.HasPrefix(line, begin) {
			continue
		}
		if e, ok := parseEntry(bytes.TrimSuffix(line[:len(line)-1], []byte(","))); ok {
			s.files[string(e.name)] = append(s.files[string(e.name)], e.sha)
		}
	}
}

// Has says whether the file was published.
func (s *Sums) Has(name string) bool { return s != nil && s.files[name] != nil }

// Fits says whether these are the bytes with which the file was published.
func (s *Sums) Fits(name string, data []byte) bool {
	return s == nil || slices.Contains(s.files[name], sha256.Sum256(data))
}
