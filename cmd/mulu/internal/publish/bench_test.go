package publish

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

const benchFiles = 10_000

func benchBuild(b *testing.B, o Options, page []byte) Result {
	s, err := Begin(context.Background(), o)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Abort()
	for i := range benchFiles {
		if err := s.Write(fmt.Sprintf("doc/113701000041890%03d/2023-%05d.html", i%40, i), page); err != nil {
			b.Fatal(err)
		}
	}
	r, err := s.Commit(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	return r
}

// BenchmarkFresh publishes 10,000 files of 10 KB into a folder that is not there.
func BenchmarkFresh(b *testing.B) {
	page := make([]byte, 10<<10)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		dir := memoryDir(b)
		benchBuild(b, Options{Dir: filepath.Join(dir, "public")}, page)
		b.StopTimer()
		os.RemoveAll(dir)
		b.StartTimer()
	}
}

// BenchmarkUnchanged publishes the same again: nothing may be written.
func BenchmarkUnchanged(b *testing.B) {
	page := make([]byte, 10<<10)
	o := Options{Dir: filepath.Join(memoryDir(b), "public")}
	benchBuild(b, o, page)
	b.ReportAllocs()
	for b.Loop() {
		if benchBuild(b, o, page).Changed {
			b.Fatal("changed")
		}
	}
}

// BenchmarkOneChanged publishes the same with one more file.
func BenchmarkOneChanged(b *testing.B) {
	page := make([]byte, 10<<10)
	o := Options{Dir: filepath.Join(memoryDir(b), "public")}
	benchBuild(b, o, page)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		o.Generator = fmt.Sprint("mulu ", i) // changes the manifest, and so the site
		if r := benchBuild(b, o, page); !r.Changed || r.Written != 0 {
			b.Fatal(r)
		}
	}
}
