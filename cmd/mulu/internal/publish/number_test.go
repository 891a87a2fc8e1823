package publish

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// Numbers of processes come again. A build in place that has the number of some that were killed
// has a stage of its own, also where one more is killed: what each of theirs tells of the mixture
// stays until the site is whole.
func TestNumberOfDeadBuild(t *testing.T) {
	o := Options{Dir: filepath.Join(memoryDir(t), "public"), InPlace: true}
	build(t, o, site{"a.html": "1", "b.html": "1"})
	stages := func() (all map[string]string) { // what they tell, by name, of those that do
		all = map[string]string{}
		dirs, _ := filepath.Glob(filepath.Join(o.Dir, stagePrefix+"*"))
		for _, dir := range dirs {
			for _, name := range []string{ManifestName, oldManifest} {
				if m, err := readManifest(filepath.Join(dir, name), nil); err == nil {
					all[dir] += fmt.Sprintf("%s %x ", name, m.Digest)
				}
			}
		}
		return all
	}
	own, err := locate(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"c/2.html", "c/3.html", "c/4.html"} {
		before := stages()
		s, err := begin(t.Context(), o, realDisk{}) // it gives up
		if err != nil {
			t.Fatal(err)
		}
		if _, taken := before[s.out.stage]; taken || !isNumbered(filepath.Base(s.out.stage), stagePrefix) || !strings.HasPrefix(s.out.stage, own.stage) {
			t.Errorf("the stage is %s beside %d others", s.out.stage, len(before))
		}
		if err := s.Abort(); err != nil {
			t.Error(err)
		}
		after := before
		for n := int64(1); len(after) == len(before); n++ { // until it dies where there is something to tell
			if _, err := tryBuild(o, dyingDisk{disk: realDisk{}, diesAt: n, calls: new(atomic.Int64)}, site{"a.html": name, name: ""}); err == nil || n > 1000 {
				t.Fatalf("no death of the build of %s leaves a stage", name)
			}
			after = stages()
		}
		if len(after) < len(before) {
			t.Errorf("%d stages tell of the mixture, where %d did", len(after), len(before))
		}
		for dir, told := range before {
			if after[dir] != told {
				t.Errorf("%s tells %q, and told %q before another build of its number", dir, after[dir], told)
			}
		}
	}
	last := site{"a.html": "5"}
	if r := build(t, o, last); len(r.Warnings) > 0 {
		t.Error(r.Warnings)
	}
	checkWhole(t, o.Dir, last)
	checkTidy(t, "after the dead builds", o.Dir, false)
}
