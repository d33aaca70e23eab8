package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"molva/ingest"
)

// fresh is a source that listens, and can look again.
type fresh struct {
	source
	again func(context.Context, []ingest.Known, func(ingest.Page) error) error
}

func (f fresh) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	return f.again(ctx, known, emit)
}

// shelf is a store that has mentions, in the order of arrival.
type shelf struct {
	all   []ingest.Known
	err   error
	asked int
}

func (s *shelf) put(ids ...string) {
	for _, id := range ids {
		s.all = append(s.all, ingest.Known{Number: int64(len(s.all) + 1), Network: "shop", ID: id, Seen: time.Now()})
	}
}

func (s *shelf) Due(_ context.Context, q ingest.Due) (due []ingest.Known, err error) {
	s.asked++
	for _, k := range s.all {
		if k.Number > q.After && !k.Seen.Before(q.Seen.From) && k.Seen.Before(q.Seen.To) && len(due) < q.Limit && q.Source == "shop" {
			due = append(due, k)
		}
	}
	return due, s.err
}

// looksAgain is a worker that listens, and looks again at what a shelf has.
func looksAgain(pipe *recorder, s *shelf, again func(context.Context, []ingest.Known, func(ingest.Page) error) error) *ingest.Worker {
	w := worker(pipe, nil)
	w.Source, w.Rhythm, w.Memory = fresh{listens, again}, ingest.Rhythm{}, s
	return w
}

func TestMentionsAreLookedAtAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, pipe, began := new(shelf), new(recorder), time.Now()
		s.put("a", "b")
		asked := map[string][]time.Duration{}
		again := func(_ context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
			page := ingest.Page{Next: "no cursor of Read"}
			for _, k := range known {
				asked[k.ID] = append(asked[k.ID], time.Since(began))
				page.Mentions = append(page.Mentions, ingest.Mention{ID: k.ID, Text: "late, said " + time.Since(began).String()})
			}
			return emit(page)
		}
		day := 24 * time.Hour
		for range 6 { // lives
			runFor(t, looksAgain(pipe, s, again), 11*day)
			pipe.start = pipe.kept()
		}
		want := []time.Duration{time.Hour, day, 7 * day, 29 * day, 58 * day}
		for id, at := range asked {
			for i := range want {
				if len(at) != len(want) || at[i] < want[i] || at[i] > want[i]+min(want[i]/50, 12*time.Hour)+10*time.Minute {
					t.Errorf("%s was looked at after %v, want %v", id, at, want)
					break
				}
			}
		}
		if last := pipe.last(); !last.LastItem.IsZero() || last.State != ingest.OK || pipe.kept().Cursor != "" || len(asked) != 2 || len(pipe.came()) != 10 {
			t.Errorf("the state is %+v at %q, %d came", last, pipe.kept().Cursor, len(pipe.came()))
		}
	})
}

// TestAskingIsCheap: many ages are no reason to ask all the time.
func TestAskingIsCheap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if n := len(ingest.RefreshAges); n != 28 || ingest.RefreshAges[n-1] != 25*29*24*time.Hour {
			t.Errorf("%d ages up to %v", n, ingest.RefreshAges[n-1])
		}
		s := new(shelf)
		runFor(t, looksAgain(new(recorder), s, nil), 24*time.Hour)
		if s.asked < 350 || s.asked > 450 {
			t.Errorf("asked %d times a day", s.asked)
		}
	})
}

// TestMarksMoveOnlyOverWhatIsSafe, batch by batch.
func TestMarksMoveOnlyOverWhatIsSafe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, broken := new(shelf), true
		for i := range 250 {
			s.put(fmt.Sprint(i))
		}
		pipe := new(recorder)
		pipe.refuse = func(what string) error {
			if what == "publish" && broken && len(pipe.batches) == 1 {
				return ingest.ErrFull
			}
			return nil
		}
		var sizes []int
		w := looksAgain(pipe, s, func(_ context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
			sizes = append(sizes, len(known))
			return emit(ingest.Page{Mentions: []ingest.Mention{mention(known[0].ID)}})
		})
		w.Rhythm.Live = true // emit fails at once
		runFor(t, w, 64*time.Minute)
		if marks := pipe.kept().Again.Marks; len(marks) != 1 || marks[0].Number != 100 {
			t.Errorf("the marks are %+v, want the first hundred", marks)
		}
		broken, pipe.start = false, pipe.kept()
		runFor(t, w, 6*time.Minute)
		if marks := pipe.kept().Again.Marks; !slices.Equal(sizes, []int{100, 100, 100, 50}) || marks[0].Number != 250 {
			t.Errorf("asked for %v; the marks are %+v", sizes, marks)
		}
	})
}

// TestABatchBreaksOff: a hundred mentions at some calls each are more than some networks allow at once.
func TestABatchBreaksOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, pipe := new(shelf), new(recorder)
		for i := range 100 {
			s.put(fmt.Sprint(i))
		}
		var sizes []int
		runFor(t, looksAgain(pipe, s, func(_ context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
			sizes = append(sizes, len(known))
			for i, k := range known {
				if i == 40 {
					return &ingest.Throttled{Until: time.Now().Add(time.Minute), Why: "40 of 40 calls a minute are used"}
				}
				if err := emit(ingest.Page{Mentions: []ingest.Mention{mention(k.ID)}}); err != nil {
					return err
				}
			}
			return nil
		}), 89*time.Minute)
		if marks := pipe.kept().Again.Marks; !slices.Equal(sizes, []int{100, 60, 20}) || len(marks) != 1 || marks[0].Number != 100 {
			t.Errorf("asked for %v; the marks are %+v", sizes, marks)
		}
	})
}

// TestWhoIsLateLeavesOutWhatIsStale.
func TestWhoIsLateLeavesOutWhatIsStale(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, pipe := new(shelf), new(recorder)
		s.put("stale")
		time.Sleep(time.Hour)
		s.put("due")
		time.Sleep(time.Hour + time.Minute)
		var asked []string
		w := looksAgain(pipe, s, func(_ context.Context, known []ingest.Known, _ func(ingest.Page) error) error {
			for _, k := range known {
				asked = append(asked, k.ID)
			}
			return nil
		})
		runFor(t, w, 20*time.Hour)
		if !slices.Equal(asked, []string{"due"}) {
			t.Errorf("asked for %q", asked)
		}
	})
}

// errors are what was told, each once in a row.
func (r *recorder) errors() (told []string) {
	for _, s := range r.states {
		if s.Error != "" {
			told = append(told, s.Error)
		}
	}
	return slices.Compact(told)
}

// TestTroubleWithASecondLook is told to people, and is none of the source.
func TestTroubleWithASecondLook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, c := range map[string]struct {
			err  error
			most int
			lost bool   // the batch is left out
			told string // to people
		}{
			"an error three times": {errors.New("no answer"), 3, true, "look again after 1h: no answer"},
			"the network's wait":   {&ingest.Throttled{Until: time.Now().Add(1000 * time.Hour), Why: "slowly"}, 1, false, ""},
			"refused":              {ingest.ErrDenied, 3, false, "look again after 1h: access denied"},
		} {
			s, pipe, asked := new(shelf), new(recorder), 0
			s.put("a")
			w := looksAgain(pipe, s, func(context.Context, []ingest.Known, func(ingest.Page) error) error { asked++; return c.err })
			runFor(t, w, 89*time.Minute)
			marked := len(pipe.kept().Again.Marks) > 0
			if asked == 0 || asked > c.most || marked != c.lost {
				t.Errorf("%s: asked %d times, marked %t", name, asked, marked)
			}
			if pipe.last().State != ingest.OK {
				t.Errorf("%s: the source is %s", name, pipe.last().State)
			}
			if told := pipe.errors(); c.told == "" && len(told) > 0 || c.told != "" && !slices.Equal(told, []string{c.told}) {
				t.Errorf("%s: people are told %q, want %q", name, told, c.told)
			}
			if c.lost != (pipe.last().Error == "") && c.told != "" {
				t.Errorf("%s: the last word is %q", name, pipe.last().Error)
			}
			if wait := pipe.kept().Again.WaitUntil; wait.IsZero() != c.lost {
				t.Errorf("%s: kept to wait until %s", name, wait)
			}
		}
		s, asked := &shelf{err: errors.New("no store answers")}, 0
		s.put("a")
		runFor(t, looksAgain(new(recorder), s, func(context.Context, []ingest.Known, func(ingest.Page) error) error { asked++; return nil }), 89*time.Minute)
		if asked > 0 || s.asked > 20 { // once a round
			t.Errorf("asked the store %d times and the source for %d batches that nobody knows", s.asked, asked)
		}
	})
}
