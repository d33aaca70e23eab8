package file

import (
	"context"
	"errors"
	"fmt"
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
	f, err := newFigures(in, o, emit)
	if err != nil {
		return err
	}
	return f.pages(ctx)
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
	cutter  *cutter
	rows    *rows    // of CSV; nil for JSONL
	header  []string // its columns, as the file calls them
	columns []string // and as we do; "" for one that nobody knows
	values  values
	batch   batch
	steps   steps
	emit    func(ingest.Page) error
}

func newFigures(in *input, o FigureOptions, emit func(ingest.Page) error) (*figures, error) {
	zone, err := time.LoadLocation(o.Zone)
	if err != nil {
		return nil, err
	}
	f := &figures{options: o, cutter: &cutter{r: in.r, off: in.off}, values: values{zone}, steps: steps{}, emit: emit}
	if in.format == JSONL {
		f.cutter.shape = newLines(nil, f.values)
		return f, nil
	}
	f.rows = &rows{comma: separator(in.head), cp1251: in.encoding == windows1251}
	f.cutter.shape = f.rows
	if f.header, err = f.rows.names(f.cutter); err != nil {
		return nil, err
	}
	f.columns, err = o.columns(f.header)
	return f, err
}

// pages reads to the end.
func (f *figures) pages(ctx context.Context) error {
	for ctx.Err() == nil {
		rec, err := f.cutter.next()
		if err == io.EOF {
			return f.flush()
		}
		if err != nil {
			return errors.Join(f.flush(), fmt.Errorf("read after line %d: %w", f.cutter.line, err))
		}
		f.add(rec)
		if f.batch.size() < batchItems {
			continue
		}
		if err := f.flush(); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// add takes what a record holds.
func (f *figures) add(rec cut) {
	r, err := f.record(rec)
	if err == nil && len(r.fields) > 0 {
		err = f.take(r)
	}
	if err != nil {
		f.batch.refuse(rec.line, "", err)
	}
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
