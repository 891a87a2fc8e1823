package catalogue

import (
	"path"
	"slices"
	"strings"

	"mulu/cmd/mulu/internal/tree"
)

// Inverse labels and labels of relations, from the one and from the other end.
var relationLabels = [...]struct{ out, in, slug, inSlug, key string }{
	Interprets: {"本文解读的文件", "本文件的解读", "interprets", "interpreted-by", "interprets"},
	Amends:     {"本文修改的文件", "修改本文件的文件", "amends", "amended-by", "amends"},
	Repeals:    {"本文废止的文件", "废止本文件的文件", "repeals", "repealed-by", "repeals"},
	Replaces:   {"本文替代的文件", "替代本文件的文件", "replaces", "replaced-by", "replaces"},
	FeedbackOn: {"本文反馈的意见征集", "意见征集的反馈", "feedback-on", "feedback", "feedback_on"},
	AttachedTo: {"本文随以下文件印发", "随本文印发的文件", "attached-to", "attachment", "attached_to"},
	RelatedTo:  {"其他相关文件", "其他相关文件", "related", "related", "related"},
}

// partLabels are for a repeal that leaves the rest of its target in force: who reads
// only the heading must not take the target for repealed.
var partLabels = struct{ out, in string }{"本文废止部分内容的文件", "废止本文件部分内容的文件"}

// RelationTypes are all relations in the order in which pages show them.
var RelationTypes = []RelationType{Interprets, FeedbackOn, Amends, Repeals, Replaces, AttachedTo, RelatedTo}

// Label is the heading for relations that a document states (out) or that others
// state of it.
func (t RelationType) Label(out bool) string {
	if out {
		return relationLabels[t].out
	}
	return relationLabels[t].in
}

// Partial says whether a relation ends a part of its target only.
func (r Relation) Partial() bool { return r.Type == Repeals && r.Scope != "" }

// PartLabel is the heading for partial repeals.
func PartLabel(out bool) string {
	if out {
		return partLabels.out
	}
	return partLabels.in
}

// Slug is the machine name of the relation, or of its inverse.
func (t RelationType) Slug(out bool) string {
	if out {
		return relationLabels[t].slug
	}
	return relationLabels[t].inSlug
}

// Key is the front-matter key of the relation.
func (t RelationType) Key() string { return relationLabels[t].key }

// relate resolves every relation as written to a record.
func (l *linker) relate() {
	for i, r := range l.records {
		if r.More == nil {
			continue
		}
		var nth [len(relationLabels)]int
		for k := range r.More.Refs {
			ref := &r.More.Refs[k]
			if to, ok := l.resolve(r, ref, nth[ref.Type]); ok {
				l.edges = append(l.edges, edge{int32(i), to, int32(nth[ref.Type]), ref})
			}
			nth[ref.Type]++
		}
	}
}

// mostChoices bounds how many documents a hint offers: one number may be borne by
// thousands.
const mostChoices = 10

func firstOf(names []string) string {
	if len(names) <= mostChoices {
		return strings.Join(names, "、")
	}
	return strings.Join(names[:mostChoices], "、") + " 等"
}

// resolve finds the record that a relation means.
func (l *linker) resolve(r *Record, ref *Ref, nth int) (to int32, ok bool) {
	index, faults := l.meant(r.Path, ref.Target)
	switch {
	case len(faults) > 1:
		l.report(ruleRelAmbiguous.At(r.Path, l.at(r.Path, ref.Type.Key(), nth), "有 %d 个文件的发文字号是 %s", len(faults), ref.Target).
			WithHint("改用索引号：%s", firstOf(faults)))
		return 0, false
	case index == "" && l.broken[path.Join(path.Dir(r.Path), ref.Target)]:
		return 0, false // the target's own problem is enough
	case index == "":
		d := ruleRelUnknown.At(r.Path, l.at(r.Path, ref.Type.Key(), nth), "找不到“%s”所指的文件", ref.Target)
		if near := l.nearTarget(ref.Target); near != "" {
			d = d.WithHint("是不是 %s？", near)
		} else {
			d = d.WithHint("%s", ruleRelUnknown.Repair)
		}
		l.report(d)
		return 0, false
	}
	to, _ = l.recordOf(index)
	switch t := l.records[to]; {
	case t.Path == r.Path:
		l.report(ruleRelSelf.At(r.Path, l.at(r.Path, ref.Type.Key(), nth), "文件不能%s自己", verbs[ref.Type]))
		return 0, false
	case !t.public() && r.public():
		l.report(ruleRelHidden.At(r.Path, l.at(r.Path, ref.Type.Key(), nth), "“%s”所指的文件不是主动公开的，页面上不会显示", ref.Target))
	}
	return to, true
}

var verbs = [...]string{Interprets: "解读", Amends: "修改", Repeals: "废止", Replaces: "替代", FeedbackOn: "反馈", AttachedTo: "附于", RelatedTo: "关联"}

// meant gives the index number that a target means, or several when a document
// number is borne by several documents.
func (l *linker) meant(file, target string) (index string, several []string) {
	if _, ok := l.recordOf(target); ok {
		return target, nil
	}
	if strings.HasSuffix(target, ".md") {
		return l.indexOf(path.Join(path.Dir(file), target)), nil
	}
	list := slices.DeleteFunc(l.bearersOf(canonicalNumber(target)), func(s string) bool {
		i, _ := l.recordOf(s)
		return l.records[i].Path == file
	})
	if len(list) == 1 {
		return list[0], nil
	}
	return "", list
}

// indexOf is the index number of a source file, "" when there is none.
func (l *linker) indexOf(file string) string {
	if i, ok := slices.BinarySearchFunc(l.records, file, func(r *Record, file string) int { return strings.Compare(r.Path, file) }); ok {
		return l.records[i].Index
	}
	return ""
}

// nearTarget looks for a number like the one that was not found. It looks only at
// numbers with the same beginning, so that it stays cheap in a large catalogue.
func (l *linker) nearTarget(target string) string {
	if l.numbers == nil {
		for _, r := range l.records {
			l.numbers = append(l.numbers, r.Index, r.DocNumber) // an empty one is near to nothing
		}
		slices.Sort(l.numbers)
	}
	head := target[:len(target)*2/3]
	from, _ := slices.BinarySearch(l.numbers, head)
	near := l.numbers[from:min(from+200, len(l.numbers))]
	end := slices.IndexFunc(near, func(s string) bool { return !strings.HasPrefix(s, head) })
	if end < 0 {
		end = len(near)
	}
	return tree.Nearest(target, near[:end])
}

// public says whether the document may reach the output; a withdrawn one may only
// as a tombstone.
func (r *Record) public() bool {
	return r.Disclosure.Public() && !r.Draft && r.Index != "" && (r.More == nil || r.More.Withdrawn == nil)
}

// ordered are the relations that must not run in a circle, in groups that count
// together: what one document does to another, the other cannot do to it.
var ordered = [...][]RelationType{{Repeals, Replaces, Amends}, {Interprets}, {FeedbackOn}, {AttachedTo}}

// findCycles reports each circle of relations once, at one of its relations.
func (l *linker) findCycles() {
	for _, group := range ordered {
		next := map[int32][]edge{}
		for _, e := range l.edges {
			if slices.Contains(group, e.ref.Type) {
				next[e.from] = append(next[e.from], e)
			}
		}
		c := cycleFinder{linker: l, next: next, state: make(map[int32]uint8, len(next))}
		for i := range l.records {
			if len(next[int32(i)]) > 0 {
				c.walk(int32(i))
			}
		}
	}
}

// cycleFinder walks a graph depth first without recursion, for a chain of relations
// may be as long as the catalogue.
type cycleFinder struct {
	*linker
	next  map[int32][]edge
	state map[int32]uint8 // 1 on the path, 2 done
}

type step struct {
	at   int32
	edge int
}

func (c *cycleFinder) walk(start int32) {
	if c.state[start] != 0 {
		return
	}
	path := []step{{at: start}}
	c.state[start] = 1
	for len(path) > 0 {
		top := &path[len(path)-1]
		if top.edge == len(c.next[top.at]) {
			c.state[top.at] = 2
			path = path[:len(path)-1]
			continue
		}
		e := c.next[top.at][top.edge]
		top.edge++
		switch c.state[e.to] {
		case 0:
			c.state[e.to] = 1
			path = append(path, step{at: e.to})
		case 1:
			c.cycle(path, e)
		}
	}
}

// longestCircle is how many documents of a circle a message names.
const longestCircle = 10

func (c *cycleFinder) cycle(path []step, e edge) {
	r := c.records[e.from]
	d := ruleRelCycle.At(r.Path, c.at(r.Path, e.ref.Type.Key(), int(e.nth)), "%s关系成了圈：%s 又回到本文件", verbs[e.ref.Type], e.ref.Target)
	for i, s := range path {
		if s.at != e.to {
			continue
		}
		for _, t := range path[i:min(len(path)-1, i+longestCircle)] {
			other := c.records[t.at]
			d = d.WithRelated(other.Path, c.at(other.Path, "title"), "圈中的文件")
		}
		break
	}
	c.report(d)
}
