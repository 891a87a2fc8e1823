package verify

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"mulu/cmd/mulu/internal/publish"
)

// State is how far a comparison with a server came, to go on from there.
type State struct {
	Format   string    `json:"format"` // stateFormat
	Address  string    `json:"address"`
	Manifest string    `json:"manifest"` // the SHA-256 of the one that is compared with
	Next     int       `json:"next"`     // place of the first file that was not compared
	Problems []Problem `json:"problems"` // of the files before
}

const stateFormat = "mulu-verify-1"

// resume says whether the state is of this site with this manifest; if not, it begins anew.
func (s *State) resume(base *url.URL, m *publish.Manifest) bool {
	now := State{Format: stateFormat, Address: base.String(), Manifest: hex.EncodeToString(m.Digest[:])}
	if s.Address == now.Address && s.Manifest == now.Manifest && s.Next > 0 && s.Next <= m.Len() {
		return true
	}
	*s = now
	return false
}

// ReadState reads a state; one that is not there is empty. A file that is something else is
// an error: it is not written over.
func ReadState(file string) (*State, error) {
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return &State{}, nil
	}
	if err != nil {
		return nil, err
	}
	var s State
	if json.Unmarshal(data, &s) != nil || s.Format != stateFormat {
		return nil, fmt.Errorf("%s 不是 mulu verify 写的进度文件；换一个文件名，或者删掉它", file)
	}
	return &s, nil
}

// Write keeps the state; a file is there whole or not at all.
func (s *State) Write(file string) error {
	data, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(file), ".mulu-verify-*")
	if err != nil {
		return err
	}
	_, err = f.Write(append(data, '\n'))
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
