package journal

import (
	"strings"

	"mulu/cmd/mulu/internal/texts"
)

// Say is what a change says beside the name of its document.
func (c *Change) Say(w *texts.Table) string {
	switch c.Event {
	case Begun:
		return w.Text("log.begun", c.Documents)
	case Published:
		return w.Text("log.published")
	case Republished:
		return w.Text("log.republished")
	case Withdrawn:
		return w.Text("log.withdrawn")
	case Removed:
		return w.Text("log.removed")
	case Validity:
		return w.Text("log.validity", c.From.name(w), c.To.name(w))
	}
	parts := make([]string, len(c.What))
	for i, part := range c.What {
		parts[i] = part
		switch part {
		case Text:
			parts[i] = w.Text("log.text")
		case Fields:
			parts[i] = w.Text("log.fields")
		case Files:
			parts[i] = w.Text("log.files")
		}
	}
	return w.Text("log.changed", strings.Join(parts, w.Text("sign.list")))
}

// name is that of a state; most documents that have none are 尚未明确.
func (s *State) name(w *texts.Table) string {
	if s != nil {
		if name, ok := w.Lookup("state." + s.State); ok {
			return name
		}
	}
	return w.Text("log.unstated")
}
