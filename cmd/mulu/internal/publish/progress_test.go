package publish

import (
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"mulu/cmd/mulu/internal/parallel"
)

// TestDeployProgress: every stage is told of, one file after the other, to its end.
func TestDeployProgress(t *testing.T) {
	d := newDeployments(t)
	var stages []string
	last, all := 0, 0
	tell := func(stage string, done, total int) {
		if len(stages) == 0 || stages[len(stages)-1] != stage {
			if last != all {
				t.Errorf("%v ends at %d of %d", stages, last, all)
			}
			stages, last, all = append(stages, stage), 0, total
		}
		if last++; done != last || total != all {
			t.Errorf("%s: %d of %d after %d of %d", stage, done, total, last-1, all)
		}
	}
	if _, err := Deploy(t.Context(), Deployment{From: d.new, To: d.to, Progress: tell}); err != nil {
		t.Fatal(err)
	}
	if want := []string{StageSite, StageTarget, StageCopy, StageReplace}; !slices.Equal(stages, want) || last != all || all != len(newSite)+2 {
		t.Errorf("%v, %d of %d; want %v", stages, last, all, want)
	}
}

// Files are read several at a time, also on one processor: a mounted disk answers late.
func TestDeployReadsTogether(t *testing.T) {
	var arrived atomic.Int64
	all := make(chan bool)
	err := (&Deployment{}).each(t.Context(), "", parallel.Readers(), func(int) error {
		if arrived.Add(1) == int64(parallel.Readers()) {
			close(all)
		}
		select {
		case <-all:
			return nil
		case <-time.After(10 * time.Second):
			return fmt.Errorf("only %d files are read at a time", arrived.Load())
		}
	})
	if err != nil {
		t.Error(err)
	}
}
