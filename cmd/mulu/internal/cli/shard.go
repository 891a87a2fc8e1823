package cli

import (
	"context"
	"fmt"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/diag"
)

// buildShard makes a part of the site for mulu merge.
func (a *app) buildShard(ctx context.Context, f *outputFlags) error {
	shard, err := build.ParseShard(f.shard)
	switch {
	case err != nil:
		return usagef("选项 --shard 的值“%s”不对：%v", f.shard, err)
	case f.dir == "":
		return usagef("用 --shard 时要用 --output 写明分片的文件夹，它和网站的输出文件夹不是一回事")
	case f.signs():
		return usagef("用 --shard 时不签名；把 --sign-key 写给 mulu merge")
	case f.trusts():
		return usagef("用 --shard 时不接上次的发布清单；把 --previous-key 写给 mulu merge")
	case f.cache != "" && f.cache != noCache:
		return usagef("用 --shard 时没有缓存，不要写 --cache")
	}
	if f.published == "" {
		f.published = noPublished // what stands in the folder is no site; merge compares
	}
	r, o, err := a.begin(&f.siteFlags)
	if err != nil {
		return err
	}
	defer r.close()
	o.Shard = shard
	if err := r.load(ctx, o); err != nil {
		return r.stopped(ctx, err)
	}
	if r.site == nil || build.Stops(r.diags, f.strict) {
		return r.refuse(ctx)
	}
	a.inPlace = f.inPlace
	result, more, err := r.site.PublishPart(ctx, f.publication(), f.strict)
	r.bar.end()
	r.diags = append(r.diags, more...)
	if err != nil {
		return r.stopped(ctx, err)
	}
	if err := r.judged(); err != nil {
		return err
	}
	c := diag.Count(r.diags)
	fmt.Fprintf(r.notes(), "第 %s 片写进了 %s：文件 %d 个，共 %s%s\n", shard, f.dir, result.Files, size(result.Bytes), others(c))
	return nil
}
