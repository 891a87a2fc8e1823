package mounts

import (
	"slices"
	"testing"
)

const sample = `21 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
22 21 0:20 / /proc rw,nosuid - proc proc rw
40 21 254:0 /srv/a /site/static/附\040件 rw shared:1 master:2 - ext4 /dev/vda rw
41 21 254:0 /srv/b /site/static/x\134y rw - ext4 /dev/vda rw
42 21 0:30 / /site/static/data rw - tmpfs tmpfs rw
43 42 0:31 / /site/static/data rw - nfs4 host:/a rw
44 21 0:32 / /site2 rw - tmpfs tmpfs rw
45 21 0:32 / /site rw - tmpfs tmpfs rw
nonsense
46 21 0:32 /cut
`

func TestWithin(t *testing.T) {
	for _, tt := range []struct {
		dir  string
		want []Point
	}{
		{"/site", []Point{{"/site", "tmpfs"}, {"/site/static/data", "nfs4"}, {"/site/static/x\\y", "ext4"}, {"/site/static/附 件", "ext4"}}},
		{"/site/static/data", []Point{{"/site/static/data", "nfs4"}}},
		{"/site/content", nil},
		{"/sit", nil},
		{"/site2", []Point{{"/site2", "tmpfs"}}},
	} {
		if got := within(tt.dir, parse([]byte(sample))); !slices.Equal(got, tt.want) {
			t.Errorf("within(%s) = %v, want %v", tt.dir, got, tt.want)
		}
	}
	if got := within("/", parse([]byte(sample))); len(got) != 7 || got[0].Path != "/" {
		t.Errorf("within(/) = %v", got)
	}
}

func TestHere(t *testing.T) {
	if at := Below(t.TempDir()); at != "" {
		t.Errorf("a mount point in a new folder: %s", at)
	}
	if len(all()) > 0 && !At("/") {
		t.Error("the top is no mount point")
	}
}
