package metric

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// wall is what networks tell of some accounts in September 2026.
type wall struct {
	ingest.Note
	accounts []Owned
}

func september(day, hour int) time.Time { return time.Date(2026, 9, day, hour, 0, 0, 0, time.UTC) }

func (w *wall) account(name string) *wall {
	network, account, _ := strings.Cut(name, ":")
	w.accounts = append(w.accounts, Owned{Topic: account, Network: network, Account: account})
	return w
}

func (w *wall) last() Owned { return w.accounts[len(w.accounts)-1] }

func (w *wall) followers(at time.Time, n float64) *wall {
	o := w.last()
	w.Figures = append(w.Figures, ingest.Figure{Account: o.Account, Network: o.Network, Metric: "followers", At: at, Value: n})
	return w
}

// post adds a post with figures such as "L10 C2 V100", as looked at at the end of the month.
func (w *wall) post(p ingest.AccountPost, figures string) *wall {
	o := w.last()
	p.Account, p.Network = o.Account, o.Network
	w.Posts = append(w.Posts, p)
	return w.look(p.ID, september(30, 12), figures)
}

var letters = map[string]string{"L": "reactions", "C": "comments", "S": "shares", "V": "views", "R": "reach"}

func (w *wall) look(post string, at time.Time, figures string) *wall {
	o := w.last()
	for _, field := range strings.Fields(figures) {
		name, text, named := strings.Cut(field, "=")
		if !named {
			name, text = letters[field[:1]], field[1:]
		}
		f := ingest.Figure{Account: o.Account, Network: o.Network, Post: post, Metric: name, At: at}
		fmt.Sscan(text, &f.Value)
		w.Figures = append(w.Figures, f)
	}
	return w
}

// read stores it and reads September, in Moscow, of the first account's topic.
func (w *wall) read(t *testing.T) *Reader {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	var topics []ingest.Topic
	for i, o := range w.accounts {
		topics = append(topics, ingest.Topic{ID: o.Topic, Name: o.Topic, Zone: zone, Competitor: i > 0})
	}
	now := time.Date(2026, 10, 2, 0, 0, 0, 0, time.UTC)
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	w.Source, w.At = "wall", now
	if err := db.Save(t.Context(), "test", []classify.Result{{Item: stream.Item{Seq: 1, Source: "wall", Kind: stream.Note}, Note: &w.Note}}); err != nil {
		t.Fatal(err)
	}
	p := store.Period{From: time.Date(2026, 9, 1, 0, 0, 0, 0, zone), To: time.Date(2026, 10, 1, 0, 0, 0, 0, zone)}
	b := Business{Accounts: w.accounts, Supplies: map[string][]string{"vk": {"published", "author"}}}
	r, err := NewReader(t.Context(), db, b, w.accounts[0].Topic, p, now)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
