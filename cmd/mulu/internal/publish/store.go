package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// store is where a deployment keeps what it replaces. It lies outside of what web servers read,
// and nobody else may look into it: a document that was withdrawn is in there until the next
// deployment that changes something. In the folder root there are
//
//   - the marker, which is written first: without it nothing in a folder is taken for ours. It
//     names the target, for what is kept is worth nothing to another;
//   - site/: the former site's manifest and its signature, and in files/ each of its files that
//     the new site does not have with the same bytes;
//   - new/: the same while it is gathered.
//
// So root itself is never removed or renamed unless it was made here: its owner may have
// prepared it where he can make no other.
type store struct {
	root   string
	target string // the folder that is deployed to
	ours   bool   // root is .NAME.previous beside the target: it comes and goes
	dir    string // root/site or root/new
	disk   disk
}

const (
	storeMark  = ".mulu-keep"
	storeSite  = "site"
	storeNew   = "new"
	storeFiles = "files"
	storeForm  = "mulu-keep-1\n" // how a marker begins
)

// privateMode is that of a store's folders.
const privateMode = 0o700

// newStore finds the store of a target; keep is "" for the place beside it.
func newStore(keep string, to *place, on disk) (*store, error) {
	k := &store{root: filepath.Join(to.parent, to.beside("previous")), target: to.dir, ours: true, disk: on}
	if keep != "" {
		root, err := filepath.Abs(keep)
		if err == nil {
			root, err = resolve(root)
		}
		if err != nil {
			return nil, failure("查找保留旧文件的文件夹", keep, err)
		}
		k.ours = same(root, k.root)
		k.root = root
	}
	k.dir = filepath.Join(k.root, storeSite)
	return k, nil
}

func (k *store) file(name string) string { return join(filepath.Join(k.dir, storeFiles), name) }

func (k *store) marker() string { return filepath.Join(k.root, storeMark) }

// mark is what the marker says: the target, as it is seen from the store where that is
// possible, so that both may move together.
func (k *store) mark() string {
	to, err := filepath.Rel(k.root, k.target)
	if err != nil {
		to = k.target
	}
	return storeForm + filepath.ToSlash(to) + "\n"
}

// open is the site that is kept. What did not change is still in the folder itself.
func (k *store) open() (*origin, error) {
	if err := k.check(); err != nil {
		return nil, err
	}
	o, err := readOrigin(k.dir, k.file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, declined("%s 里没有 %s 以前的网站，不能退回。部署时写明了 --keep 的，退回时也要写明", k.root, k.target)
	}
	return o, err
}

func (k *store) goesBack() bool {
	_, err := k.open()
	return err == nil
}

// forget removes what is kept.
func (k *store) forget() error {
	if err := k.check(); err != nil {
		return err
	}
	for _, name := range [...]string{storeSite, storeNew} {
		if err := k.disk.removeAll(filepath.Join(k.root, name)); err != nil {
			return failure("删除保留的旧文件", filepath.Join(k.root, name), err)
		}
	}
	if !k.ours {
		return nil
	}
	if err := k.disk.remove(k.marker()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return failure("删除保留的旧文件", k.marker(), err)
	}
	_ = k.disk.remove(k.root) // an empty folder may stay: somebody prepared it, or a file manager was in it
	return nil
}

// check refuses a folder that is something else than this target's store: in that nothing is
// written or removed. An empty one may become it.
func (k *store) check() error {
	names, err := k.names(k.root, storeMark, storeSite, storeNew)
	if err != nil || len(names) == 0 {
		return err
	}
	if !names[storeMark] {
		return k.foreign(k.root, names)
	}
	mark, err := readSignature(k.marker()) // as small as one
	switch {
	case err != nil:
		return err
	case string(mark) == k.mark():
	case len(names) == 1 && strings.HasPrefix(k.mark(), string(mark)):
		return nil // a kill while it was written: nothing else is there
	case !strings.HasPrefix(string(mark), storeForm):
		return declined("认不出 %s 的标记 %s。请用 --keep 换一个文件夹", k.root, storeMark)
	default:
		return declined("%s 里保留的是另一个文件夹（%s）的旧文件，不是 %s 的。请用 --keep 换一个文件夹", k.root, k.marked(string(mark)), k.target)
	}
	for _, name := range [...]string{storeSite, storeNew} {
		if _, err := k.names(filepath.Join(k.root, name), ManifestName, SignatureName, storeFiles); err != nil {
			return err
		}
	}
	return nil
}

// marked is the target that a marker names.
func (k *store) marked(mark string) string {
	to := filepath.FromSlash(strings.TrimSpace(strings.TrimPrefix(mark, storeForm)))
	if filepath.IsAbs(to) {
		return to
	}
	return filepath.Join(k.root, to)
}

// names lists a folder, which may have these names and no others.
func (k *store) names(dir string, may ...string) (map[string]bool, error) {
	entries, err := list(dir)
	if err != nil {
		return nil, k.elsewhere(err)
	}
	names := map[string]bool{}
	for _, e := range entries {
		n := e.Name()
		if litter[n] {
			continue
		}
		if folder := n == storeSite || n == storeNew || n == storeFiles; !slices.Contains(may, n) || e.IsDir() != folder {
			return nil, k.foreign(dir, map[string]bool{n: true})
		}
		names[n] = true
	}
	return names, nil
}

func (k *store) foreign(dir string, names map[string]bool) error {
	return declined("%s 里有不是 mulu 部署时保留的文件：%s。请用 --keep 换一个文件夹", dir, slices.Min(slices.Collect(maps.Keys(names))))
}

// elsewhere adds to an error of missing rights what helps.
func (k *store) elsewhere(err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%w。请用 --keep 写明一个可以写入的文件夹", err)
	}
	return err
}
