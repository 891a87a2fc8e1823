// Package linked describes a site in the words of the open web's vocabularies, for search
// engines, portals and catalogues of data: schema.org in pages, DCAT for the whole.
//
// Everything comes from the plan and the Catalogue, so that it cannot disagree with the
// pages. Whether a document is in force (legislationLegalForce) is the derived validity on
// the day of the build. What META tags say already, as 内容概述 and 关键词, is not said
// again: every byte of a page counts twice, for searching reads pages.
package linked

import (
	"strconv"

	"mulu/cmd/mulu/internal/catalogue"
	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/jsontext"
	"mulu/cmd/mulu/internal/official"
	"mulu/cmd/mulu/internal/plan"
)

// Crumb is a step of the way from the home page to a page: its name, and its address
// from the site's root.
type Crumb struct{ Name, At string }

const open, closed = `<script type="application/ld+json">{"@context":"https://schema.org","@graph":[`, `]}</script>`

// AppendDocument appends what a document's page says to search engines, with the way to
// it: a Legislation where it is of a kind that has validity, else a DigitalDocument. It is
// a script element that no browser executes.
func AppendDocument(dst []byte, p *plan.Plan, d *catalogue.Document, way []Crumb) []byte {
	dst = document(append(dst, open...), p, d)
	return append(breadcrumbs(append(dst, ','), p, way), closed...)
}

// AppendWay appends what a list says: the way to it.
func AppendWay(dst []byte, p *plan.Plan, way []Crumb) []byte {
	return append(breadcrumbs(append(dst, open...), p, way), closed...)
}

// AppendSite appends what the home page says: whose site it is and, where it is, how it is searched.
func AppendSite(dst []byte, p *plan.Plan) []byte {
	c := p.Config
	dst = append(dst, open...)
	o := jsontext.Begin(dst)
	o.Text("@type", "WebSite")
	o.Text("@id", c.BaseURL+"#site")
	o.Text("url", c.BaseURL)
	o.Text("name", c.Title)
	o.Text("description", c.Description)
	o.Text("inLanguage", c.Content)
	o.Key("publisher")
	o.Dst = organization(o.Dst, c)
	if c.Search.Enabled {
		o.Key("potentialAction")
		o.Dst = searchAction(o.Dst, p)
	}
	return append(o.End(), closed...)
}

// AppendData appends what 数据开放 says: the whole catalogue as a Dataset, with its first file
// in each format.
func AppendData(dst []byte, p *plan.Plan, way []Crumb) []byte {
	c := p.Config
	o := jsontext.Begin(append(dst, open...))
	o.Text("@type", "Dataset")
	o.Text("@id", p.Canonical(plan.DataPath)+"#all")
	o.Text("name", c.Title)
	o.Text("description", description(c))
	o.Text("url", p.Canonical(plan.DataPath))
	o.Text("inLanguage", c.Content)
	o.Text("license", c.Exports.LicenseURL)
	o.Key("publisher")
	o.Dst = organization(o.Dst, c)
	if parts := p.WholeSet().Parts; len(parts) > 0 && len(p.Formats()) > 0 {
		if parts[0].Newest {
			parts = parts[1:]
		}
		o.Key("distribution")
		for i, f := range p.Formats() {
			d := jsontext.Begin(append(o.Dst, "[,"[min(i, 1)]))
			d.Text("@type", "DataDownload")
			d.Text("encodingFormat", formats[f].media)
			d.Text("contentUrl", c.BaseURL+parts[0].Path(f))
			o.Dst = d.End()
		}
		o.Dst = append(o.Dst, ']')
	}
	return append(breadcrumbs(append(o.End(), ','), p, way), closed...)
}

func organization(dst []byte, c *config.Config) []byte {
	o := jsontext.Begin(dst)
	o.Text("@type", "GovernmentOrganization")
	o.Text("name", c.Site.Name)
	o.Text("identifier", c.Site.IDCode)
	o.Text("url", c.Site.Portal)
	o.Text("address", c.Site.Address)
	o.Text("telephone", c.Site.Phone)
	o.Text("faxNumber", c.Site.Fax)
	o.Text("email", c.Site.Email)
	return o.End()
}

func searchAction(dst []byte, p *plan.Plan) []byte {
	o := jsontext.Begin(dst)
	o.Text("@type", "SearchAction")
	o.Text("target", p.Canonical(plan.SearchPath)+"?q={q}")
	o.Text("query-input", "required name=q")
	return o.End()
}

func document(dst []byte, p *plan.Plan, d *catalogue.Document) []byte {
	o := jsontext.Begin(dst)
	law := d.HasValidity()
	if law {
		o.Text("@type", "Legislation")
	} else {
		o.Text("@type", "DigitalDocument")
	}
	o.Text("@id", p.Canonical(plan.DocumentPath(d.Index)))
	o.Text("name", d.Title)
	o.Text("identifier", d.Index)
	o.Text("inLanguage", p.Config.Content)
	if law {
		legislation(&o, d)
	} else {
		if d.Class != nil {
			o.Text("genre", d.Class.Name)
		}
		o.Text("dateCreated", d.Written.String())
	}
	o.Text("datePublished", d.Published.String())
	o.Text("dateModified", d.LastChange().String())
	o.Key("publisher")
	o.Dst = issuers(o.Dst, d)
	relations(&o, p, d)
	return o.End()
}

// forces are the states of legal force that schema.org knows. A document that was amended
// is in force in its new wording.
var forces = map[official.Validity]string{
	official.NotYet: "NotInForce", official.InForce: "InForce", official.Amended: "InForce", official.PartlyInvalid: "PartiallyInForce",
	official.Expired: "NotInForce", official.Repealed: "NotInForce",
}

func legislation(o *jsontext.Object, d *catalogue.Document) {
	o.Text("legislationIdentifier", d.DocNumber)
	if d.Class != nil {
		o.Text("legislationType", d.Class.Name)
	}
	o.Text("legislationDate", d.Written.String())
	o.Text("legislationDateOfApplicability", d.Effective.String())
	if force := forces[d.Validity.State]; force != "" {
		o.Text("legislationLegalForce", "https://schema.org/"+force)
	}
	if !d.Expires.IsZero() {
		o.Text("expires", d.Expires.String())
	}
}

func issuers(dst []byte, d *catalogue.Document) []byte {
	for i, is := range d.Issuers {
		dst = append(dst, "[,"[min(i, 1)])
		o := jsontext.Begin(dst)
		o.Text("@type", "GovernmentOrganization")
		o.Text("name", d.IssuerName(i))
		o.Text("identifier", is.Code)
		dst = o.End()
	}
	if len(d.Issuers) == 0 {
		dst = append(dst, '[')
	}
	return append(dst, ']')
}

// properties are the relations as schema.org names them; the others have no word there.
var properties = [...]struct {
	of   catalogue.RelationType
	name string
}{{catalogue.Amends, "legislationAmends"}, {catalogue.Repeals, "legislationRepeals"}, {catalogue.Replaces, "legislationRepeals"},
	{catalogue.Interprets, "about"}, {catalogue.FeedbackOn, "about"}, {catalogue.AttachedTo, "isPartOf"}}

// relations adds those that the document states, each name once.
func relations(o *jsontext.Object, p *plan.Plan, d *catalogue.Document) {
	last := ""
	for _, k := range properties {
		for i := range d.Out {
			r := &d.Out[i]
			if r.Type != k.of {
				continue
			}
			if k.name == last {
				o.Dst = append(o.Dst[:len(o.Dst)-1], ',')
			} else {
				o.Key(k.name)
				o.Dst, last = append(o.Dst, '['), k.name
			}
			other := jsontext.Begin(o.Dst)
			other.Text("@id", p.Canonical(plan.DocumentPath(r.Doc.Index)))
			o.Dst = append(other.End(), ']')
		}
	}
}

func breadcrumbs(dst []byte, p *plan.Plan, way []Crumb) []byte {
	dst = append(dst, `{"@type":"BreadcrumbList","itemListElement":[`...)
	for i, c := range way {
		if i > 0 {
			dst = append(dst, ',')
		}
		o := jsontext.Begin(dst)
		o.Text("@type", "ListItem")
		o.Key("position")
		o.Dst = strconv.AppendInt(o.Dst, int64(i+1), 10)
		o.Text("name", c.Name)
		if i < len(way)-1 { // the last is the page itself, whose address is known
			o.Text("item", p.Canonical(c.At))
		}
		dst = o.End()
	}
	return append(dst, "]}"...)
}
