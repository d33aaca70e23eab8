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

// More in a day than a list holds is no loss for whoever reads it every hour.
func TestListsOverlap(t *testing.T) {
	l := ingest.Lists{Names: []string{"a"}, Most: 2, Late: 24 * time.Hour, Now: func() time.Time { return listed(100) }}
	l.Page = oneByOne(dated("3", 32), dated("2", 31))
	for hour, gap := range map[int]bool{30: true, 31: false} {
		var k taker
		after := ingest.CursorOf(map[string]ingest.Trail{"a": {Until: listed(hour).Unix()}})
		if err := l.Read(t.Context(), after, k.emit); err != nil || len(k.pages) != 1 || (k.pages[0].Gap != "") != gap {
			t.Errorf("after hour %d: %+v, %v; want a gap: %t", hour, k.pages, err, gap)
		}
	}
}

// Whatever the ids are and however much comes at once, the cursor stays small, and what it has room for comes once.
func TestListsCursor(t *testing.T) {
	odd := []string{"plain", strings.Repeat("<", 40), strings.Repeat("long", 200), "\xff\x00", "Кестрел"}
	l := ingest.Lists{Late: time.Hour, Now: func() time.Time { return listed(1) }}
	for i := range 30 {
		l.Names = append(l.Names, fmt.Sprintf("list %d", i))
	}
	many := 0
	l.Page = func(_ context.Context, name, _ string) (items []ingest.Dated, _ string, _ error) {
		for i := range many {
			items = append(items, dated(fmt.Sprint(odd[i%len(odd)], i), 1))
		}
		return items, "", nil
	}
	for _, many = range []int{10, 500} {
		var first, second taker
		if err := l.Read(t.Context(), "", first.emit); err != nil || len(first.next) > 100_000 || len(first.next) < 5_000 {
			t.Fatalf("the cursor of %d items has %d bytes, %v", many, len(first.next), err)
		}
		if err := l.Read(t.Context(), first.next, second.emit); err != nil || (second.said() == "") != (many == 10) {
			t.Errorf("of %d items a list some come again: %.100q, %v", many, second.said(), err)
		}
	}
}

// An edit is one however much came before it.
func TestListsEdit(t *testing.T) {
	items := []ingest.Dated{dated("0", 2000)}
	for i := range 300 {
		items = append(items, dated(fmt.Sprint(i+1), 1000-i))
	}
	l := ingest.Lists{Names: []string{"a"}, Late: time.Hour, Now: func() time.Time { return listed(3000) }}
	l.Page = func(context.Context, string, string) ([]ingest.Dated, string, error) { return items, "", nil }
	after := ingest.CursorOf(map[string]ingest.Trail{"a": {Until: listed(500).Unix(), Seen: map[string]int64{"0": listed(500).Unix()}}})
	var k taker
	if err := l.Read(t.Context(), after, k.emit); err != nil || len(k.pages) != 2 || !strings.HasSuffix(k.said(), " 0*") {
		t.Errorf("%d pages, %v: %s", len(k.pages), err, k.said())
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

// A list that cannot be read holds nobody up, and is read when it can be, alone.
func TestListsBackfillBesideWhatIsBroken(t *testing.T) {
	broken, asked := errors.New("broken"), ""
	good := func(_ context.Context, name, token string) ([]ingest.Dated, string, error) {
		asked += name
		return oneByOne(dated(name+"3", 3), dated(name+"2", 2), dated(name+"1", 1))(t.Context(), name, token)
	}
	l := ingest.Lists{Names: []string{"a", "b", "c"}, Now: time.Now}
	l.Page = func(ctx context.Context, name, token string) ([]ingest.Dated, string, error) {
		if name == "b" && token == "1" {
			return nil, "", broken
		}
		return good(ctx, name, token)
	}
	span := ingest.Span{From: listed(1), To: listed(4)}
	var k taker
	if err := l.Backfill(t.Context(), span, "", k.emit); !errors.Is(err, broken) || k.said() != "a3 a2 a1 b3 c3 c2 c1" {
		t.Fatalf("came %q, %v", k.said(), err)
	}
	l.Page, asked = good, ""
	var rest taker
	if err := l.Backfill(t.Context(), span, k.next, rest.emit); err != nil || rest.said() != "b3 b2 b1" || strings.Trim(asked, "b") != "" {
		t.Errorf("then came %q, asked for %q, %v", rest.said(), asked, err)
	}
	rest = taker{}
	if err := l.Backfill(t.Context(), span, "{\"last\":\"c\"}", rest.emit); err != nil || len(rest.pages) != 0 {
		t.Errorf("at the end came %q, %v", rest.said(), err)
	}
}

// Pages that go round in a circle come to an end.
func TestListsBackfillOfACircle(t *testing.T) {
	l := ingest.Lists{Names: []string{"a"}, Now: time.Now, Page: func(_ context.Context, _, token string) ([]ingest.Dated, string, error) {
		return []ingest.Dated{dated("1", 1)}, map[string]string{"": "x", "x": "y", "y": "x"}[token], nil
	}}
	var k taker
	if err := l.Backfill(t.Context(), ingest.Span{From: listed(0), To: listed(2)}, "", k.emit); err != nil || len(k.pages) > 200 {
		t.Errorf("%d pages, %v", len(k.pages), err)
	}
}

// One that cannot be looked at holds up no other, unless the network asks for peace.
func TestListsLook(t *testing.T) {
	broken := errors.New("broken")
	l := ingest.Lists{Names: []string{"a"}}
	for _, c := range []struct {
		err, want error
		came      string
	}{
		{ingest.ErrGone, nil, "a/1 a/3*"},
		{broken, broken, "a/1 a/3*"},
		{&ingest.Throttled{}, &ingest.Throttled{}, "a/1"},
		{ingest.ErrDenied, ingest.ErrDenied, "a/1"},
	} {
		var k taker
		known := []ingest.Known{{ID: "a/1", Seen: listed(2)}, {ID: "a/2"}, {ID: "b/1"}, {ID: "a"}, {ID: "a/3", Seen: listed(1)}}
		err := l.Look(t.Context(), known, func(_ context.Context, list, id string) (ingest.Dated, error) {
			if id == "2" {
				return ingest.Dated{}, c.err
			}
			if id == "" {
				return ingest.Dated{}, ingest.ErrGone
			}
			return dated(list+"/"+id, 2), nil
		}, k.emit)
		if throttled := new(ingest.Throttled); k.said() != c.came || !errors.Is(err, c.want) && !errors.As(err, &throttled) {
			t.Errorf("%v: came %q, %v", c.err, k.said(), err)
		}
	}
}
