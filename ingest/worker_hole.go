package ingest

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// listening notes that a network that pushes is listened to.
func (r *run) listening(ctx context.Context) {
	now := r.Now()
	r.mu.Lock()
	listens := r.Rhythm.Every == 0 && r.listens(now)
	r.mu.Unlock()
	if listens {
		r.answered(ctx, now)
	}
}

// answered notes that the network was read as far as it went at this time. When that had not been so for longer than it
// looks back, what it has forgotten is lost, and that is told.
func (r *run) answered(ctx context.Context, at time.Time) {
	if r.Rhythm.Reach <= 0 || r.Once {
		return
	}
	r.telling.Lock()
	defer r.telling.Unlock()
	last := r.standing().ReadAt
	keep := r.keepLater
	if away := at.Sub(last); !last.IsZero() && away > r.Rhythm.Reach {
		why := fmt.Sprintf("nobody read it for %s, the network looks back %s", spell(away), spell(r.Rhythm.Reach))
		if err := r.Pipe.Note(ctx, Note{Source: r.ID, Gap: why, GapFrom: last, At: at.UTC()}); err != nil {
			r.log.Warn("tell what is lost", "err", err) // the next time it answers
			return
		}
		r.log.Warn("mentions are lost", "err", why)
		keep = func(ctx context.Context) error { return r.keep(ctx, nil) }
	}
	r.alter(func(p *Place) { p.ReadAt = at.UTC() })
	if err := keep(ctx); err != nil {
		r.log.Debug("keep place", "err", err)
	}
}

// spell writes a duration with its two largest units: 3d4h, 24h, 1h30m.
func spell(d time.Duration) string {
	var out []string
	for _, unit := range []struct {
		of   time.Duration
		name string
	}{{24 * time.Hour, "d"}, {time.Hour, "h"}, {time.Minute, "m"}, {time.Second, "s"}} {
		if unit.name == "d" && d < 2*unit.of {
			continue
		}
		if n := d / unit.of; n > 0 && len(out) < 2 {
			out = append(out, fmt.Sprint(int64(n), unit.name))
			d -= n * unit.of
		} else if len(out) > 0 {
			break
		}
	}
	if len(out) == 0 {
		return "0s"
	}
	return strings.Join(out, "")
}
