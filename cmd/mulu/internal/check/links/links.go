// Package links has the rules of links, images and headings. What has no target at all
// is reported where links are resolved, by packages markdown and render.
package links

import "mulu/cmd/mulu/internal/check"

// Rules are the rules of this group, in the order in which documentation lists them.
var Rules = []*check.Rule{
	&headingOrder, &headingEmpty, &headingTitle,
	&textMissing, &textVague, &textAddress, &textMismatch, &sameText, &imageAlt, &mapNumber,
	&addressForm, &mailForm, &privateAddress, &ownAddress, &plainHTTP,
	&hostDenied, &hostUnlisted, &linkDead, &reportOther, &reportForeign, &reportOld, &imageHeavy,
}
