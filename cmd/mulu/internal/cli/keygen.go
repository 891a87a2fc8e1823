package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"mulu/cmd/mulu/internal/config"
	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/seal"
)

func keygenCommand(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "keygen 文件",
		Short: "生成给发布清单签名的密钥",
		Long: "生成一对 Ed25519 密钥：文件里是私钥，只有自己能读；文件.pub 里是公钥，可以公布。" +
			"用 mulu build --sign-key 文件 签名，别人用 mulu verify --key 文件.pub 核对。\n" +
			"私钥不能放在网站文件夹、已发布的网站和 git 仓库里，也不会覆盖已有的文件。私钥要另存一份。\n" +
			"泄露或者丢失了，就换一对，公布新的公钥，换的那一次加上 --previous-key 以前的公钥文件：发布清单会记下从哪一份起换了密钥。" +
			"不加它，上次的清单没有签名或者是别的密钥签的，就不发布。",
		Example: "mulu keygen ~/mulu.key\nmulu build --sign-key ~/mulu.key\nmulu verify public --key ~/mulu.key.pub",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return seeHelp(c, "要写明私钥文件，例如 mulu keygen ~/mulu.key")
			}
			return atMost(1)(c, args)
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.keygen(args[0]) },
	}
	return c
}

func (a *app) keygen(file string) error {
	if err := keyPlace(file); err != nil {
		return usagef("%v", err)
	}
	k, err := seal.Create(file)
	if errors.Is(err, fs.ErrExist) {
		return usagef("%v\n已有的密钥不会覆盖：换一个文件名", exists(err))
	}
	if err != nil {
		return fmt.Errorf("写入密钥：%w", err)
	}
	fmt.Fprintf(a.out, "私钥写进了 %s，只有自己能读，不要交给别人，也不要放进网站\n", file)
	fmt.Fprintf(a.out, "公钥写进了 %s，可以公布：\n%s\n", seal.PublicName(file), k.Public())
	return nil
}

// exists says which file is there already.
func exists(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Path + " 已经存在"
	}
	return err.Error()
}

// keyPlace refuses a private key where it would be published or come into a repository: in
// any folder of a site, of a publication or of git, and below those that are named.
func keyPlace(file string, never ...string) error {
	at, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(at))
	if err != nil {
		return fmt.Errorf("私钥文件的文件夹 %s 不存在", filepath.Dir(file))
	}
	if real, err := filepath.EvalSymlinks(at); err == nil {
		dir = filepath.Dir(real)
	}
	for ; ; dir = filepath.Dir(dir) {
		switch {
		case isSite(dir) || sameFolder(dir, never):
			return fmt.Errorf("私钥文件 %s 在网站文件夹 %s 里，可能被公开：放到别处，例如自己的主文件夹", file, dir)
		case isFile(dir, publish.ManifestName):
			return fmt.Errorf("私钥文件 %s 在已发布的网站 %s 里：放到别处，例如自己的主文件夹", file, dir)
		case exist(filepath.Join(dir, ".git")):
			return fmt.Errorf("私钥文件 %s 在 git 仓库 %s 里，可能被提交：放到别处，例如自己的主文件夹", file, dir)
		case dir == filepath.Dir(dir):
			return nil
		}
	}
}

// isSite says whether a folder seems to be that of a site.
func isSite(dir string) bool {
	return isFile(dir, config.FileName) && exist(filepath.Join(dir, "content"))
}

func exist(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

func sameFolder(dir string, folders []string) bool {
	info, err := os.Stat(dir)
	for _, other := range folders {
		if o, oErr := os.Stat(other); err == nil && oErr == nil && os.SameFile(info, o) {
			return true
		}
	}
	return false
}

// signKey reads the key of --sign-key; nil for none.
func (f *outputFlags) signKey() (*seal.Key, error) {
	switch {
	case !f.signs():
		return nil, nil
	case f.sign == "": // as a script with an unset variable has it
		return nil, usagef("选项 --sign-key 后面是空的：写私钥文件；不签名，就不写这个选项")
	}
	if err := keyPlace(f.sign, f.source, f.output(f.dir)); err != nil {
		return nil, usagef("选项 --sign-key：%v", err)
	}
	k, err := seal.ReadKey(f.sign)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usagef("选项 --sign-key：没有文件 %s\n用 mulu keygen 生成密钥", f.sign)
	case err != nil:
		return nil, usagef("选项 --sign-key：%v", err)
	}
	return k, nil
}

// unsignedBefore is the value of --previous-key for a publication that was not signed.
const unsignedBefore = "-"

// trust reads the key of --previous-key.
func (f *outputFlags) trust() (t publish.Trust, err error) {
	switch {
	case !f.trusts():
		return t, nil
	case f.before == "": // as a script with an unset variable has it
		return t, usagef("选项 --previous-key 后面是空的：写以前的公钥文件；没有换密钥，就不写这个选项")
	case f.before == unsignedBefore && !f.signs():
		return t, usagef("选项 --previous-key 写 - 是从这一次起签名，要和 --sign-key 一起用")
	case f.before == unsignedBefore:
		return publish.Trust{Unsigned: true}, nil
	}
	k, err := publicKey("--previous-key", f.before)
	return publish.Trust{Key: &k}, err
}

// publicKey reads the file of an option.
func publicKey(option, file string) (seal.PublicKey, error) {
	k, err := seal.ReadPublicKey(file)
	if errors.Is(err, fs.ErrNotExist) {
		return k, usagef("选项 %s：没有文件 %s\n写公钥文件，是 mulu keygen 写的 .pub 文件", option, file)
	}
	if err != nil {
		return k, usagef("选项 %s：%v", option, err)
	}
	return k, nil
}
