package tree

import "mulu/cmd/mulu/internal/diag"

func (r *tomlReader) syntaxProblem(firstLine int) diag.Diagnostic {
	return ruleTOML.At(r.file, placeAt(r.text, r.off, firstLine), "TOML 格式错误").WithHint("%s", ruleTOML.Repair)
}
