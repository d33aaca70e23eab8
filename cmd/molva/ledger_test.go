package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"molva/alerts/export"
	"molva/ingest"
	"molva/store"
)

// read opens the database beside the running program.
func (m *molva) read() *store.DB {
	m.t.Helper()
	db, err := store.Open(m.t.Context(), store.Options{Path: filepath.Join(m.dir, "data", "molva.db"), ReadOnly: true})
	if err != nil {
		m.t.Fatal(err)
	}
	m.t.Cleanup(func() { db.Close() })
	return db
}

// wantLedger waits until as much is received as should be, and compares the outcomes of every source.
func (m *molva) wantLedger(want map[string]store.Intake) {
	m.t.Helper()
	db, total := m.read(), 0
	for _, in := range want {
		total += in.Received
	}
	var rows []store.Intake
	eventually(m.t, fmt.Sprintf("%d are received", total), func() (ok bool) {
		var err error
		if rows, err = db.Intake(m.t.Context(), ""); err != nil {
			m.t.Fatal(err)
		}
		received := 0
		for _, in := range rows {
			received += in.Received
		}
		return received >= total
	})
	for _, in := range rows {
		if in != want[in.Source] {
			m.t.Errorf("%s: ledger is %+v, want %+v", in.Source, in, want[in.Source])
		}
		if sum := in.Stored + in.Duplicate + in.Updated + in.Unmatched + in.Rejected + in.Dead + in.Erased; in.Received != sum {
			m.t.Errorf("%s: received %d, but the outcomes are %d", in.Source, in.Received, sum)
		}
	}
}

// wantReasons finds for each rejected case why, among what the store counts and the dead letters.
func (m *molva) wantReasons(cases []badCase) {
	m.t.Helper()
	db := m.read()
	said := map[string][]string{}
	reasons, err := db.Reasons(m.t.Context(), "")
	if err != nil {
		m.t.Fatal(err)
	}
	for _, r := range reasons {
		said[r.Source] = append(said[r.Source], r.Text)
	}
	letters, err := collect(db.Dead(m.t.Context()))
	if err != nil {
		m.t.Fatal(err)
	}
	for _, d := range letters {
		said[d.Source] = append(said[d.Source], d.Reason)
	}
	for _, c := range cases {
		found := slices.ContainsFunc(said[c.source], func(why string) bool { return strings.Contains(why, c.Why) })
		if c.Want == "rejected" && len(said[c.source]) > 0 && !found {
			m.t.Errorf("%v: reasons are %q, want %q in one", c, said[c.source], c.Why)
		}
	}
}

// wantStored compares what is stored of each case with what must be kept. Flags and claims of time are not looked at:
// they depend on the clock, which is not ours to set here.
func (m *molva) wantStored(cases []badCase) {
	m.t.Helper()
	db := m.read()
	for _, c := range cases {
		rows, err := collect(db.Mentions(m.t.Context(), store.Filter{Network: c.source}))
		if err != nil {
			m.t.Fatal(err)
		}
		rows = slices.DeleteFunc(rows, func(r store.Row) bool { return !slices.Contains(c.ids, r.Mention.ID) })
		if c.Text != nil && *c.Text != "" && len(rows) != c.Keys {
			m.t.Errorf("%v: %d mentions are stored, want %d", c, len(rows), c.Keys)
		}
		for _, row := range rows {
			if text := row.Mention.Text; c.Text != nil && text != *c.Text || len(text) > ingest.MaxText || !utf8.ValidString(text) {
				m.t.Errorf("%v: text is %.200q", c, text)
			}
			if c.ID != nil && row.Mention.ID != *c.ID {
				m.t.Errorf("%v: id is %q, want %q", c, row.Mention.ID, *c.ID)
			}
		}
	}
}

// letters lists the dead letters as the command does.
func (m *molva) letters() (all []export.Dead) {
	m.t.Helper()
	if err := json.Unmarshal([]byte(m.do("dlq", "list", "-o", "json")), &all); err != nil {
		m.t.Fatal(err)
	}
	return all
}

// letter shows one dead letter, with its bytes.
func (m *molva) letter(id int64) (d export.Dead) {
	m.t.Helper()
	if err := json.Unmarshal([]byte(m.do("dlq", "show", fmt.Sprint(id), "-o", "json")), &d); err != nil {
		m.t.Fatal(err)
	}
	return d
}

// wantDead finds the unreadable cases among the dead letters, byte for byte, puts one through the pipe again and drops
// the rest.
func (m *molva) wantDead(cases []badCase) {
	m.t.Helper()
	bodies := map[string][]byte{}
	for _, c := range cases {
		if c.unreadable() {
			bodies[c.source] = c.Bodies[0]
		}
	}
	dead, err := collect(m.read().Dead(m.t.Context()))
	if err != nil {
		m.t.Fatal(err)
	}
	for _, d := range dead {
		if body, ok := bodies[d.Source]; !ok || d.Stage != "decode" || !bytes.Equal(d.Raw, body) {
			m.t.Errorf("dead letter %d of %s, dead of %s, holds %.100q, want %.100q", d.ID, d.Source, d.Stage, d.Raw, body)
		}
	}
	letters := m.letters()
	if len(letters) != len(bodies) || len(dead) != len(bodies) {
		m.t.Fatalf("%d dead letters, of which %d are listed; want %d", len(dead), len(letters), len(bodies))
	}
	m.wantReplayed(letters[0], bodies[letters[0].Source])
	m.do("dlq", "drop", fmt.Sprint(letters[1].ID))
	if left := m.letters(); len(left) != len(bodies)-1 {
		m.t.Errorf("%d dead letters after one is dropped, want %d", len(left), len(bodies)-1)
	}
}

// wantReplayed: what nobody could read dies again, as the same bytes in a new letter.
func (m *molva) wantReplayed(d export.Dead, body []byte) {
	m.t.Helper()
	m.do("dlq", "replay", fmt.Sprint(d.ID))
	var again export.Dead
	eventually(m.t, "it is dead again", func() bool {
		all := m.letters()
		again = all[len(all)-1]
		return again.ID > d.ID && again.Source == d.Source
	})
	for _, id := range []int64{d.ID, again.ID} {
		if raw := m.letter(id).Raw; !bytes.Equal(raw, body) {
			m.t.Errorf("dead letter %d holds %.100q, want %.100q", id, raw, body)
		}
	}
	for _, other := range m.letters() {
		if other.ID == d.ID {
			m.t.Errorf("dead letter %d is still in the list", d.ID)
		}
	}
}
