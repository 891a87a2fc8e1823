package publish

import (
	"errors"
	"fmt"
	"io/fs"
)

// failure is the error of an operation on a path, with its usual causes in words
// that an editor understands; the cause stays in it for errors.Is.
func failure(what, path string, err error) error {
	if why := cause(err); why != "" {
		return fmt.Errorf("%s %s：%s（%w）", what, path, why, err)
	}
	return fmt.Errorf("%s %s：%w", what, path, err)
}

func cause(err error) string {
	for _, c := range systemCauses {
		if errors.Is(err, c.err) {
			return c.words
		}
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "没有权限"
	case errors.Is(err, fs.ErrNotExist):
		return "文件或文件夹不存在"
	}
	return ""
}

// refusal is an error about an output folder that must not be replaced.
func refusal(format string, args ...any) error {
	return fmt.Errorf("%w：%w", ErrRefused, fmt.Errorf(format, args...))
}

// declined is ErrRefused, too, where it is about another folder than the output.
func declined(format string, args ...any) error { return &refusedElse{fmt.Errorf(format, args...)} }

type refusedElse struct{ error }

func (e *refusedElse) Unwrap() []error { return []error{e.error, ErrRefused} }
