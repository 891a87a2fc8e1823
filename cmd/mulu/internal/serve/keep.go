package serve

import (
	"context"
	"time"

	"mulu/cmd/mulu/internal/build"
	"mulu/cmd/mulu/internal/source"
)

// kept is what came of keeping headers for the next run.
type kept struct {
	part     int      // that is to be kept next
	doubtful []string // files whose headers were taken from the cache, and are others
	err      error
}

// keep puts headers into the cache, from a part on, and makes sure of those that were taken
// from it.
func (p *preview) keep(ctx context.Context, pending *build.Pending, part int) (k kept) {
	src, err := source.Open(p.opt.Source)
	if err != nil {
		return kept{part: part} // the next look at the files says so
	}
	defer closeSource(src)
	for k.part = part; k.part < build.HeaderParts; k.part++ {
		doubtful, err := pending.KeepHeaders(ctx, src, p.opt.Cache, k.part, time.Now())
		if ctx.Err() != nil {
			break
		}
		k.doubtful = append(k.doubtful, doubtful...)
		if k.err = err; err != nil {
			break
		}
	}
	return k
}

// doubt reads files again that are not what the cache said. A cache that cannot be written
// is tried no more.
func (p *preview) doubt(ctx context.Context, k kept) {
	if p.checks.part = k.part; k.err != nil {
		p.checks.part = build.HeaderParts
		p.term.say("缓存没有写成，下次启动会慢一些：%v", k.err)
	}
	if len(k.doubtful) > 0 {
		p.loader.Doubt(k.doubtful)
		p.reload(ctx, nil)
	}
}
