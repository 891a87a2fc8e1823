package diag

// Packed is a Diagnostic in little more than half of its memory, for a build that finds
// 100,000 of them while it keeps a whole catalogue: what few have is apart, and places are
// 32 bits, for a file has at most 16 MB.
type Packed struct {
	file, code, message, hint  string
	line, col, endLine, endCol int32
	severity                   Severity
	secret, known              bool
	rest                       *rest // nil for none of it
}

// rest is what few problems have.
type rest struct {
	related     []Related
	found, mark string
	waived      *Waiver
}

// Pack keeps a problem.
func Pack(d *Diagnostic) Packed {
	p := Packed{file: d.File, code: d.Code, message: d.Message, hint: d.Hint,
		line: int32(d.Pos.Line), col: int32(d.Pos.Col), endLine: int32(d.Pos.EndLine), endCol: int32(d.Pos.EndCol),
		severity: d.Severity, secret: d.Secret, known: d.Known}
	if d.Related != nil || d.Found != "" || d.Mark != "" || d.Waived != nil {
		p.rest = &rest{d.Related, d.Found, d.Mark, d.Waived}
	}
	return p
}

// Unpack gives the problem that was packed.
func (p *Packed) Unpack() Diagnostic {
	d := Diagnostic{File: p.file, Code: p.code, Message: p.message, Hint: p.hint,
		Pos:      Pos{int(p.line), int(p.col), int(p.endLine), int(p.endCol)},
		Severity: p.severity, Secret: p.secret, Known: p.known}
	if r := p.rest; r != nil {
		d.Related, d.Found, d.Mark, d.Waived = r.related, r.found, r.mark, r.waived
	}
	return d
}
