package render

import "testing"

func TestRewriteImports(t *testing.T) {
	for _, tt := range []struct{ script, want string }{
		{`import { x } from "./a.js";`, `import { x } from "./a.1.js";`},
		{`export * from './a.js'`, `export * from './a.1.js'`},
		{"import x from\n  \"./a.js\"", "import x from\n  \"./a.1.js\""},
		{`import "./a.js"; import("./a.js"); await import ( './a.js' )`, `import "./a.1.js"; import("./a.1.js"); await import ( './a.1.js' )`},
		{`import x from "../a.js"; y("./a.js"); xfrom "./a.js"; from ./a.js`, `import x from "../a.js"; y("./a.js"); xfrom "./a.js"; from ./a.js`},
		{`from "./"; from "./a.js`, `from "./"; from "./a.js`},
		{`./././from "./a.js"`, `./././from "./a.1.js"`},
		{"", ""},
	} {
		l := assetLoader{theme: &Theme{urls: map[string]Asset{"js/a.js": {URL: "assets/a.1.js"}}}}
		if got := string(l.rewriteImports("js/x.js", []byte(tt.script), nil)); got != tt.want || len(l.diags) > 0 {
			t.Errorf("rewriteImports(%q) = %q, %v; want %q", tt.script, got, l.diags, tt.want)
		}
	}
	l := assetLoader{theme: &Theme{}}
	if got := string(l.rewriteImports("js/x.js", []byte(`import "./b.js"`), nil)); got != `import "./b.js"` || len(l.diags) != 1 {
		t.Errorf("an unknown module: %q, %v", got, l.diags)
	}
}
