package bench

import (
	"context"

	"molva/classify"
	"molva/classify/copies"
	"molva/ingest"
)

func (b *bench) match(ctx context.Context, m *meter) error {
	mentions := b.mentions()
	return b.alone(ctx, m, batch, func(from, to int) error {
		return spread(from, to, func(i int) error {
			b.set.Match(&mentions[i])
			return nil
		})
	})
}

func (b *bench) classify(ctx context.Context, m *meter) error {
	mentions := b.mentions()
	about := make([][]classify.Subject, len(mentions))
	for i := range mentions {
		about[i] = classify.About(&mentions[i], b.set)
	}
	return b.alone(ctx, m, batch, func(from, to int) error {
		return spread(from, to, func(i int) error {
			if len(about[i]) == 0 {
				return nil
			}
			_, err := b.model.Classify(ctx, mentions[i], about[i])
			return err
		})
	})
}

func (b *bench) print(ctx context.Context, m *meter) error {
	mentions := b.named()
	return b.alone(ctx, m, batch, func(from, to int) error {
		return spread(from, to, func(i int) error {
			if len(mentions[i].Topics) > 0 {
				copies.Fingerprint(mentions[i])
			}
			return nil
		})
	})
}

func (b *bench) place(ctx context.Context, m *meter) error {
	mentions := b.named()
	prints := make([]copies.Print, len(mentions))
	for i := range mentions {
		if len(mentions[i].Topics) > 0 {
			prints[i], _ = copies.Fingerprint(mentions[i])
		}
	}
	window := copies.NewWindow(0)
	return b.alone(ctx, m, batch, func(from, to int) error {
		for i := from; i < to; i++ {
			if prints[i] == (copies.Print{}) {
				continue
			}
			if _, copied := window.Find(prints[i]); !copied {
				window.Add(int64(i+1), prints[i])
			}
		}
		return nil
	})
}

// named are the mentions of a phase with the topics that they name.
func (b *bench) named() []ingest.Mention {
	mentions := b.mentions()
	for i := range mentions {
		mentions[i].Topics = b.set.Match(&mentions[i])
	}
	return mentions
}
