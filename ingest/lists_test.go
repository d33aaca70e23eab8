package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"molva/ingest"
)

// listed is the time of an item, so many hours after the beginning.
func listed(hour int) time.Time {
	return time.Unix(1_800_000_000, 0).UTC().Add(time.Duration(hour) * time.Hour)
}

func dated(id string, hour int) ingest.Dated {
	return ingest.Dated{Mention: ingest.Mention{ID: id, Network: "lists", Text: "x", Published: listed(hour)}}
}

// oneByOne is a list of one item a page.
func oneByOne(items ...ingest.Dated) func(context.Context, string, string) ([]ingest.Dated, string, error) {
	return func(_ context.Context, name, token string) ([]ingest.Dated, string, error) {
		i, _ := strconv.Atoi(token)
		if i >= len(items) {
			return nil, "", nil
		}
		return items[i : i+1], strconv.Itoa(i + 1), nil
	}
}

// taker keeps what is emitted.
type taker struct {
	pages []ingest.Page
	next  ingest.Cursor
}

func (k *taker) emit(p ingest.Page) error {
	k.pages, k.next = append(k.pages, p), p.Next
	return nil
}

// said names what came, in order: edits with a star, rejections in brackets.
func (k *taker) said() string {
	var all []string
	for _, p := range k.pages {
		for _, m := range p.Mentions {
			name := m.ID
			if !m.Edited.IsZero() {
				name += "*"
			}
			all = append(all, name)
		}
		for _, r := range p.Rejected {
			all = append(all, "["+r.Item+"]")
		}
	}
	return strings.Join(all, " ")
}

func TestListsRead(t *testing.T) {
	l := ingest.Lists{Names: []string{"a"}, Late: 10 * time.Hour, Now: func() time.Time { return listed(100) }}
	var at ingest.Cursor
	for _, step := range []struct {
		items []ingest.Dated
		want  string
	}{
		{nil, ""},
		{[]ingest.Dated{dated("2", 20), dated("1", 10)}, "2"}, // the newest page alone
		{[]ingest.Dated{dated("2", 20), dated("1", 10)}, "1"}, // which came late
		{[]ingest.Dated{dated("2", 20), dated("1", 10)}, ""},
		{[]ingest.Dated{dated("5", 50), {Mention: ingest.Mention{ID: "4"}, Bad: errors.New("bad")}, dated("2", 40), dated("3", 30), dated("0", 9)}, "3 2* 5 [4]"},
		{[]ingest.Dated{dated("9", 999), dated("5", 50), {Mention: ingest.Mention{ID: "4"}, Bad: errors.New("bad")}, dated("2", 40)}, "9"},
		{[]ingest.Dated{dated("9", 999), dated("6", 95), dated("old", 89)}, "6"}, // whose clock is wrong does not hide the others
	} {
		l.Page = oneByOne(step.items...)
		var k taker
		if err := l.Read(t.Context(), at, k.emit); err != nil {
			t.Fatal(err)
		}
		if got := k.said(); got != step.want {
			t.Errorf("after %s came %q, want %q", at, got, step.want)
		}
		if k.next != "" {
			at = k.next
		}
	}
}

// What is wrong with a list is no reason to leave the others, unless the network asks for peace.
func TestListsBeside(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{{ingest.ErrDenied, "b"}, {ingest.ErrGone, "b"}, {errors.New("broken"), "b"}, {&ingest.Throttled{}, ""}} {
		var k taker
		l := ingest.Lists{Names: []string{"a", "b"}, Now: time.Now, Page: func(_ context.Context, name, _ string) ([]ingest.Dated, string, error) {
			if name == "a" {
				return nil, "", c.err
			}
			return []ingest.Dated{dated(name, 1)}, "", nil
		}}
		if err := l.Read(t.Context(), "", k.emit); !errors.Is(err, c.err) || k.said() != c.want {
			t.Errorf("%v: %v, came %q, want %q", c.err, err, k.said(), c.want)
		}
	}
}

// Who was away for too long is told that something is lost, and what was taken off the config is forgotten.
func TestListsGap(t *testing.T) {
	var items []ingest.Dated
	for i := range 500 {
		items = append(items, dated(fmt.Sprint(i), 1000-i))
	}
	l := ingest.Lists{Names: []string{"a"}, Page: oneByOne(items...), Now: func() time.Time { return listed(2000) }}
	var k taker
	after := ingest.CursorOf(map[string]ingest.Trail{"a": {Until: listed(1).Unix()}, "b": {Until: 7}})
	if err := l.Read(t.Context(), after, k.emit); err != nil {
		t.Fatal(err)
	}
	if len(k.pages) != 1 || len(k.pages[0].Mentions) != 100 || k.pages[0].Gap == "" || !k.pages[0].GapFrom.Equal(listed(1)) || strings.Contains(string(k.next), `"b"`) {
		t.Errorf("%d pages, %+v, next %s", len(k.pages), k.pages[0].Gap, k.next)
	}
}

// Some networks give the newest of a list alone.
func TestListsEnd(t *testing.T) {
	l := ingest.Lists{Names: []string{"a"}, Most: 2, Now: func() time.Time { return listed(100) }}
	after := ingest.CursorOf(map[string]ingest.Trail{"a": {Until: listed(10).Unix()}})
	for _, c := range []struct {
		items []ingest.Dated
		gap   bool
	}{
		{[]ingest.Dated{dated("3", 30)}, false}, // that is all there is
		{[]ingest.Dated{dated("3", 30), dated("2", 20)}, true},
		{[]ingest.Dated{dated("3", 30), dated("0", 9)}, false},
	} {
		l.Page = oneByOne(c.items...)
		var k taker
		if err := l.Read(t.Context(), after, k.emit); err != nil || len(k.pages) != 1 || (k.pages[0].Gap != "") != c.gap {
			t.Errorf("of %d: %d pages, %v; want a gap: %t", len(c.items), len(k.pages), err, c.gap)
		}
	}
}

// A list that is gone holds nobody up.
func TestListsBackfillBeyondWhatIsGone(t *testing.T) {
	l := ingest.Lists{Names: []string{"a", "b"}, Now: time.Now, Page: func(_ context.Context, name, _ string) ([]ingest.Dated, string, error) {
		if name == "a" {
			return nil, "", ingest.ErrGone
		}
		return []ingest.Dated{dated(name, 1)}, "", nil
	}}
	var k taker
	if err := l.Backfill(t.Context(), ingest.Span{From: listed(0), To: listed(2)}, "", k.emit); err != nil || k.said() != "[a] b" {
		t.Errorf("came %q, %v", k.said(), err)
	}
}

// The past comes newest first, and goes on after each page as if nothing had stopped it.
func TestListsBackfill(t *testing.T) {
	l := ingest.Lists{Names: []string{"a", "b"}, Now: time.Now,
		Page: oneByOne(dated("6", 60), dated("5", 50), dated("4", 40), ingest.Dated{Bad: errors.New("bad")}, dated("3", 30), dated("2", 20), dated("1", 10))}
	span := ingest.Span{From: listed(20), To: listed(60)}
	var whole taker
	if err := l.Backfill(t.Context(), span, "", whole.emit); err != nil || whole.said() != "5 4 [] 3 2 5 4 [] 3 2" {
		t.Fatalf("came %q, %v", whole.said(), err)
	}
	for i, p := range whole.pages {
		before, rest := taker{pages: whole.pages[:i+1]}, taker{}
		if err := l.Backfill(t.Context(), span, p.Next, rest.emit); err != nil {
			t.Fatal(err)
		}
		all := strings.Fields(before.said() + " " + rest.said())
		for _, id := range []string{"5", "4", "3", "2"} {
			if n := len(slices.DeleteFunc(slices.Clone(all), func(s string) bool { return s != id })); n < 2 {
				t.Errorf("stopped after %q and went on with %q: %s came %d times", before.said(), rest.said(), id, n)
			}
		}
	}
	if last := whole.pages[len(whole.pages)-1].Next; last == "" {
		t.Error("there is no cursor at the end")
	}
}
