package build

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"slices"
	"strconv"

	"mulu/cmd/mulu/internal/check/policy"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/parallel"
	"mulu/cmd/mulu/internal/source"
)

// sum is the SHA-256 of a file.
type sum = [sha256.Size]byte

// inputs are all that a build is made of, as one hash, with what is made of the settings.
type inputs struct {
	buf    []byte    // what is to be hashed
	hash   hash.Hash // of what was before; nil at first
	config *config.Config
	policy *policy.Policy
	today  official.Date
}

func (in *inputs) name() string {
	s := in.sum()
	return recallPrefix + hex.EncodeToString(s[:])
}

// enoughInputs is how much is gathered before it is hashed: the keys of a document are short
// of it, and there are hundreds of thousands.
const enoughInputs = 16 << 10

// field hashes one input; lengths part them.
func (in *inputs) field(key, value string) {
	in.begin(key, len(value))
	in.buf = append(append(in.buf, value...), '\n')
	in.flush()
}

func (in *inputs) begin(key string, size int) {
	in.buf = append(append(in.buf, key...), ' ')
	in.buf = append(strconv.AppendInt(in.buf, int64(size), 10), '\n')
}

func (in *inputs) flush() {
	if len(in.buf) < enoughInputs {
		return
	}
	if in.hash == nil {
		in.hash = sha256.New()
	}
	in.hash.Write(in.buf)
	in.buf = in.buf[:0]
}

// sum is the hash of all fields so far.
func (in *inputs) sum() (s sum) {
	if in.hash == nil {
		return sha256.Sum256(in.buf)
	}
	in.hash.Write(in.buf)
	in.buf = in.buf[:0]
	in.hash.Sum(s[:0])
	return s
}

// newInputs hashes all but the files; nil when the settings cannot be used.
func newInputs(src *source.Site, opt *Options, strict bool) (*inputs, error) {
	prog, err := program()
	if err != nil {
		return nil, err
	}
	var l Loader
	o := *opt
	if _, err = l.loadSettings(src, &o); err != nil || l.settings.config == nil {
		return nil, err
	}
	if _, err := l.loadPolicy(src, l.settings.config, &o); err != nil {
		return nil, err
	}
	in := &inputs{config: l.settings.config, policy: l.policy, today: today(&o, l.settings.config)}
	in.field("program", prog)
	in.field("day", in.today.String())
	in.field("address", o.BaseURL+"\n"+o.Origin)
	in.field("options", fmt.Sprint(strict, o.Marks, o.Baseline != nil))
	if o.Baseline != nil {
		known, err := json.Marshal(o.Baseline.Entries)
		if err != nil {
			return nil, err
		}
		in.field("baseline", string(known))
	}
	in.field(config.FileName, l.settings.text)
	in.field("waivers", l.waivers.text)
	in.named(src)
	return in, nil
}

// named hashes whether there are files that settings name one by one, and that may be
// anywhere in the site's folder.
func (in *inputs) named(src *source.Site) {
	in.policy.Close(true, func(p config.Pattern) bool {
		if name := p.Exact(); name != "" {
			_, there := src.Stat(name)
			in.field("named", fmt.Sprint(name, there))
		}
		return true
	})
}

// file hashes that there is such a file.
func (in *inputs) file(name string, s sum) {
	in.begin("file", len(name)+1+len(s))
	in.buf = append(append(append(append(in.buf, name...), 0), s[:]...), '\n')
	in.flush()
}

// digest hashes a hash.
func (in *inputs) digest(key string, s *sum) {
	in.begin(key, len(s))
	in.buf = append(append(in.buf, s[:]...), '\n')
	in.flush()
}

// all are the files of a listing, in an order that depends on their paths alone.
func (l *listing) all() []source.File { return slices.Concat(l.docs, l.others, l.own, l.static) }

// listAll lists all files of a site.
func listAll(src *source.Site) (listing, error) {
	f, err := list(src)
	if err != nil {
		return f, err
	}
	var more []diag.Diagnostic
	f.docs, f.others, more, err = src.Content()
	f.diags = append(f.diags, more...)
	return f, err
}

// problems hashes what is said of names, as of a file that is no template: the file is in no
// list.
func (in *inputs) problems(ds []diag.Diagnostic) {
	for i := range ds {
		in.field("problem", ds[i].File+"\n"+ds[i].Code+"\n"+ds[i].Message)
	}
}

// readInputs reads and hashes everything, before a build; nil when the settings cannot be
// used.
func readInputs(ctx context.Context, src *source.Site, opt *Options, strict bool) (*inputs, *Read, error) {
	in, err := newInputs(src, opt, strict)
	if err != nil || in == nil {
		return nil, nil, err
	}
	l, err := listAll(src.NamesOnly())
	if err != nil {
		return nil, nil, err
	}
	files := l.all()
	sums, err := hashFiles(ctx, src, opt, files)
	if err != nil {
		return nil, nil, err
	}
	in.problems(l.diags)
	for i := range files {
		in.file(files[i].Path, sums[i])
	}
	l.take(files)
	return in, newRead(in.name(), l, files, sums), nil
}

// take parts what all gave again: of each file it is now known when it was changed.
func (l *listing) take(files []source.File) {
	for _, to := range [...]*[]source.File{&l.docs, &l.others, &l.own, &l.static} {
		n := len(*to)
		*to, files = files[:n:n], files[n:]
	}
}

// hashBuffer is how much is read at once to be hashed: more than most documents have.
const hashBuffer = 64 << 10

// hashFiles hashes files, and notes of each what it was when it was opened.
func hashFiles(ctx context.Context, src *source.Site, opt *Options, files []source.File) ([]sum, error) {
	steps := opt.steps(StageHash, len(files))
	sums := make([]sum, len(files))
	bufs := make([][hashBuffer]byte, parallel.Readers())
	err := parallel.Each(ctx, parallel.Readers(), len(files), func(k, i int) (err error) {
		defer steps.done(1)
		sums[i], files[i], err = src.Sum(files[i].Path, bufs[k][:])
		return err
	})
	return sums, err
}
