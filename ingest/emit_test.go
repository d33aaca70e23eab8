package ingest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/ingest"
)

// TestCommunityFiguresFitNotes: posts with long texts and large sets travel in several notes, each of which fits the
// stream.
func TestCommunityFiguresFitNotes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		now := time.Now().UTC()
		var page ingest.Page
		for i := range 70 {
			page.Posts = append(page.Posts, ingest.AccountPost{Account: "zarya", Network: "vk", ID: fmt.Sprint(i), Published: now, Text: strings.Repeat("Заря ", 10_000)})
			page.Figures = append(page.Figures, ingest.Figure{Account: "zarya", Network: "vk", Post: fmt.Sprint(i), Metric: "views", At: now, Value: 1})
		}
		large := ingest.Members{Account: "zarya", Network: "vk", Set: "followers", At: now, Last: true}
		for i := range 500 {
			large.IDs = append(large.IDs, fmt.Sprint(i, strings.Repeat("x", 200)))
		}
		none := ingest.Members{Account: "kestrel", Network: "vk", Set: "followers", At: now, Last: true}
		fans := ingest.Members{Account: "zarya", Network: "vk", Set: "fans", At: now}
		page.Members = []ingest.Members{large, fans, none}
		page.Figures[0].Value = math.NaN()
		page.Posts = append(page.Posts, ingest.AccountPost{Account: "zarya", Network: "vk", Published: now})
		pipe := new(recorder)
		runFor(t, worker(pipe, pages(page)), time.Second)

		var got ingest.Page
		var pieces []string
		var rejected []ingest.Rejection
		for _, n := range pipe.notes {
			if body, err := json.Marshal(n); err != nil || len(body) > ingest.MaxBody {
				t.Errorf("a note of %d bytes, %v", len(body), err)
			}
			got.Posts, got.Figures = append(got.Posts, n.Posts...), append(got.Figures, n.Figures...)
			rejected = append(rejected, n.Rejected...)
			for _, m := range n.Members {
				pieces = append(pieces, fmt.Sprintf("%s %d %t", m.Account, len(m.IDs), m.Last))
				got.Members = append(got.Members, m)
			}
		}
		if len(got.Posts) != 70 || len(got.Posts[69].Text) < 60_000 || cmp.Diff(page.Figures[1:], got.Figures) != "" {
			t.Errorf("%d posts, %d figures", len(got.Posts), len(got.Figures))
		}
		if diff := cmp.Diff([]string{"zarya 215 false", "zarya 214 false", "zarya 71 true", "kestrel 0 true"}, pieces); diff != "" {
			t.Error(diff)
		}
		wantRejected := []ingest.Rejection{{Item: "zarya", Reason: "value is NaN, want a finite number from 0"},
			{Item: "", Reason: "post: id shows nothing"}, {Item: "zarya", Reason: `set is "fans", want one of ["followers" "dead" "active"]`}}
		if diff := cmp.Diff(wantRejected, rejected); diff != "" {
			t.Error(diff)
		}
		if ids := slices.Concat(got.Members[0].IDs, got.Members[1].IDs, got.Members[2].IDs); !slices.Equal(ids, large.IDs) {
			t.Error("members are lost or in another order")
		}
	})
}

// TestASourceMayKnowWhatEverythingIsAbout.
func TestASourceMayKnowWhatEverythingIsAbout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe := new(recorder)
		known := mention("2")
		known.Topics = []string{"boreal"}
		w := worker(pipe, pages(ingest.Page{Mentions: []ingest.Mention{mention("1"), known}}))
		w.Topics = []string{"zarya"}
		runFor(t, w, time.Second)
		var topics [][]string
		for _, e := range slices.Concat(pipe.batches...) {
			m, err := admit(e.Body)
			if err != nil {
				t.Fatal(err)
			}
			topics = append(topics, m.Topics)
		}
		if diff := cmp.Diff([][]string{{"zarya"}, {"boreal"}}, topics); diff != "" {
			t.Error(diff)
		}
	})
}

// TestHugePartsAreCut: what is long beside a text is no reason to lose the text, or the page.
func TestHugePartsAreCut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const huge = 2 << 20
		reply := mention("1")
		reply.Context = strings.Repeat("Заря ", huge)
		page := ingest.Page{Mentions: []ingest.Mention{reply}, Gap: strings.Repeat("x", huge), Unknown: map[string]int{"a": 1}}
		for i := range 3 {
			page.Unknown[strings.Repeat("x", huge+i)] = 1
		}
		pipe := new(recorder)
		runFor(t, worker(pipe, pages(page)), time.Second)
		m, err := admit(slices.Concat(pipe.batches...)[0].Body)
		if err != nil || len(m.Context) > ingest.MaxContext || len(m.Context) < ingest.MaxContext-10 {
			t.Errorf("the context has %d bytes, %v", len(m.Context), err)
		}
		if len(pipe.notes) != 1 || len(pipe.notes[0].Gap) > 300 || len(pipe.notes[0].Unknown) != 2 || pipe.notes[0].Unknown[strings.Repeat("x", 128)] != 3 {
			t.Errorf("the notes are %.1000v", pipe.notes)
		}
	})
}

// TestTheStateTellsWhatIsSpentAndWhatExpires: the network's word on that, else the owner's.
func TestTheStateTellsWhatIsSpentAndWhatExpires(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pipe, owner, network := new(recorder), time.Now().AddDate(1, 0, 0), time.Now().AddDate(0, 1, 0)
		g := ingest.NewGovernor(time.Now)
		w := worker(pipe, func(ctx context.Context, _ ingest.Cursor, _ func(ingest.Page) error) error {
			if time.Since(owner.AddDate(-1, 0, 0)) > time.Hour {
				g.Expires(network)
			}
			return g.Take(ctx, "calls", 1)
		})
		w.Governor, w.Expires = g, owner
		w.Rhythm.Quotas = []ingest.Quota{{Name: "calls", Max: 100, Window: ingest.PerDay}}
		runFor(t, w, 59*time.Minute)
		s := pipe.last()
		if len(s.Spent) != 1 || s.Spent[0].Used != 6 || s.Spent[0].Max != 100 || !s.Expires.Equal(owner) {
			t.Errorf("the state is %+v", s)
		}
		runFor(t, w, 20*time.Minute)
		if s := pipe.last(); !s.Expires.Equal(network) {
			t.Errorf("expires %s, want the network's word", s.Expires)
		}
	})
}
