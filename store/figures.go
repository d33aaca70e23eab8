package store

import (
	"errors"
	"time"

	"molva/ingest"
)

// foresight is how far ahead of our clock a figure may lie. A network's days begin in a zone of their own.
const foresight = 24 * time.Hour

// figures keeps the latest word on each account, post, metric, time and span. One that cannot be kept is rejected alone.
func (f *filing) figures(n *ingest.Note) error {
	for _, fig := range n.Figures {
		if err := f.admissible(fig); err != nil {
			f.reject(n, err)
			continue
		}
		series, err := f.series(fig)
		if err != nil {
			return err
		}
		_, err = f.exec(`INSERT INTO figure (series, at, span, value) VALUES (?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET value = excluded.value`, series, ms(fig.At), fig.Span.Milliseconds(), fig.Value)
		if err != nil {
			return err
		}
	}
	return nil
}

// admissible returns why a figure cannot be kept.
func (f *filing) admissible(fig ingest.Figure) error {
	if ms(fig.At) > f.now+foresight.Milliseconds() {
		return errors.New("the time of the figure lies in the future")
	}
	return fig.Check()
}

// reject counts what a note brought beside mentions and cannot be kept.
func (f *filing) reject(n *ingest.Note, why error) {
	f.add(intakeKey{n.Source, n.Run}, rejected, 1)
	f.because(n.Source, n.Run, false, why.Error(), 1)
}

// series finds the series of a figure, or begins it.
func (f *filing) series(fig ingest.Figure) (int64, error) {
	id, err := f.number(`SELECT id FROM series WHERE account = ? AND network = ? AND post = ? AND metric = ?`, fig.Account, fig.Network, fig.Post, fig.Metric)
	if err != nil || id != 0 {
		return id, err
	}
	r, err := f.exec(`INSERT INTO series (account, network, post, metric) VALUES (?, ?, ?, ?)`, fig.Account, fig.Network, fig.Post, fig.Metric)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}
