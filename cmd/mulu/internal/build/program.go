package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"sync"
)

// program tells one program from another: by the version, of which a commit without changes
// is part, else, for a developer makes many of one name, by what the go command hashed it to
// when it was linked, else by the SHA-256 of its file. It is asked for only where something
// is kept.
var program = sync.OnceValues(func() (string, error) {
	info, ok := debug.ReadBuildInfo()
	if ok && strings.HasPrefix(info.Main.Version, "v") && !strings.Contains(info.Main.Version, "dirty") {
		return info.Main.Version + " " + info.GoVersion, nil
	}
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close() // opened for reading: nothing to lose
	return programOf(f)
})

// programHead is how much of a program's file is looked at for what the linker wrote there:
// it stands within the first 4 KB.
const programHead = 32 << 10

func programOf(f io.Reader) (string, error) {
	head := make([]byte, programHead)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return "", err
	}
	head = head[:n]
	if id := buildID(head); id != "" {
		return id, nil
	}
	h := sha256.New()
	_, _ = h.Write(head) // a hash takes everything
	_, err = io.Copy(h, f)
	return string(h.Sum(nil)), err
}

// buildID is what the go command hashed a program to, "" when that is not known: the note
// "Go" of type 4 in an ELF file, or a string before the code in others (package
// cmd/internal/buildid).
func buildID(head []byte) string {
	id := textOfID(head)
	if _, rest, ok := bytes.Cut(head, []byte("\x04\x00\x00\x00Go\x00\x00")); id == "" && ok {
		at := len(head) - len(rest) - 12 // the size of the text, before this
		if n := binary.LittleEndian.Uint32(head[max(at, 0):]); n < uint32(len(rest)) {
			id = string(rest[:n])
		}
	}
	if !isBuildID(id) {
		return ""
	}
	return id
}

func textOfID(head []byte) string {
	_, rest, ok := bytes.Cut(head, []byte("\xff Go build ID: \""))
	id, _, closed := bytes.Cut(rest, []byte("\"\n \xff"))
	if !ok || !closed {
		return ""
	}
	return string(id)
}

// isBuildID says whether a build ID is one of the go command: four hashes, of what went into
// the link and, at last, of the program that came out. Other builders write one word for all
// programs.
func isBuildID(id string) bool {
	parts := strings.Split(id, "/")
	for _, p := range parts {
		if len(p) != 20 {
			return false
		}
	}
	return len(parts) == 4
}
