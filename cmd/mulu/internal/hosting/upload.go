package hosting

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/publish"
)

// Upload is an upload in its order: lists of files that are sent with the same headers, files to
// delete afterwards, and addresses of which a CDN must forget what it has.
type Upload struct {
	Site     string `json:"base_url"`
	Manifest string `json:"manifest_sha256"` // of the site that is uploaded, in hexadecimal digits

	Lists  []*FileList `json:"lists"`
	Delete []string    `json:"delete"`
	Purge  []string    `json:"purge"`
}

// FileList is files of one step that are sent with the same headers.
type FileList struct {
	Name    string            `json:"list"` // of the file that lists them
	Step    string            `json:"step"`
	Files   int               `json:"files"`
	Bytes   int64             `json:"bytes"`
	Headers map[string]string `json:"headers"`
	paths   []string
	header  []string // as curl and rclone write them
}

var stepNames = [...]string{publish.StepHashed: "hashed", publish.StepData: "data", publish.StepPages: "pages", publish.StepEntries: "entries", publish.StepManifest: "manifest"}

// Upload makes an upload of the changes, which are in the order of publish.Upload, to the site
// whose manifest has this SHA-256.
func (s *Site) Upload(changes []publish.Change, manifest [32]byte) *Upload {
	u := &Upload{Site: s.URL, Manifest: hex.EncodeToString(manifest[:]), Lists: []*FileList{}, Delete: []string{}, Purge: []string{}}
	for _, c := range changes {
		if c.Kind != publish.Added {
			u.Purge = append(u.Purge, s.URL+c.Path)
			if folder, ok := strings.CutSuffix(c.Path, "index.html"); ok && (folder == "" || strings.HasSuffix(folder, "/")) {
				u.Purge = append(u.Purge, s.URL+folder)
			}
		}
		if c.Kind == publish.Removed {
			u.Delete = append(u.Delete, c.Path)
			continue
		}
		l := u.list(publish.StepOf(c.Path), c.Path)
		l.paths = append(l.paths, c.Path)
		l.Files++
		l.Bytes += c.New
	}
	slices.Sort(u.Purge)
	return u
}

// list is the list of a step that a file belongs to. The home page is a list of its own, for it
// comes after the other entries.
func (u *Upload) list(step publish.Step, name string) *FileList {
	var header []string
	headers := map[string]string{}
	for _, h := range stored(name) {
		header = append(header, h.Name+": "+h.Value)
		headers[h.Name] = h.Value
	}
	n := 1
	home := name == "index.html"
	for _, l := range u.Lists {
		if l.Step != stepNames[step] {
			continue
		}
		if n++; !home && slices.Equal(l.header, header) {
			return l
		}
	}
	l := &FileList{Name: fmt.Sprintf("%d-%s-%02d.txt", step+1, stepNames[step], n), Step: stepNames[step], Headers: headers, header: header}
	u.Lists = append(u.Lists, l)
	return l
}

// stored are the headers that object stores keep with a file.
func stored(name string) []Header {
	h := []Header{{"Content-Type", ContentType(name)}, {"Cache-Control", cacheOf(name)}}
	if !publish.Immutable(name) && inertPath.MatchString(name) {
		h = append(h, Header{dispositionName, "attachment"})
	}
	return h
}

// The files of an upload beside its lists.
const (
	deleteName = "6-delete.txt"
	purgeName  = "purge.txt"
)

// Write writes the lists, the addresses to purge, a script of rclone's commands and plan.json
// into an empty folder.
func (u *Upload) Write(to *os.Root) error {
	for _, l := range u.Lists {
		if err := writeLines(to, l.Name, l.paths); err != nil {
			return err
		}
	}
	data, err := json.MarshalIndent(u, "", " ")
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name  string
		lines []string
	}{{deleteName, u.Delete}, {purgeName, u.Purge}} {
		if err := writeLines(to, f.name, f.lines); err != nil {
			return err
		}
	}
	if err := to.WriteFile("upload.sh", u.script(), 0o644); err != nil {
		return err
	}
	return to.WriteFile("plan.json", append(data, '\n'), 0o644)
}

func writeLines(to *os.Root, name string, lines []string) error {
	var b bytes.Buffer
	for _, line := range lines {
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return to.WriteFile(name, b.Bytes(), 0o644)
}
