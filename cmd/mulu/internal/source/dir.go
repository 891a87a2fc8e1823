package source

import (
	"io"
	"time"
)

// kind is what a directory entry is, as far as this package cares.
type kind uint8

const (
	kindFile kind = iota + 1
	kindFolder
	kindLink
	kindSpecial // device, FIFO, socket
)

// entry is one name in a folder.
type entry struct {
	name    string
	kind    kind
	size    int64
	modTime time.Time
}

// fill reads r to its end into buf. A file's size is known but may change while
// it is read: size only saves the last read call.
func fill(r io.Reader, buf []byte, size int64) ([]byte, error) {
	if size > MaxRead {
		return nil, errTooLarge
	}
	if want := int(size) + 1; cap(buf) < want {
		buf = make([]byte, 0, want)
	}
	for {
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
		free := cap(buf) - len(buf)
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		switch {
		case err == io.EOF:
			return buf, nil
		case err != nil:
			return nil, err
		case len(buf) > MaxRead:
			return nil, errTooLarge
		case n < free && int64(len(buf)) == size:
			return buf, nil // a short read at the known end
		}
	}
}
