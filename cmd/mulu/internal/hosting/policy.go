package hosting

import (
	"strings"

	"mulu/cmd/mulu/internal/config"
)

// csp is the policy that every page has, also where its server sends none: nothing from
// elsewhere, no script or style in the page itself, no text that becomes script.
const csp = "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; img-src 'self'; " +
	"script-src 'self'; style-src 'self'; require-trusted-types-for 'script'"

// Policy is the Content-Security-Policy of a site's pages as they hold it themselves: csp, and
// the other sites that are searched together with this one. It has no double quote.
func Policy(c *config.Config) string {
	const self = "connect-src 'self'"
	sources := strings.Join(append([]string{self}, c.Search.Origins()...), " ")
	return strings.Replace(csp, self, sources, 1)
}

// headerPolicy is Policy with what works only as a header: who may show a page in a frame.
// Sound and film of the site may be opened by themselves, for which browsers make a page.
func headerPolicy(c *config.Config) string {
	return Policy(c) + "; media-src 'self'; frame-ancestors " + strings.Join(append([]string{"'self'"}, c.Hosting.Frames...), " ")
}
