//go:build !linux

package publish

import (
	"errors"
	"io"
	"os"
)

// syncedFile is on the disk when it is closed: there is no call here that syncs a
// tree at once.
type syncedFile struct{ *os.File }

func (f syncedFile) Close() error { return errors.Join(synced(f.Sync()), f.File.Close()) }

func (realDisk) create(path string) (io.WriteCloser, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL|noFollow, fileMode)
	if err != nil {
		return nil, err
	}
	if err := setMode(path, fileMode); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return syncedFile{f}, nil
}

func (d realDisk) write(path string, data []byte) error {
	f, err := d.create(path)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
