package main

import (
	"slices"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/build"
)

// notPlanted are the rules of which TestRecall plants no faults, by why. Each has its test
// data all the same, see build/rules_test.go.
var notPlanted = map[string]string{
	"they are of config.toml, or want another": `accessibility-results address-clash apply-entry-missing asset-error category-deep category-detail-missing
		category-sibling-name check-code-unknown check-error-fixed check-path-missing config-bad-value config-duplicate config-key-unknown config-missing
		config-missing-value config-unknown-parent config-value-type content-missing credit-code-check head-column-missing hosting-limit head-not-applicable-filled
		holiday-missing html-unbalanced issuer-former-overlap issuer-prefix-shared issuer-unused language-unknown layout-ignored link-host-denied name-long
		navigation-broken navigation-duplicate navigation-entries news-column profile-duplicate profile-internal-field profile-legal-fields
		profile-preset-ignored profile-unknown-field search-alias-unused site-domain site-https site-id-code site-identity-missing site-time-zone
		security-expires sunset-missing sunset-unreachable template-error text-error theme-contrast`,
	"they are of a file of waivers, or a checker's results": `link-dead link-report-foreign link-report-old link-report-other waiver-expired waiver-file-missing
		waiver-invalid waiver-refused waiver-too-long waiver-unused`,
	"they compare with an earlier publication": `change-late document-vanished index-number-changed index-number-reused index-number-withdrawn
		log-unreadable published-date-changed published-unreadable`,
	"they are of a column or the whole site, and found by what is not there": `annual-report-gap annual-report-late annual-report-missing budget-missing category-empty
		column-gap column-stale guide-incomplete guide-missing guide-stale head-empty head-stale home-still`,
	"they are of a file of data beside a text, each of whose cells is wrong once in package annual": `annual-report-balance annual-report-carried
		annual-report-catalogue annual-report-cell-blank annual-report-data annual-report-in-force annual-report-results annual-report-section
		annual-report-total annual-report-twice request-carried request-data request-period request-report request-sum statistic-percent statistic-sum`,
	"it compares a text with a file of data; the texts of published reports are in package annual": `annual-report-prose`,
	"they are of the theme's pages": `layout-unused page-aria page-autofocus page-field-label page-h1 page-heading-empty page-heading-jump page-hidden-focus
		page-id-duplicate page-image-alt page-landmark page-language page-link-same page-link-vague page-list page-main page-motion page-name-missing page-outside
		page-reference page-refresh page-skip-link page-tabindex page-table-header page-table-name page-title page-zoom`,
	"they are of the names, sizes and encodings of files, which have no line": `attachment-too-long attachment-unreadable-text body-too-large data-encoding
		data-too-big data-too-deep data-too-many-keys document-file-name file-link file-mounted file-name file-name-clash file-special file-too-large file-unreadable
		image-heavy static-name static-reserved static-withheld`,
	"it tells of a defect of this program": `body-internal`,
}

// Every rule has a class of faults, or a reason why it has none.
func TestRecallCoversRules(t *testing.T) {
	planted, excused := map[string]bool{}, map[string]bool{}
	for _, f := range slices.Concat(faults, freshFaults, absentFaults, statuteFaults) {
		planted[f.code] = true
	}
	for _, codes := range notPlanted {
		for _, code := range strings.Fields(codes) {
			if excused[code] || planted[code] {
				t.Errorf("%s is planted, or excused twice", code)
			}
			excused[code] = true
		}
	}
	for _, r := range build.Rules() {
		if !planted[r.Code] && !excused[r.Code] {
			t.Errorf("%s: no faults are planted, and no reason is given", r.Code)
		}
		delete(excused, r.Code)
	}
	for code := range excused {
		t.Errorf("%s is no rule", code)
	}
}
