package catalogue

import (
	"cmp"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
)

// publish makes documents of the public records, newest first, and joins them.
func (l *linker) publish() {
	at := make([]int32, len(l.records))
	l.unlisted, l.closed, l.numbered = map[string]string{}, map[string]place{}, map[int32]bearer{}
	var public []int32
	for i, r := range l.records {
		at[i] = -1
		if r.public() {
			public = append(public, int32(i))
			continue
		}
		l.unlisted[r.Path] = r.Index
		l.close(int32(i))
		switch {
		case r.More != nil && r.More.Withdrawn != nil && r.Disclosure.Public() && !r.Draft && r.Index != "":
			w := r.More.Withdrawn
			l.Withdrawn = append(l.Withdrawn, Tomb{r.Path, r.Index, w.On, w.Reason, r.More.Aliases})
			l.closed[r.Index] = withdrawn
		default:
			l.Hidden++
			switch {
			case r.Draft && r.Disclosure.Public():
				l.Drafts = append(l.Drafts, r)
			case !r.Draft && r.Disclosure != 0 && !r.Disclosure.Public():
				l.Withheld = append(l.Withheld, withhold(r))
			}
		}
	}
	slices.SortFunc(l.Withdrawn, func(a, b Tomb) int { return strings.Compare(a.Index, b.Index) })
	l.sortNewest(public)
	l.byIndex, l.byRec = l.byRec[:0], nil
	l.Documents, l.ByPath = make([]Document, len(public)), make([]int32, 0, len(public))
	for id, i := range public {
		l.Documents[id] = NewDocument(l.records[i])
		l.Documents[id].ID = int32(id)
		l.byIndex.add(l.records[i].Index, id)
		at[i] = int32(id)
	}
	l.byIndex.sort()
	for _, id := range at {
		if id >= 0 {
			l.ByPath = append(l.ByPath, id)
		}
	}
	l.docAt = at
	l.join()
}

// close notes the numbers of a record that is not among the documents.
func (l *linker) close(i int32) {
	r := l.records[i]
	if r.Index == "" {
		return
	}
	if _, known := l.closed[r.Index]; !known {
		l.closed[r.Index] = hidden
	}
	if r.DocNumber != "" {
		l.numbered[i] = bearer{r.DocNumber, r.Index}
	}
}

// sortNewest sorts records, the newest first. What decides mostly is laid side by side: to
// follow pointers for each comparison takes three times as long.
func (l *linker) sortNewest(public []int32) {
	type dated struct {
		on     official.Date
		index  string
		record int32
	}
	keys := make([]dated, len(public))
	for k, i := range public {
		keys[k] = dated{l.records[i].Published, l.records[i].Index, i}
	}
	slices.SortFunc(keys, func(x, y dated) int {
		if c := y.on.Compare(x.on); c != 0 {
			return c
		}
		if c := strings.Compare(y.index, x.index); c != 0 {
			return c
		}
		return strings.Compare(l.records[x.record].Path, l.records[y.record].Path)
	})
	for k := range keys {
		public[k] = keys[k].record
	}
}

func withhold(r *Record) Withheld {
	w := Withheld{Path: r.Path, Disclosure: r.Disclosure}
	if r.More != nil {
		w.Reassess, w.Requests = r.More.Reassess, r.More.Requests
	}
	return w
}

// join gives both ends of each relation between public documents. Relations of the
// same target are kept in the order of the stating documents, newest first.
func (l *linker) join() {
	for _, e := range l.edges {
		a, b := l.document(e.from), l.document(e.to)
		if a == nil || b == nil {
			continue
		}
		a.unshare()
		b.unshare()
		a.Out = append(a.Out, Relation{e.ref.Type, e.ref.Compare, e.nth, b, e.ref.Scope, e.ref.On, e.ref.Note})
		b.In = append(b.In, Relation{e.ref.Type, e.ref.Compare, e.nth, a, e.ref.Scope, e.ref.On, e.ref.Note})
	}
	for i := range l.Documents {
		if l.Documents[i].Links == &noLinks {
			continue
		}
		slices.SortStableFunc(l.Documents[i].In, func(a, b Relation) int { return cmp.Compare(a.Doc.ID, b.Doc.ID) })
	}
}

// unshare gives a document Links of its own.
func (d *Document) unshare() {
	if d.Links == &noLinks {
		d.Links = new(Links)
	}
}

// document is what a record was published as; nil when it is not public.
func (l *linker) document(record int32) *Document {
	if id := l.docAt[record]; id >= 0 {
		return &l.Documents[id]
	}
	return nil
}

// event is something that changes a document's state from a day on.
type event struct {
	on    official.Date
	state official.Validity
	cause Cause
	*Grounds
}

// derive computes the validity of every document and compares what was typed.
func (l *linker) derive() {
	l.acts = map[int32][]event{}
	for _, e := range l.edges {
		if ev, ok := l.act(e); ok && l.docAt[e.to] >= 0 {
			l.acts[l.docAt[e.to]] = append(l.acts[l.docAt[e.to]], ev)
		}
	}
	l.anew = map[int32]anew{}
	for id, events := range l.acts {
		if rest, text := restated(&l.Documents[id], events); text.by != nil {
			l.acts[id], l.anew[id] = rest, text
		}
	}
	for i := range l.Documents {
		d := &l.Documents[i]
		d.Validity = validityOn(l.Today, l.events(d), d.hasValidity())
		l.compareTyped(d)
	}
}

// act is what a relation does to its target, from the day on which the acting
// document takes effect. A document that is no more than a draft does nothing; one
// that is not public acts, but is not named.
func (l *linker) act(e edge) (event, bool) {
	from := l.records[e.from]
	if from.Draft || from.More.Withdrawn != nil {
		return event{}, false
	}
	on := e.ref.On
	for _, d := range [...]official.Date{from.Effective, from.Published, from.Written} {
		if on.IsZero() {
			on = d
		}
	}
	by, scope := l.document(e.from), e.ref.Scope
	if by == nil {
		scope = "" // its words are not public either
	}
	ev := event{on: on, Grounds: grounds(by, "")}
	switch {
	case e.ref.Type == Repeals && e.ref.Scope != "":
		ev.state, ev.cause, ev.Grounds = official.PartlyInvalid, ByPartial, grounds(by, scope)
	case e.ref.Type == Repeals:
		ev.state, ev.cause = official.Repealed, ByRepeal
	case e.ref.Type == Replaces:
		ev.state, ev.cause = official.Repealed, ByReplace
	case e.ref.Type == Amends:
		ev.state, ev.cause, ev.Grounds = official.Amended, ByAmend, grounds(by, scope)
	default:
		return event{}, false
	}
	return ev, true
}

// ownEvents is what a document's own header says of its validity.
func (c *Catalogue) ownEvents(r *Record) []event {
	var events []event
	if m := r.More; m != nil && (!m.Repealed.IsZero() || m.RepealedBy != "") {
		on := m.Repealed
		if on.IsZero() {
			on = r.Published
		}
		events = append(events, event{on: on, state: official.Repealed, cause: ByStatement, Grounds: grounds(nil, m.RepealedBy)})
	}
	if on, cause, basis := c.Lapses(r); cause != ByNothing {
		events = append(events, event{on: on, state: official.Expired, cause: cause, Grounds: grounds(nil, basis)})
	}
	if !r.Effective.IsZero() {
		// Before 施行日期 the document is 尚未施行; the event is the day it ends.
		events = append(events, event{on: r.Effective, state: official.NotYet, cause: ByEffective, Grounds: &noGrounds})
	}
	return events
}

// Lapses is the first day on which a document is no longer valid by its own term: that
// of 有效期至 (ByExpiry), else that of a sunset rule of the site (BySunset), whose basis is
// given. ByNothing and no day when it has none.
func (c *Catalogue) Lapses(r *Record) (on official.Date, cause Cause, basis string) {
	if !r.Expires.IsZero() {
		return r.Expires.AddDays(1), ByExpiry, ""
	}
	if on, basis, ok := c.sunset(r); ok {
		return on, BySunset, basis
	}
	return on, ByNothing, ""
}

// sunset is the first day on which a document without 有效期至 has lapsed by a rule
// of the site.
func (c *Catalogue) sunset(r *Record) (on official.Date, basis string, ok bool) {
	from := r.Effective
	if from.IsZero() {
		from = r.Written
	}
	// An interpretation of 办法（试行） bears the words in its title and lapses by no rule.
	if from.IsZero() || !r.hasValidity() {
		return on, "", false
	}
	for i := range c.Config.Sunsets {
		s := &c.Config.Sunsets[i]
		if s.Class != "" && (r.Class == nil || r.Class.Name != s.Class) || s.Title != "" && !config.HoldsWord(r.Title, s.Title) {
			continue
		}
		return from.AddYears(s.Years), s.Basis, true
	}
	return on, "", false
}

// rank orders states that hold at the same time: the graver one counts.
var rank = [...]int{official.InForce: 1, official.Amended: 2, official.PartlyInvalid: 3, official.NotYet: 4, official.Expired: 5, official.Repealed: 6, official.Unstated: 0}

// validityOn is the state on a day, and the next day on which it becomes another.
func validityOn(today official.Date, events []event, has bool) Validity {
	v := stateOn(today, events, has)
	slices.SortStableFunc(events, func(a, b event) int { return a.on.Compare(b.on) })
	for _, e := range events {
		if !e.on.After(today) {
			continue
		}
		if next := stateOn(e.on, events, has); next.State != v.State {
			v.Until = e.on
			if next.Cause != ByNothing && next.Cause != ByExpiry {
				kept := next // so that only what is kept goes to the heap
				v.Grounds = &Grounds{v.By, v.Basis, &kept}
			}
			break
		}
	}
	return v
}

func stateOn(day official.Date, events []event, has bool) Validity {
	best := Validity{State: official.InForce, Grounds: &noGrounds}
	if !has {
		best.State = official.Unstated
	}
	for _, e := range events {
		holds := !e.on.After(day)
		if e.state == official.NotYet {
			holds = !holds
		}
		if !holds || e.on.IsZero() {
			continue
		}
		if r, b := rank[e.state], rank[best.State]; r > b || r == b && e.on.Before(best.On) {
			best = Validity{State: e.state, Cause: e.cause, On: e.on, Grounds: e.Grounds}
		}
	}
	return best
}

// hasValidity says whether a document is of a kind that has validity at all: by its
// class, or where none is said, by what its header tells.
func (r *Record) hasValidity() bool {
	if r.Typed != 0 && r.Typed != official.Unstated {
		return true
	}
	if r.Class != nil {
		return r.Class.Validity
	}
	return r.DocNumber != "" || !r.Effective.IsZero() || !r.Expires.IsZero()
}

// compareTyped reports a typed validity that is not the derived one. Time alone can
// only make a typed state too good, and that must not stop a nightly build; a typed
// state that is graver than the facts has no cause on record, and the page could
// neither say it nor deny it.
func (l *linker) compareTyped(d *Document) {
	typed, now := d.Typed, d.Validity.State
	if typed == 0 || typed == now {
		return
	}
	pos := l.at(d.Path, "validity")
	if graver := typed == official.Repealed || typed == official.Expired || typed == official.PartlyInvalid || typed == official.Amended; graver && rank[typed] > rank[now] {
		l.report(ruleValidityCause.At(d.Path, pos, "写的有效性是“%s”，但日期和关系推算为“%s”", typed, now).WithHint("%s", ruleValidityCause.Repair))
		return
	}
	l.report(ruleValidity.At(d.Path, pos, "写的有效性是“%s”，推算为“%s”%s", typed, now, d.Validity.why()).WithHint("页面显示推算的结果；可以删去这一行"))
}

// Standing says whether a document with this state is one to go by, now or soon.
func (v Validity) Standing() bool {
	switch v.State {
	case official.InForce, official.Amended, official.PartlyInvalid, official.NotYet:
		return true
	}
	return false
}

// InForce says whether a document with this state is one to go by at that time, wholly or
// in part.
func (v Validity) InForce() bool { return v.Standing() && v.State != official.NotYet }

// Ended says whether a document has lapsed or was repealed.
func (v Validity) Ended() bool { return v.State == official.Expired || v.State == official.Repealed }

// why names the cause of a state for a message.
func (v Validity) why() string {
	switch v.Cause {
	case ByEffective:
		return "（" + v.On.String() + " 起施行）"
	case ByExpiry, BySunset:
		return "（" + v.On.String() + " 起失效）"
	case ByRepeal, ByReplace, ByAmend, ByPartial:
		if v.By != nil {
			return "（依据 " + v.By.Path + "）"
		}
	}
	return ""
}
