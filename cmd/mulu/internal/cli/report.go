package cli

import (
	"context"
	"errors"
	"io/fs"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/check"
	"mulu/cmd/mulu/internal/check/privacy"
	"mulu/cmd/mulu/internal/diag"
)

// For a person, not everything is printed at once; --all and the forms for programs
// have all.
const (
	mostShown = 1000
	mostOfOne = 20 // problems of one code
)

// report writes the problems, sorted, in the chosen forms: for people to standard error,
// for programs to standard output or a file.
func (r *run) report() error {
	diag.Sort(r.diags)
	diag.Protect(r.diags, r.secrets())
	report := r.collected()
	for _, o := range r.flags.targets() {
		if err := r.write(o, report); err != nil {
			return err
		}
	}
	return nil
}

// text is a file's text for the line of a problem; nil when there is none to show.
func (r *run) text(file string) []byte {
	if r.src == nil || !fs.ValidPath(file) {
		return nil
	}
	data, err := r.src.Read(file)
	if err != nil {
		return nil
	}
	return data
}

// secrets finds the lines of a text that hold personal data.
func (r *run) secrets() func(lines []string) map[int]bool {
	if o := r.outcome(); o != nil {
		return check.Secrets(o.Config, privacy.Rules)
	}
	return check.Secrets(nil, privacy.Rules)
}

// verdict is the command's result once its problems are reported.
func (r *run) verdict() error {
	if build.Stops(r.diags, r.flags.strict) {
		return errProblems
	}
	return nil
}

// judged reports the problems of what was made, and says so when they forbid it.
func (r *run) judged() error {
	if err := r.report(); err != nil {
		return err
	}
	err := r.verdict()
	if err != nil {
		r.refused()
	}
	return err
}

// stopped reports the problems that were known when an error came: they may be its
// cause. Who interrupts does not want to read them.
func (r *run) stopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return err
	}
	return errors.Join(r.report(), err)
}
