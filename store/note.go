package store

import (
	"molva/ingest"
)

// note applies what ingest tells beside mentions.
func (f *filing) note(n *ingest.Note) error {
	k := intakeKey{n.Source, n.Run}
	if n.Duplicate > 0 {
		f.add(k, duplicate, n.Duplicate)
	}
	for _, r := range n.Rejected {
		f.add(k, rejected, 1)
		f.because(n.Source, n.Run, false, r.Reason, 1)
	}
	for field, times := range n.Unknown {
		f.because(n.Source, n.Run, true, field, times)
	}
	if n.Gap != "" {
		_, err := f.exec(`INSERT INTO gap (source, at, why) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, n.Source, ms(n.At), cut(n.Gap, maxReasonBytes))
		if err != nil {
			return err
		}
	}
	if n.Lost != nil {
		if err := f.lose(*n.Lost); err != nil {
			return err
		}
	}
	if err := f.figures(n.Figures); err != nil {
		return err
	}
	return f.state(n)
}

// figures keeps the latest word on each account, metric and time.
func (f *filing) figures(all []ingest.Figure) error {
	for _, fig := range all {
		_, err := f.exec(`INSERT INTO figure (account, network, metric, at, value) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET value = excluded.value`, fig.Account, fig.Network, fig.Metric, ms(fig.At), fig.Value)
		if err != nil {
			return err
		}
	}
	return nil
}

// state keeps the source's latest report; what it does not know of the last item and try stays. A report from further
// in the future was made by a clock that has been put right since, so whatever comes after it is newer.
func (f *filing) state(n *ingest.Note) error {
	if n.State == nil {
		return nil
	}
	s := n.State
	_, err := f.exec(`INSERT INTO source_state (source, network, state, last_item, last_try, wait_until, every, quiet, error, at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (source) DO UPDATE SET network = excluded.network, state = excluded.state,
			last_item = coalesce(excluded.last_item, last_item), last_try = coalesce(excluded.last_try, last_try),
			wait_until = excluded.wait_until, every = excluded.every, quiet = excluded.quiet, error = excluded.error, at = excluded.at
		WHERE excluded.at >= at OR at > ?`,
		n.Source, s.Network, string(s.State), msOrNull(s.LastItem), msOrNull(s.LastTry), msOrNull(s.WaitUntil),
		s.Every.Milliseconds(), s.Quiet.Milliseconds(), s.Error, ms(n.At), f.now+skew)
	return err
}
