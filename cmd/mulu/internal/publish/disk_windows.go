package publish

import "os"

// exchange: Windows cannot swap two folders; see twoRenames.
func (realDisk) exchange(a, b string) error { return errNoExchange }

// Windows has no sync for folders; the files were synced when they were closed.
func (realDisk) syncTree(root *os.File) error { return nil }
func (realDisk) syncFolder(path string) error { return nil }

func synced(err error) error { return err }
