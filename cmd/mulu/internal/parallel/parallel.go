// Package parallel runs a function over many items with a bounded number of
// workers. It is the only place of the program that starts workers.
//
// Its promise: results come back in the order of the items, the error returned
// does not depend on which worker was faster, a cancelled context stops the work
// soon, a panic becomes an error, and no goroutine outlives the call. What the
// items are, and what workers may share, it leaves to the caller: fn may read
// what nobody changes, and may keep buffers of its own by worker number.
package parallel

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// PanicError is the error of an item whose function panicked.
type PanicError struct {
	Index int    // of the item, from 0
	Value any    // what was passed to panic
	Stack []byte // of the worker at the panic, for the log
}

// Error names the item and the value, without the stack.
func (e *PanicError) Error() string { return fmt.Sprintf("panic at item %d: %v", e.Index, e.Value) }

// Unwrap gives the value of the panic if it was an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// Map calls fn for each item on up to n workers (n <= 0: GOMAXPROCS) and returns
// the results in the order of the items. worker counts from 0 and is never in
// use twice at one time. Map stops at the first error or when ctx is cancelled,
// as Each does, and then returns no results.
func Map[T, R any](ctx context.Context, n int, items []T, fn func(worker int, item T) (R, error)) ([]R, error) {
	results := make([]R, len(items))
	err := Each(ctx, n, len(items), func(worker, i int) (err error) {
		results[i], err = fn(worker, items[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	return results, nil
}

// Each calls fn for each i from 0 to count-1 on up to n workers (n <= 0:
// GOMAXPROCS). worker counts from 0 and is never in use twice at one time, so fn
// may keep a buffer per worker. Each allocates nothing per item, which makes it
// fit for streams of millions.
//
// An error of fn stops the work: no item after it is begun, but all before it
// are finished, so that the error returned is always that of the lowest item
// that fails. A cancelled ctx stops the work after the items under way, and the
// error is then its cause. A panic in fn is a *PanicError.
func Each(ctx context.Context, n, count int, fn func(worker, i int) error) error {
	r := &run{ctx: ctx, fn: fn, count: count, workers: min(Workers(n), count)}
	r.chunk = chunkSize(count, r.workers)
	r.limit.Store(int64(count))
	for w := range r.workers {
		r.wait.Go(func() { r.work(w) })
	}
	r.wait.Wait()
	return r.result()
}

// chunkSize is how many items a worker takes at once: enough to make the taking
// cheap, few enough that the last chunks end at about the same time.
func chunkSize(count, workers int) int {
	const shares, most = 32, 64
	return max(1, min(most, count/(max(1, workers)*shares)))
}

// run is the state of one call of Each.
type run struct {
	ctx     context.Context
	fn      func(worker, i int) error
	count   int
	chunk   int
	workers int
	wait    sync.WaitGroup

	next    atomic.Int64 // first item that nobody took
	limit   atomic.Int64 // lowest item that failed; items from here on need not be done
	stopped atomic.Bool  // ctx was cancelled before all items were done

	mu  sync.Mutex
	err error // of item limit
}

func (r *run) work(worker int) {
	for {
		from := int(r.next.Add(int64(r.chunk))) - r.chunk
		if from >= r.count || !r.span(worker, from, min(from+r.chunk, r.count)) {
			return
		}
	}
}

// span does the items of one chunk and says whether more may be taken. Chunks
// are taken in order, so everything before a failed item is in someone's hands.
func (r *run) span(worker, from, to int) bool {
	for i := from; i < to; i++ {
		if int64(i) >= r.limit.Load() {
			return false
		}
		if r.ctx.Err() != nil {
			r.stopped.Store(true)
			return false
		}
		if err := r.call(worker, i); err != nil {
			r.fail(i, err)
			return false
		}
	}
	return true
}

// call runs fn and turns a panic into an error. fn may also end its goroutine
// (as testing's FailNow does): that must not look like success.
func (r *run) call(worker, i int) (err error) {
	returned := false
	defer func() {
		if returned {
			return
		}
		if v := recover(); v != nil {
			err = &PanicError{Index: i, Value: v, Stack: debug.Stack()}
			return
		}
		r.fail(i, fmt.Errorf("item %d ended its worker", i))
	}()
	err = r.fn(worker, i)
	returned = true
	return err
}

func (r *run) fail(i int, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if int64(i) < r.limit.Load() {
		r.limit.Store(int64(i))
		r.err = err
	}
}

func (r *run) result() error {
	if r.err != nil {
		return r.err
	}
	if r.stopped.Load() {
		return context.Cause(r.ctx)
	}
	return nil
}

// Workers is how many workers n stands for: Each and Map start at most so many, and
// number them from 0.
func Workers(n int) int {
	if n <= 0 {
		return runtime.GOMAXPROCS(0)
	}
	return n
}

// leastReaders is how many files a disk is asked for at a time at least.
const leastReaders = 8

// Readers is how many workers read or copy files that may not be in memory: a disk, more so
// one of a cloud or of another machine, answers late, and several questions at once in hardly
// more time than one. A check of 10,000 documents that the system had forgotten takes 3.6 s so, 8.4 with
// two workers.
func Readers() int { return max(leastReaders, Workers(0)) }
