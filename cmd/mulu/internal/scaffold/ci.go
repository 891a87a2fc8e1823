package scaffold

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"mulu/cmd/mulu/internal/config"
)

// Recipe is a file for continuous integration: check with annotations, build with what was kept,
// publication in order, and the rebuild on the day that the build named.
type Recipe struct {
	Name string // as it is asked for
	Path string // where the service reads it, from the site's folder
	file string
}

// Recipes are those that there are.
var Recipes = []Recipe{
	{"github", ".github/workflows/mulu.yml", "github.yml"}, {"gitlab", ".gitlab-ci.yml", "gitlab.yml"}, {"gitee", ".workflow/mulu.yml", "gitee.yml"},
	{"woodpecker", ".woodpecker.yml", "woodpecker.yml"}, {"jenkins", "Jenkinsfile", "Jenkinsfile"},
}

//go:embed ci
var recipeFiles embed.FS

// example is where the first recipe is put when none was asked for: there no service reads it.
const example = "ci-example.yml"

// recipe is the recipe of a name; for "" the example.
func recipe(name string) (Recipe, error) {
	if name == "" {
		return Recipe{Path: example, file: Recipes[0].file}, nil
	}
	i := slices.IndexFunc(Recipes, func(r Recipe) bool { return r.Name == name })
	if i < 0 {
		return Recipe{}, fmt.Errorf("没有“%s”的持续集成", name)
	}
	return Recipes[i], nil
}

// Text is what the recipe's file holds.
func (r Recipe) Text() []byte {
	data, _ := recipeFiles.ReadFile("ci/" + r.file) // embedded: it is there
	return data
}

// IsSite says whether there is a site in dir.
func IsSite(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, config.FileName))
	return err == nil
}

// AddRecipe adds the recipe of a name to the site in dir and tells where. A file that is there
// stays.
func AddRecipe(dir, name string) (string, error) {
	r, err := recipe(name)
	if err != nil {
		return "", err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return "", fmt.Errorf("打开文件夹 %s：%w", dir, err)
	}
	defer root.Close()
	return r.Path, r.write(root)
}

func (r Recipe) write(root *os.Root) error {
	if dir := path.Dir(r.Path); dir != "." {
		if err := root.MkdirAll(dir, 0o755); err != nil {
			return fmt.Errorf("创建文件夹 %s：%w", dir, err)
		}
	}
	err := create(root, r.Path, r.Text())
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s 已经有了，没有改动", r.Path)
	}
	if err != nil {
		return fmt.Errorf("写入 %s：%w", r.Path, err)
	}
	return nil
}
