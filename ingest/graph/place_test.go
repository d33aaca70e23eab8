package graph_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"molva/ingest"
	"molva/ingest/graph"
	"molva/ingest/sourcetest"
)

func TestPlace(t *testing.T) {
	at := graph.Place{Since: 7, Lists: json.RawMessage(`{"tags":{"until":9}}`)}
	from, err := at.From([]string{"own", "tags", "#kestrel"}, func(name string) bool { return name != "#kestrel" })
	if want := ingest.Cursor(`{"own":{"until":7},"tags":{"until":9}}`); from != want || err != nil {
		t.Errorf("the lists are read from %s, %v; want %s", from, err, want)
	}
	var p ingest.Page
	for range 2 {
		at.Tell(&p, "own", "no")
		at.Tell(&p, "gone", "no")
	}
	before := at
	at.Keep(func(name string) bool { return name == "own" })
	if at.Clear("own"); len(p.Rejected) != 2 || len(at.Told) != 0 || fmt.Sprint(before.Told) != "[own gone]" {
		t.Errorf("told %+v, and stands at %+v after %+v", p.Rejected, at, before)
	}
}

func TestBegin(t *testing.T) {
	now := sourcetest.Now()
	for since, want := range map[int64]int64{0: now.Unix(), 7: 7, now.Unix() + 3600: now.Unix()} {
		at := graph.Place{Since: since}
		if first := at.Begin(now); at.Since != want || first != (since == 0) {
			t.Errorf("a reading since %d goes on since %d, first: %t", since, at.Since, first)
		}
	}
}

// TestAgain: only of a thread that came whole is it known what it does not have any more.
func TestAgain(t *testing.T) {
	known := []ingest.Known{{Network: "threads", ID: "11", Thread: "1"}, {Network: "threads", ID: "21", Thread: "2"}, {Network: "threads", ID: "31", Thread: "3"},
		{Network: "threads", ID: "12", Thread: "1"}, {Network: "threads", ID: "13", Thread: "1"}, {ID: "4"}, {ID: "51", Thread: "../me"}}
	read := func(_ context.Context, thread string) ([]ingest.Dated, bool, error) {
		if thread == "3" {
			return nil, true, ingest.ErrGone
		}
		return []ingest.Dated{{Mention: ingest.Mention{ID: "11", Text: "Kestrel"}}, {Mention: ingest.Mention{ID: "12"}, Bad: errors.New("odd")}}, thread == "1", nil
	}
	var came []string
	alone := func(err error) bool { return errors.Is(err, ingest.ErrGone) }
	err := graph.Again(t.Context(), known, sourcetest.Now(), read, alone, func(p ingest.Page) error {
		for _, m := range p.Mentions {
			came = append(came, fmt.Sprint(m.ID, " ", m.Deleted))
		}
		return nil
	})
	if got := strings.Join(came, ", "); got != "11 false, 13 true" || err != nil {
		t.Errorf("it is said of %s, %v", got, err)
	}
}

func TestNames(t *testing.T) {
	if err := graph.CheckNames([]string{"kestrel.air", "@kestrel"}); err == nil || err.Error() != `accounts has "@kestrel", want a name such as kestrel` {
		t.Error(err)
	}
	for id, want := range map[string]bool{"18000000000000001": true, "": false, "1/2": false, "12345678901234567890123456": false} {
		if graph.IsNumber(id) != want {
			t.Errorf("%q is a number: %t", id, !want)
		}
	}
}
