package cli

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows how far a build is: a bar on a terminal, one line a stage in a
// log, nothing when the user wants quiet.
type progress struct {
	out   io.Writer
	quiet bool
	bar   *progressbar.ProgressBar // of the present stage; nil where there is no terminal
	stage string
}

func (a *app) newProgress(quiet bool) *progress { return &progress{out: a.errOut, quiet: quiet} }

// barSteps is how often a bar is told of progress at most, barPause how long it then
// stays at least.
const (
	barSteps = 200
	barPause = 100 * time.Millisecond
)

// tell implements build.Options.Progress.
func (p *progress) tell(stage string, done, total int) {
	if p.quiet {
		return
	}
	if stage != p.stage {
		p.end()
		p.begin(stage, total)
	}
	if p.bar != nil && (done == total || done%(total/barSteps+1) == 0) {
		// A bar that cannot be drawn is no reason to stop; writer keeps the error.
		_ = p.bar.Set(done)
	}
	if p.bar == nil && done == total {
		fmt.Fprintf(p.out, "%s：%d\n", stage, total)
	}
}

func (p *progress) begin(stage string, total int) {
	p.stage = stage
	w, ok := p.out.(*writer)
	if !ok || !isTerminal(w.w) {
		return
	}
	p.bar = progressbar.NewOptions(total,
		progressbar.OptionSetWriter(p.out), progressbar.OptionSetDescription(stage), progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(false), progressbar.OptionSetElapsedTime(false),
		progressbar.OptionSetWidth(max(10, min(40, columns(w.w)-40))), progressbar.OptionClearOnFinish(),
		progressbar.OptionThrottle(barPause))
}

// end takes the bar away, so that what follows begins at a line's start.
func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Clear() // as in tell
		p.bar = nil
	}
	p.stage = ""
}
