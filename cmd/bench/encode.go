package bench

import (
	"context"

	"molva/ingest"
)

func (b *bench) encode(ctx context.Context, m *meter) error {
	mentions := b.mentions()
	return b.alone(ctx, m, page, func(from, to int) error {
		_, err := encoded(mentions[from:to])
		return err
	})
}

func (b *bench) parse(ctx context.Context, m *meter) error {
	mentions := b.mentions()
	bodies, err := encoded(mentions)
	if err != nil {
		return err
	}
	return b.alone(ctx, m, batch, func(from, to int) error {
		return spread(from, to, func(i int) error {
			read, _, err := ingest.Decode(bodies[i])
			if err != nil {
				return err
			}
			return ingest.Admit(&read, mentions[i].Network, mentions[i].Seen)
		})
	})
}
