package store

import (
	"encoding/json"

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
	if err := f.gap(n); err != nil {
		return err
	}
	if n.Lost != nil {
		if err := f.lose(*n.Lost); err != nil {
			return err
		}
	}
	for _, keep := range []func(*ingest.Note) error{f.figures, f.posts, f.members, f.inputs, f.steps} {
		if err := keep(n); err != nil {
			return err
		}
	}
	return f.state(n)
}

// state keeps the source's latest report; what it does not know of the last item and try stays. A report from further
// in the future was made by a clock that has been put right since, so whatever comes after it is newer.
func (f *filing) state(n *ingest.Note) error {
	if n.State == nil {
		return nil
	}
	s := n.State
	spent, err := json.Marshal(s.Spent)
	if err != nil {
		return err
	}
	back, err := json.Marshal(s.Back)
	if err != nil {
		return err
	}
	_, err = f.exec(`INSERT INTO source_state (source, network, state, last_item, last_try, wait_until, every, quiet, error, spent, expires, back, at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (source) DO UPDATE SET network = excluded.network, state = excluded.state,
			last_item = coalesce(excluded.last_item, last_item), last_try = coalesce(excluded.last_try, last_try),
			wait_until = excluded.wait_until, every = excluded.every, quiet = excluded.quiet, error = excluded.error,
			spent = excluded.spent, expires = excluded.expires, back = excluded.back, at = excluded.at
		WHERE excluded.at >= at OR at > ?`,
		n.Source, s.Network, string(s.State), msOrNull(s.LastItem), msOrNull(s.LastTry), msOrNull(s.WaitUntil),
		s.Every.Milliseconds(), s.Quiet.Milliseconds(), s.Error, string(spent), msOrNull(s.Expires), string(back), ms(n.At), f.now+skew)
	return err
}
