package build_test

import (
	"context"
	"os"
	"runtime/debug"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/source"
)

func BenchmarkZZ(b *testing.B) {
	debug.SetGCPercent(30)
	src, err := source.Open(os.Getenv("ZZ"))
	if err != nil {
		b.Fatal(err)
	}
	d, _ := official.ParseDate("2026-11-22")
	for b.Loop() {
		t0 := time.Now()
		s, _, err := build.Load(context.Background(), src, build.Options{Date: d, Now: time.Now(), Marks: true})
		if err != nil {
			b.Fatal(err)
		}
		t1 := time.Now()
		_, err = s.Check(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		println("load", t1.Sub(t0).String(), "check", time.Since(t1).String())
	}
}
