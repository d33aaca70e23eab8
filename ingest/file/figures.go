package file

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"maps"
	"slices"
	"time"

	"molva/ingest"
)

// FigureOptions says how to understand a file of community figures.
//
// A record is either one figure (metric, value, and perhaps its span), or all figures of one moment: a field for each
// metric, by its name. Both stand beside at, account, network, and post where they are a post's. A record of a post may say
// what it is: published_at, url, form, text, author.
type FigureOptions struct {
	Path   string            // tells the format, as in Options
	Format string            // as in Options
	Map    map[string]string // our name → the file's own, such as followers: Подписчики
	Zone   string            // of times that name none; "": UTC

	Account string    // every figure is of this account, whatever its record says
	Network string    // and of this network
	Taken   time.Time // when levels were so whose record has no time; zero: such a record is rejected

	Log *slog.Logger // hears what was guessed about the file; nil: nobody does
}

// ReadFigures reads all of r and emits its figures and posts. A field that is empty is unknown and brings no figure. What
// cannot be read is in the pages' Rejected as "line N", or "line N, METRIC" where the others of the line were taken.
//
// What is counted over a span and tells none is taken to be counted from one record of that metric to the next: over the
// shortest distance of two that an account has, in days or months where it is some of those, and over a day where there
// is but one.
func ReadFigures(ctx context.Context, r io.Reader, o FigureOptions, emit func(ingest.Page) error) error {
	if err := o.Validate(); err != nil {
		return err
	}
	in, err := inspect(r, Options{Path: o.Path, Format: o.Format, Log: o.Log})
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation(o.Zone)
	if err != nil {
		return err
	}
	f := &figures{options: o, values: values{zone}, steps: steps{}, emit: emit}
	return f.read(ctx, in)
}

// Validate joins all that is wrong with the options.
func (o FigureOptions) Validate() error {
	all := []error{Options{Format: o.Format, Zone: o.Zone}.check()}
	for _, ours := range slices.Sorted(maps.Keys(o.Map)) {
		switch {
		case !isFigureName(ours):
			all = append(all, ingest.Complain("map has %q, which is no field of a figure; possible are: %s", ours, figureNames()))
		case o.Map[ours] == "":
			all = append(all, ingest.Complain("map %s= names no field of the file", ours))
		}
	}
	return errors.Join(all...)
}

// figures reads a file of figures, a batch at a time.
type figures struct {
	options FigureOptions
	values  values
	batch   batch
	steps   steps
	emit    func(ingest.Page) error
}

func (f *figures) read(ctx context.Context, in *input) error {
	t, err := newTable(in, f.options.names(), f.batch.unknown)
	if err != nil {
		return err
	}
	err = t.each(ctx, f.add)
	if err != nil && ctx.Err() != nil {
		return err
	}
	return errors.Join(f.flush(), err)
}

// add takes what a record holds, and emits what was gathered when it is much.
func (f *figures) add(r record, err error) error {
	if err == nil {
		err = f.take(r)
	}
	if err != nil {
		f.batch.refuse(r.line, "", err)
	}
	if f.batch.size() < batchItems {
		return nil
	}
	return f.flush()
}

// flush emits what was gathered.
func (f *figures) flush() error {
	page := f.batch.page(f.steps, f.values.zone)
	f.batch = batch{}
	if len(page.Figures)+len(page.Posts)+len(page.Rejected)+len(page.Unknown) == 0 {
		return nil
	}
	return f.emit(page)
}
