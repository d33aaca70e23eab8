package main

import (
	"context"
	"io"
	"log/slog"

	"molva/ingest"
	"molva/ingest/file"
)

func (what importing) options() file.Options {
	return file.Options{Path: what.name, Format: what.format, Map: what.mapping, Topic: what.topic, Network: what.network, Kind: ingest.Kind(what.kind)}
}

func (what importing) figureOptions() file.FigureOptions {
	return file.FigureOptions{Path: what.name, Format: what.format, Map: what.mapping, Account: what.account, Network: what.network}
}

// reader reads mentions.
func (what importing) reader(in io.Reader, log *slog.Logger) func(context.Context, func(ingest.Page) error) error {
	o := what.options()
	o.Log = log
	return func(ctx context.Context, emit func(ingest.Page) error) error { return file.Read(ctx, in, o, emit) }
}

// figureReader reads figures. Days begin by the configuration's clock; what has no time of its own is of now.
func (what importing) figureReader(in io.Reader, r *rooms) func(context.Context, func(ingest.Page) error) error {
	o := what.figureOptions()
	o.Zone, o.Taken, o.Log = r.cfg.Timezone, r.now(), r.log
	return func(ctx context.Context, emit func(ingest.Page) error) error {
		return file.ReadFigures(ctx, in, o, emit)
	}
}
