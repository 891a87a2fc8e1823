package scaffold

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"text/template"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/official"
)

// NewSite is what a new site begins with. Empty texts become placeholders that
// build and that the comments in config.toml ask to replace.
type NewSite struct {
	Title, Issuer, Code, BaseURL string
	CI                           string        // the name of a recipe, see Recipes; "" puts an example of one where no service reads it
	Today                        official.Date // the day of the sample documents
}

//go:embed templates
var templates embed.FS

// The placeholders. The code has a region that does not exist and right check
// characters.
const (
	sampleIssuer = "示例市示例局"
	sampleCode   = "11990000000000019A"
	sampleURL    = "https://xxgk.example/"
)

// siteData is what the templates show.
type siteData struct {
	NewSite
	recipe Recipe
	Preset string // of index numbers; "" is the default
	scheme *official.Scheme
}

// Init makes a new site in dir, which must be empty (but for .git) or not there yet. The error
// says in Chinese what stands in the way.
func Init(dir string, n NewSite) error {
	data, err := n.complete()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("创建文件夹 %s：%w", dir, err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("读取文件夹 %s：%w", dir, err)
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() == ".git" }) // an empty repository
	if len(entries) > 0 {
		return fmt.Errorf("文件夹 %s 不是空的（有 %s），不在里面新建网站", dir, entries[0].Name())
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("打开文件夹 %s：%w", dir, err)
	}
	defer root.Close()
	err = fs.WalkDir(templates, "templates", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		return data.write(root, name)
	})
	if err != nil {
		return err
	}
	return data.recipe.write(root)
}

// Recipe is where the recipe of continuous integration is. Templates call it.
func (d *siteData) Recipe() string { return d.recipe.Path }

// complete fills in placeholders and chooses a form of index numbers that fits the
// issuer's code.
func (n NewSite) complete() (*siteData, error) {
	setDefault(&n.Issuer, sampleIssuer)
	setDefault(&n.Code, sampleCode)
	setDefault(&n.BaseURL, sampleURL)
	setDefault(&n.Title, n.Issuer+"政府信息公开")
	r, err := recipe(n.CI)
	if err != nil {
		return nil, err
	}
	for _, d := range new(config.Config).SetBaseURL(n.BaseURL) {
		return nil, errors.New(d.Message + "；" + d.Hint)
	}
	for _, p := range official.Presets() {
		scheme, _ := official.PresetScheme(p.Name)
		// A scheme that does not show the code fits any text.
		if parts, ok := scheme.Parse(scheme.Format(n.Code, n.Today, 1)); !ok || parts.Code != n.Code {
			continue
		}
		preset := p.Name
		if preset == official.DefaultPreset {
			preset = ""
		}
		return &siteData{n, r, preset, scheme}, nil
	}
	return nil, fmt.Errorf("机构代码“%s”不适合任何一种常见的索引号规则；一般写18位统一社会信用代码", n.Code)
}

func setDefault(p *string, v string) {
	if *p = strings.TrimSpace(*p); *p == "" {
		*p = v
	}
}

// targets are the places of files whose names an embedded file cannot have.
var targets = map[string]string{"gitignore": ".gitignore"}

// write makes one file of its template.
func (d *siteData) write(root *os.Root, name string) error {
	t, err := template.New(path.Base(name)).Funcs(template.FuncMap{"quote": newHeader(false).quote}).ParseFS(templates, name)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, d); err != nil {
		return err
	}
	at := strings.TrimPrefix(name, "templates/")
	if to, ok := targets[at]; ok {
		at = to
	}
	if dir := path.Dir(at); dir != "." {
		if err := root.MkdirAll(dir, 0o755); err != nil {
			return fmt.Errorf("创建文件夹 %s：%w", dir, err)
		}
	}
	if err := create(root, at, b.Bytes()); err != nil {
		return fmt.Errorf("写入 %s：%w", at, err)
	}
	return nil
}

// Index is a sample document's index number. Templates call it.
func (d *siteData) Index(serial int) string { return d.scheme.Format(d.Code, d.Today, serial) }

// Year is the year of the sample documents.
func (d *siteData) Year() int { return d.Today.Year() }
