// Package importer makes documents of records that mulu exported: JSON Lines, of which
// package export has the form and the published schema.
//
// It promises never to write over a file, never to take an index number that the site or
// the input already has, to write nothing outside the site's content and static folders,
// and to report every line that it refuses with its number and all that is wrong with it.
// The input may be hostile: a line, the lines and what a line asks for are bounded, texts
// go into headers only as strings without control characters, and every file is read as
// a build would read it before it is written.
package importer

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"unicode/utf8"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/diag"
	"mulu/cmd/mulu/internal/export"
	"mulu/cmd/mulu/internal/frontmatter"
)

// The limits of an input.
const (
	maxLine  = 16 << 20  // bytes of a document
	maxLines = 1_000_000 // documents of a file
	maxFile  = 1 << 30   // bytes of an attachment
)

// Options say where documents go.
type Options struct {
	Config  *config.Config
	Site    *os.Root // the site's folder
	Folder  string   // below content, with slashes: content, content/old
	Files   *os.Root // a copy of the published site, for attachments; nil when there is none
	Base    string   // the address of that site; of the site itself when empty
	Draft   bool     // documents become drafts
	Indexes []string // index numbers that the site has
}

// Result is what an import did.
type Result struct {
	Written []string  // files of documents, from the site's folder
	Copied  int       // attachments
	Refused []Problem // in the order of the lines
	Missing []Problem // attachments that are to be brought, likewise
}

// Problem is what is wrong with a line.
type Problem struct {
	Line int // from 1
	Text string
}

// run is one import.
type run struct {
	Options
	reader *catalogue.Reader
	known  map[string]bool // index numbers
	line   int
	result Result
}

// JSONLines imports the documents of in, one a line; lines without text are passed over.
// The error is for what could not be read or written.
func JSONLines(ctx context.Context, in io.Reader, o Options) (Result, error) {
	if o.Base == "" {
		o.Base = o.Config.BaseURL
	}
	r := &run{Options: o, reader: catalogue.NewReader(o.Config), known: map[string]bool{}}
	for _, index := range o.Indexes {
		r.known[index] = true
	}
	lines := bufio.NewReaderSize(in, 64<<10)
	for {
		line, long, err := readLine(lines)
		if err == io.EOF {
			return r.result, nil
		}
		if err == nil && ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		if err != nil {
			return r.result, err
		}
		r.line++
		if r.line == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		switch {
		case r.line > maxLines:
			r.refuse("超过 %d 行，以后的都没有导入", maxLines)
			return r.result, nil
		case long:
			r.refuse("这一行超过 %d 兆字节", maxLine>>20)
		case len(bytes.TrimSpace(line)) > 0:
			if err := r.document(line); err != nil {
				return r.result, fmt.Errorf("第 %d 行：%w", r.line, err)
			}
		}
	}
}

// readLine gives a line without its end. One that is too long is read to its end and not
// kept.
func readLine(in *bufio.Reader) (line []byte, long bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if !long {
			line = append(line, part...)
		}
		if len(line) > maxLine {
			line, long = nil, true
		}
		switch {
		case err == io.EOF && (len(line) > 0 || long):
			return line, long, nil
		case err != bufio.ErrBufferFull:
			return bytes.TrimRight(line, "\r\n"), long, err
		}
	}
}

func (r *run) refuse(format string, args ...any) {
	r.result.Refused = append(r.result.Refused, Problem{r.line, fmt.Sprintf(format, args...)})
}

// document writes the document of a line, or refuses it.
func (r *run) document(line []byte) error {
	m := map[string]json.RawMessage{}
	if !utf8.Valid(line) {
		r.refuse("不是 UTF-8 编码")
		return nil
	}
	if err := json.Unmarshal(line, &m); err != nil {
		r.refuse("不是 JSON 对象：%v", err)
		return nil
	}
	var format int
	if json.Unmarshal(m["format"], &format) != nil || format != export.Format {
		r.refuse("format 是 %.20s，本软件只认识 %d", m["format"], export.Format)
		return nil
	}
	d := newDoc(r, m)
	text := d.text()
	if len(d.wrong) > 0 {
		r.refuse("%s", strings.Join(d.wrong, "；"))
		return nil
	}
	file, err := r.place(d)
	if err != nil {
		r.refuse("%v", err)
		return nil
	}
	if problem := r.read(file, text); problem != "" {
		r.refuse("%s", problem)
		return nil
	}
	if err := r.copyFiles(d, file); err != nil {
		return err
	}
	if err := r.create(file, bytes.NewReader(text)); err != nil {
		return err
	}
	r.known[d.index] = true
	r.result.Written = append(r.result.Written, file)
	return nil
}

// read reads a document as a build would, and says what is wrong with it by itself.
func (r *run) read(file string, text []byte) string {
	data, ds := frontmatter.Clean(file, text)
	h, more := frontmatter.Parse(file, data)
	item, third := r.reader.Read(file, h.Table, 1)
	var wrong []string
	for _, d := range append(append(ds, more...), third...) {
		if d.Severity == diag.Error {
			wrong = append(wrong, d.Message)
		}
	}
	if len(wrong) == 0 && item.Record == nil {
		wrong = append(wrong, "读不出文件头")
	}
	return strings.Join(wrong, "；")
}

// place finds the file of a document, which must not be there: in the folder of its
// category, named by its index number, and with attachments in a folder of its own, so that
// those of two documents do not meet.
func (r *run) place(d *doc) (string, error) {
	if r.known[d.index] {
		return "", fmt.Errorf("索引号 %s 已经有了，没有导入", d.index)
	}
	folder := path.Join(r.Folder, d.category)
	short := fileName(d.index[strings.LastIndexByte(d.index, '/')+1:])
	for _, name := range []string{short, fileName(d.index)} {
		file := folder + "/" + name + ".md"
		if len(d.files) > 0 {
			file = folder + "/" + name + "/" + name + ".md"
		}
		if _, err := r.Site.Lstat(path.Dir(file)); len(d.files) > 0 && err == nil {
			continue // another document's folder
		}
		if _, err := r.Site.Lstat(file); errors.Is(err, fs.ErrNotExist) {
			return file, nil
		}
	}
	return "", fmt.Errorf("%s/%s.md 已经存在，不会覆盖", folder, short)
}

// fileName makes a file name of an index number.
func fileName(s string) string {
	return strings.TrimLeft(strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && (r == '-' || r == '.' || r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z') {
			return r
		}
		return '-'
	}, s), ".-")
}

// create writes a file that must not exist. What was written in part is removed.
func (r *run) create(name string, from io.Reader) error {
	if err := r.Site.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := r.Site.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, r.Site.Remove(name))
	}
	return nil
}
