package build

import (
	"runtime/debug"

	"mulu/cmd/mulu/internal/diag"
)

// The problems that a pass finds are packed until it is over, and given when the rest of what
// it knew is forgotten: of 100,000 documents they take 24 MB.

// report keeps problems.
func (p *pass) report(ds []diag.Diagnostic) {
	if len(ds) == 0 {
		return
	}
	p.mu.Lock()
	for i := range ds {
		p.found.Add(&ds[i])
	}
	p.mu.Unlock()
}

// pieceOfFound is how many problems the policy sees at a time, at least.
const pieceOfFound = 256

// judge sorts what was found, and does with it what the policy says.
func (p *pass) judge() {
	p.found.Sort()
	p.found.Judge(pieceOfFound, func(ds []diag.Diagnostic) []diag.Diagnostic { return p.policy.Apply(p.scope.keep(ds)) })
}

// stops says whether what was found forbids publication.
func (p *pass) stops(strict bool) bool { return stops(p.found.Counts(), strict) }

// manyFound is from how many problems on memory is given back before they are unpacked: they
// need 20 MB and more in one piece, which is seldom free between what is kept.
const manyFound = 20_000

// forget lets go of what nobody asks for after a publication.
func (p *pass) forget() {
	p.texts, p.named, p.files, p.fragments, p.lists, p.barriers = nil, nil, nil, nil, nil, barriers{}
	if p.found.Len() > manyFound {
		debug.FreeOSMemory()
	}
}

// problems are what was found, which is then no longer packed. There is room for those that
// Load told, so that who tells both need not copy the many.
func (p *pass) problems() []diag.Diagnostic {
	all := make([]diag.Diagnostic, 0, p.found.Len()+p.told+pieceOfFound)
	for d := range p.found.All() {
		all = append(all, d)
	}
	p.found = diag.List{}
	return all
}
