package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/seal"
)

// Deployment is a published site on its way to another folder, or the way back.
type Deployment struct {
	From string        // the published site; "" goes back to what was there before the last one
	To   string        // the folder that web servers read
	Keep string        // where what is needed for the way back is kept; "" is .NAME.previous beside To
	Wait time.Duration // how long to wait for another deployment; 0 is a minute
	// Progress is told of each stage's files; it may be nil and is called by one goroutine at
	// a time.
	Progress func(stage string, done, total int)
}

// The stages that Progress is told of.
const (
	StageSite    = "核对网站"
	StageTarget  = "核对目标"
	StageCopy    = "复制文件"
	StageReplace = "替换文件"
)

// each is parallel.Each over the files of a stage.
func (d *Deployment) each(ctx context.Context, stage string, count int, fn func(i int) error) error {
	var mu sync.Mutex
	done := 0
	return parallel.Each(ctx, parallel.Readers(), count, func(_, i int) error {
		err := fn(i)
		if err == nil && d.Progress != nil {
			mu.Lock()
			defer mu.Unlock()
			done++
			d.Progress(stage, done, count)
		}
		return err
	})
}

// Deployed says what Deploy did. Result.Written counts the files that were copied.
type Deployed struct {
	Result
	Arrived int  // files that an interrupted deployment had brought already
	Resumed bool // one of this very site had been interrupted
	Back    bool // there is a way back now
}

// Deploy makes the folder To the same as the published site From, manifest included, file by
// file and in the order of Step; each file is whole at every moment. The site is compared
// with its manifest before anything is touched, and so is every byte that is copied. What is
// replaced or removed is kept first, so that Deploy without From gives exactly the site
// before. After an error or a kill, calling it again goes on; so does going back.
//
// Every file that the folder has already is read, too: one that somebody changed is mended,
// whatever its time says.
//
// A folder with files that mulu never wrote is refused. With an error there may be warnings.
func Deploy(ctx context.Context, d Deployment) (Deployed, error) { return deploy(ctx, d, realDisk{}) }

func deploy(ctx context.Context, d Deployment, on disk) (Deployed, error) {
	to, from, err := d.places()
	if err != nil {
		return Deployed{}, err
	}
	keep, err := newStore(d.Keep, &to, on)
	if err != nil {
		return Deployed{}, err
	}
	if err := apart(to.dir, keep.root); err != nil {
		return Deployed{}, err
	}
	if from != "" {
		if err := apart(from, keep.root); err != nil {
			return Deployed{}, err
		}
	}
	if err := keep.check(); err != nil {
		return Deployed{}, err
	}
	var src *origin
	if from != "" { // read as a whole before anybody waits for the lock
		if src, err = d.openSite(ctx, from); err != nil {
			return Deployed{}, err
		}
	}
	s, err := begin(ctx, Options{Dir: d.To, InPlace: true, Wait: d.Wait}, on)
	if err != nil {
		return Deployed{}, err
	}
	defer func() { _ = s.Abort() }() // after ship it does nothing
	if src == nil {
		if src, err = keep.open(); err != nil {
			return Deployed{}, err
		}
	}
	s.again = "请再运行一次"
	return s.ship(ctx, &d, src, keep)
}

// places are the folder To, which must not be what a build switches by a link, and the site's,
// which must be another.
func (d *Deployment) places() (to place, from string, err error) {
	if to, err = locate(Options{Dir: d.To}); err != nil {
		return to, "", err
	}
	if info, err := os.Lstat(to.dir); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return to, "", refusal("%s 是 mulu build 的输出，由它以链接切换。请换一个文件夹", to.dir)
	}
	if d.From == "" {
		return to, "", nil
	}
	if from, err = filepath.Abs(d.From); err == nil {
		from, err = filepath.EvalSymlinks(from)
	}
	if err != nil {
		return to, "", failure("查找网站", d.From, err)
	}
	return to, from, apart(to.dir, from)
}

// apart refuses two folders of which one is the other or lies in it.
func apart(a, b string) error {
	for _, pair := range [...][2]string{{a, b}, {b, a}} {
		for up := pair[0]; ; up = filepath.Dir(up) {
			if same(up, pair[1]) {
				return refusal("%s 和 %s 是同一个文件夹，或者一个在另一个里面", a, b)
			}
			if up == filepath.Dir(up) {
				break
			}
		}
	}
	return nil
}

// origin is where a deployment's files come from.
type origin struct {
	manifest  *Manifest
	raw       []byte // of the manifest
	signature []byte // of it; nil when there is none
	file      func(name string) string
}

// openSite reads the manifest of a published site, and sees that its files are those of the
// manifest and no others.
func (d *Deployment) openSite(ctx context.Context, dir string) (*origin, error) {
	o, err := readOrigin(dir, func(name string) string { return join(dir, name) })
	if err != nil {
		return nil, err
	}
	var files []Entry
	err = filepath.WalkDir(dir, func(at string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || litter[e.Name()] {
			return err
		}
		rel, err := filepath.Rel(dir, at)
		name := filepath.ToSlash(rel)
		if err != nil || ours(name) {
			return err
		}
		entry, ok := o.manifest.Find(name)
		if !ok {
			return refusal("%s 不在发布清单里：网站在发布后改动过。请重新构建", at)
		}
		files = append(files, entry)
		return context.Cause(ctx)
	})
	if err == nil {
		err = d.each(ctx, StageSite, len(files), func(i int) error { return o.copy(io.Discard, files[i]) })
	}
	if n := len(files); err == nil && n != o.manifest.Len() {
		err = refusal("%s 缺少发布清单里的 %d 个文件。请重新构建", dir, o.manifest.Len()-n)
	}
	return o, err
}

func readOrigin(dir string, file func(name string) string) (*origin, error) {
	raw, err := os.ReadFile(filepath.Join(dir, ManifestName))
	if err != nil {
		return nil, err
	}
	m, err := parseManifest(bytes.NewReader(raw), nil)
	if err != nil {
		return nil, fmt.Errorf("%s：%w", filepath.Join(dir, ManifestName), err)
	}
	o := &origin{manifest: m, raw: raw, file: file}
	if o.signature, err = readSignature(filepath.Join(dir, SignatureName)); errors.Is(err, fs.ErrNotExist) {
		return o, nil
	}
	return o, err
}

// readSignature reads a signature, whatever it is worth.
func readSignature(name string) ([]byte, error) {
	f, err := openRegular(name)
	if err != nil {
		return nil, failure("读取", name, err)
	}
	defer f.Close() // read only
	data, err := io.ReadAll(io.LimitReader(f, seal.MaxSize+1))
	if err == nil && len(data) > seal.MaxSize {
		err = errors.New("太大，不是签名")
	}
	if err != nil {
		return nil, failure("读取", name, err)
	}
	return data, nil
}

// errDiffers is in the error of a file that is not as its manifest says.
var errDiffers = errors.New("与发布清单不一致")

// copy writes a file, and fails when it is not as the manifest says.
func (o *origin) copy(w io.Writer, e Entry) error {
	at := o.file(e.Path)
	f, err := openRegular(at)
	if err != nil {
		return failure("读取", at, err)
	}
	defer f.Close() // read only
	hash := sha256.New()
	n, err := io.Copy(io.MultiWriter(w, hash), f)
	if err != nil {
		return failure("读取", at, err)
	}
	if n != e.Size || sum(hash.Sum(nil)) != e.SHA256 {
		return refusal("%s %w：网站在发布后改动过", at, errDiffers)
	}
	return nil
}

// openRegular opens a file that is no link, device or pipe.
func openRegular(name string) (*os.File, error) {
	info, err := os.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("不是普通文件")
	}
	return os.Open(name)
}
