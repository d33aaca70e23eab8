package main

import (
	"context"
	"io"

	"molva/ingest"
	"molva/ingest/file"
)

// form is how a file is to be understood, as far as the flags say it.
func (what importing) form() interface{ Validate() error } {
	switch {
	case what.figures:
		return what.figureOptions()
	case what.inputs:
		return what.inputOptions()
	case what.crm:
		return what.stepOptions()
	}
	o := what.options()
	o.Path = "-" // whether the file can be read is another question
	return o
}

func (what importing) options() file.Options {
	return file.Options{Path: what.name, Format: what.format, Map: what.mapping, Topic: what.topic, Network: what.network, Kind: ingest.Kind(what.kind)}
}

func (what importing) figureOptions() file.FigureOptions {
	return file.FigureOptions{Path: what.name, Format: what.format, Map: what.mapping, Account: what.account, Network: what.network}
}

func (what importing) inputOptions() file.InputOptions {
	return file.InputOptions{Path: what.name, Format: what.format, Map: what.mapping, Topic: what.topic}
}

func (what importing) stepOptions() file.StepOptions {
	return file.StepOptions{Path: what.name, Format: what.format, Map: what.mapping, Topic: what.topic}
}

// reader reads what the file has. Days begin by the clocks of the configuration or of their topic; a figure that has no time
// of its own is of now.
func (what importing) reader(ctx context.Context, in io.Reader, r *rooms) func(context.Context, func(ingest.Page) error) error {
	type emit = func(ingest.Page) error
	switch {
	case what.figures:
		o := what.figureOptions()
		o.Zone, o.Taken, o.Log = r.cfg.Timezone, r.now(), r.log
		return func(ctx context.Context, to emit) error { return file.ReadFigures(ctx, in, o, to) }
	case what.inputs:
		o := what.inputOptions()
		o.Topics, o.Log = r.topics, r.log
		return func(ctx context.Context, to emit) error { return file.ReadInputs(ctx, in, o, to) }
	case what.crm:
		o := what.stepOptions()
		o.Zone, o.Topics, o.Log, o.Hash = r.cfg.Timezone, r.topics, r.log, r.pseudonyms(ctx)
		return func(ctx context.Context, to emit) error { return file.ReadSteps(ctx, in, o, to) }
	}
	o := what.options()
	o.Log = r.log
	return func(ctx context.Context, to emit) error { return file.Read(ctx, in, o, to) }
}

// pseudonyms hash with the database's salt.
func (r *rooms) pseudonyms(ctx context.Context) file.Hash {
	return file.Hash{
		Contact: func(id string) (string, error) { return r.db.PseudonymKey(ctx, id) },
		Author:  func(network, author string) (string, error) { return r.db.Pseudonym(ctx, network, author) },
	}
}
