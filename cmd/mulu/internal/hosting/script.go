package hosting

import (
	"bytes"
	"fmt"
	"strings"

	"mulu/cmd/mulu/internal/publish"
)

// guard stops an upload of another folder than was planned for: rclone copies nothing of a file
// that is not there, and calls that a success; what was to be deleted would be.
const guard = `if [ ! -f "$site/%[1]s" ]; then
  echo "$site 里没有 %[1]s：要写 mulu build 发布的文件夹。什么都没有上传，也没有删除" >&2
  exit 1
fi
if command -v sha256sum >/dev/null 2>&1; then sum=$(sha256sum < "$site/%[1]s"); else sum=$(shasum -a 256 < "$site/%[1]s"); fi
if [ "${sum%%%% *}" != %[2]s ]; then
  echo "$site 不是做计划时的网站：%[1]s 不一样。重新运行 mulu diff。什么都没有上传，也没有删除" >&2
  exit 1
fi
cat%[3]s | while IFS= read -r file; do
  if [ ! -f "$site/$file" ]; then
    echo "$site 里缺少 $file：重新生成网站。什么都没有上传，也没有删除" >&2
    exit 1
  fi
done
`

// script is the upload as commands of rclone. Its options: files are sent whatever their times
// say, and nothing at the target is listed. Headers mean nothing to targets that keep none.
func (u *Upload) script() []byte {
	var b bytes.Buffer
	b.WriteString("#!/bin/sh\n# 由 mulu diff 的 plan 选项生成，按顺序上传。用法：sh upload.sh 网站文件夹 rclone的目标\n" +
		"# 例如：sh upload.sh public oss:mybucket/xxgk\n# 每一步都成功才做下一步；中断了就从头再运行一次。\nset -eu\n" +
		"here=$(dirname \"$0\")\nsite=$1\ntarget=$2\n")
	var lists strings.Builder
	for _, l := range u.Lists {
		fmt.Fprintf(&lists, ` "$here/%s"`, l.Name)
	}
	if lists.Len() == 0 {
		lists.WriteString(" /dev/null")
	}
	fmt.Fprintf(&b, guard, publish.ManifestName, u.Manifest, lists.String())
	for _, l := range u.Lists {
		fmt.Fprintf(&b, "rclone copy \"$site\" \"$target\" --files-from \"$here/%s\" --no-traverse --ignore-times", l.Name)
		for _, h := range l.header {
			fmt.Fprintf(&b, " --header-upload \"%s\"", h)
		}
		b.WriteByte('\n')
	}
	if len(u.Delete) > 0 {
		fmt.Fprintf(&b, "rclone delete \"$target\" --files-from \"$here/%s\"\n", deleteName)
	}
	return b.Bytes()
}
