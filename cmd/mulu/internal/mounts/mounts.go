// Package mounts tells which folders and files are mount points: what is mounted
// there, also a folder of the same disk (mount --bind), looks like a part of the tree
// that it is in, and is none of it. No name in it can be renamed to one outside, the
// mount point can be neither renamed nor removed, and what is removed below it is lost
// elsewhere.
//
// It asks the system for the list of all mounts, which is short, and not each file. On
// systems that have no such list there are no points; junctions and mounted folders of
// Windows are links to package os.
package mounts

import (
	"bytes"
	"cmp"
	"path/filepath"
	"slices"
	"strings"
)

// Point is a place where something is mounted.
type Point struct {
	Path string // absolute, without symbolic links
	Type string // of the file system there, as the system calls it: ext4, tmpfs, nfs4, proc
}

// Within gives the mount points that are dir or below it, by their paths and each once; dir is
// absolute and has no symbolic links. Where the system's list cannot be had there are none.
func Within(dir string) []Point { return within(dir, all()) }

func within(dir string, points []Point) []Point {
	below := strings.TrimSuffix(dir, string(filepath.Separator)) + string(filepath.Separator)
	points = slices.DeleteFunc(points, func(p Point) bool { return p.Path != dir && !strings.HasPrefix(p.Path, below) })
	slices.SortStableFunc(points, func(a, b Point) int { return cmp.Compare(a.Path, b.Path) })
	// Of mounts over each other the last is seen.
	slices.Reverse(points)
	points = slices.CompactFunc(points, func(a, b Point) bool { return a.Path == b.Path })
	slices.Reverse(points)
	return points
}

// At says whether dir, as of Within, is a mount point.
func At(dir string) bool {
	points := Within(dir)
	return len(points) > 0 && points[0].Path == dir
}

// Below gives the first mount point that is below dir, as of Within, "" when there is none.
func Below(dir string) string {
	for _, p := range Within(dir) {
		if p.Path != dir {
			return p.Path
		}
	}
	return ""
}

// parse reads Linux's /proc/self/mountinfo (proc_pid_mountinfo(5)). Lines that are not of that
// form are left out.
func parse(mountinfo []byte) (points []Point) {
	for line := range bytes.Lines(mountinfo) {
		before, after, ok := strings.Cut(string(line), " - ")
		fields, more := strings.Fields(before), strings.Fields(after)
		if ok && len(fields) > 4 && len(more) > 0 {
			points = append(points, Point{Path: unescaped.Replace(fields[4]), Type: more[0]})
		}
	}
	return points
}

// unescaped undoes what the kernel does to the characters that separate fields and lines.
var unescaped = strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`, `\043`, "#")
