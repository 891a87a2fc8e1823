package parallel

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestMapKeepsOrder(t *testing.T) {
	items := make([]int, 5000)
	for i := range items {
		items[i] = i
	}
	for _, n := range []int{-1, 0, 1, 3, 10_000} {
		got, err := Map(t.Context(), n, items, func(_, i int) (string, error) { return fmt.Sprint(i), nil })
		if err != nil || len(got) != len(items) {
			t.Fatalf("Map with %d workers: %d results, %v", n, len(got), err)
		}
		for i, s := range got {
			if s != fmt.Sprint(i) {
				t.Fatalf("Map with %d workers: result %d is %q", n, i, s)
			}
		}
	}
}

func TestNothingToDo(t *testing.T) {
	if err := Each(t.Context(), 4, 0, func(_, _ int) error { return errors.New("called") }); err != nil {
		t.Errorf("Each over nothing = %v", err)
	}
	got, err := Map(t.Context(), 4, nil, func(_, i int) (int, error) { return i, nil })
	if len(got) != 0 || err != nil {
		t.Errorf("Map over nothing = %v, %v", got, err)
	}
}

func TestEachDoesEveryItemOnce(t *testing.T) {
	for _, count := range []int{1, 2, 63, 64, 65, 100_003} {
		seen := make([]atomic.Int32, count)
		if err := Each(t.Context(), 7, count, func(_, i int) error { seen[i].Add(1); return nil }); err != nil {
			t.Fatal(err)
		}
		for i := range seen {
			if n := seen[i].Load(); n != 1 {
				t.Fatalf("of %d items, item %d was done %d times", count, i, n)
			}
		}
	}
}

// The error must be the same in every run, however the workers race.
func TestLowestErrorWins(t *testing.T) {
	for range 200 {
		err := Each(t.Context(), 8, 3000, func(_, i int) error {
			if i%700 == 650 {
				if i == 650 {
					time.Sleep(50 * time.Microsecond) // later items fail earlier
				}
				return fmt.Errorf("item %d", i)
			}
			return nil
		})
		if err == nil || err.Error() != "item 650" {
			t.Fatalf("Each = %v, want the error of item 650", err)
		}
	}
}

func TestErrorStopsTheWork(t *testing.T) {
	var done atomic.Int64
	_, err := Map(t.Context(), 2, make([]int, 1_000_000), func(_, _ int) (int, error) {
		done.Add(1)
		return 0, errors.New("no")
	})
	if err == nil || done.Load() > 1000 {
		t.Errorf("Map = %v after %d items, want an error after a few", err, done.Load())
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	reason := errors.New("ctrl-C")
	var done atomic.Int64
	err := Each(ctx, 2, 1_000_000, func(_, _ int) error {
		if done.Add(1) == 10 {
			cancel(reason)
		}
		return nil
	})
	if !errors.Is(err, reason) || done.Load() > 1000 {
		t.Errorf("Each = %v after %d items, want %v after about 10", err, done.Load(), reason)
	}
	if err := Each(ctx, 2, 5, func(_, _ int) error { return nil }); !errors.Is(err, reason) {
		t.Errorf("Each with a cancelled context = %v", err)
	}
}

func TestPanicIsAnError(t *testing.T) {
	cause := errors.New("boom")
	err := Each(t.Context(), 3, 100, func(_, i int) error {
		if i == 42 {
			panic(cause)
		}
		return nil
	})
	var p *PanicError
	if !errors.As(err, &p) || p.Index != 42 || !errors.Is(err, cause) {
		t.Fatalf("Each = %v, want a panic at item 42", err)
	}
	if !strings.Contains(string(p.Stack), "TestPanicIsAnError") || strings.Contains(err.Error(), "goroutine") {
		t.Errorf("the stack belongs in Stack, not in %q", err)
	}
}

func TestEndedWorkerIsAnError(t *testing.T) {
	err := Each(t.Context(), 2, 10, func(_, i int) error {
		if i == 3 {
			runtime.Goexit()
		}
		return nil
	})
	if err == nil || !strings.Contains(err.Error(), "item 3") {
		t.Errorf("Each = %v, want an error that names item 3", err)
	}
}

func TestWorkerNumbersAreNeverShared(t *testing.T) {
	const n = 4
	var busy [n]atomic.Bool
	err := Each(t.Context(), n, 20_000, func(worker, _ int) error {
		if !busy[worker].CompareAndSwap(false, true) {
			return fmt.Errorf("worker %d is in use twice", worker)
		}
		runtime.Gosched()
		busy[worker].Store(false)
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestEachAllocatesNothingPerItem(t *testing.T) {
	var sums [2]struct {
		n int
		_ [64]byte
	}
	allocs := testing.AllocsPerRun(5, func() {
		if err := Each(t.Context(), 2, 100_000, func(w, i int) error { sums[w].n += i; return nil }); err != nil {
			t.Error(err)
		}
	})
	if allocs > 50 {
		t.Errorf("Each over 100,000 items makes %.0f allocations", allocs)
	}
}

func TestChunkSize(t *testing.T) {
	var got []int
	for _, count := range []int{0, 1, 30, 640, 1_000_000} {
		got = append(got, chunkSize(count, 2))
	}
	if want := []int{1, 1, 1, 10, 64}; !slices.Equal(got, want) {
		t.Errorf("chunkSize = %v, want %v", got, want)
	}
}

func BenchmarkEach(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if err := Each(b.Context(), 0, 1_000_000, func(_, _ int) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
