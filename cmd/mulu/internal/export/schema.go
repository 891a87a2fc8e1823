package export

import _ "embed"

// Schema is the JSON Schema (draft 2020-12) of records, and under $defs/list of the JSON
// exports. It is published at an address that has its version.
//
//go:embed document-1.json
var Schema []byte
