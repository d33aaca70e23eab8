package stream

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"molva/ingest"
)

func TestReceiptsAreExact(t *testing.T) {
	s := open(t, t.TempDir())
	twice := append(mentions(0, 20), mentions(10, 30)...)
	steps := []struct {
		name  string
		batch []ingest.Envelope
		want  ingest.Receipt
	}{
		{"nothing", nil, ingest.Receipt{}},
		{"one", mentions(1000, 1001), ingest.Receipt{Last: 1, Taken: 1}},
		{"the same one", mentions(1000, 1001), ingest.Receipt{Duplicate: 1}},
		{"a few, some twice", append(mentions(2000, 2003), mentions(2001, 2005)...), ingest.Receipt{Last: 6, Taken: 5, Duplicate: 2}},
		{"a batch, some twice", twice, ingest.Receipt{Last: 36, Taken: 30, Duplicate: 10}},
		{"a batch, some known", mentions(20, 60), ingest.Receipt{Last: 66, Taken: 30, Duplicate: 10}},
		{"all known", mentions(0, 60), ingest.Receipt{Duplicate: 60}},
		{"several batches", mentions(50, 3500), ingest.Receipt{Last: 3500, Taken: 3434, Duplicate: 16}},
	}
	total := 0
	for _, st := range steps {
		got := publish(t, s, st.batch...)
		if got != st.want {
			t.Errorf("%s: receipt %+v, want %+v", st.name, got, st.want)
		}
		total += got.Taken
	}
	if got := len(scan(t, s.Raw(), time.Time{})); got != total {
		t.Errorf("%d messages kept, receipts say %d", got, total)
	}
}

func TestLongCallIsSplit(t *testing.T) {
	s := open(t, t.TempDir())
	if r := publish(t, s, mentions(0, 2500)...); r != (ingest.Receipt{Last: 2500, Taken: 2500}) {
		t.Errorf("receipt %+v", r)
	}
	for i, it := range scan(t, s.Raw(), time.Time{}) {
		if want := mention(i).Body; string(it.Body) != string(want) {
			t.Fatalf("message %d is %s, want %s", it.Seq, it.Body, want)
		}
	}
}

// Repeats that this process does not know of spoil an atomic batch; they must be found, counted, and harm nothing else.
func TestRepeatsOfAnotherPublisher(t *testing.T) {
	s := open(t, t.TempDir())
	for _, e := range mentions(0, 5) {
		foreign(t, s, "molva.mention.vk", ingest.MessageID(e.Network, e.ID, e.Body), e.Body)
	}
	if r := publish(t, s, mentions(3, 40)...); r != (ingest.Receipt{Last: 40, Taken: 35, Duplicate: 2}) {
		t.Errorf("a batch: receipt %+v", r)
	}
	foreign(t, s, "molva.mention.vk", ingest.MessageID("vk", "99", mention(99).Body), mention(99).Body)
	if r := publish(t, s, mention(99)); r != (ingest.Receipt{Duplicate: 1}) {
		t.Errorf("one: receipt %+v", r)
	}
}

func TestIDsThatHeadersWouldConfuse(t *testing.T) {
	s := open(t, t.TempDir())
	var batch []ingest.Envelope
	for _, id := range []string{"a b", "a\nb", "a\r\nb", "a\x00b", "", " ", strings.Repeat("long", 25_000)} {
		batch = append(batch, ingest.Envelope{Source: "shop", Network: "vk", ID: id, Body: []byte("{}")})
	}
	if r := publish(t, s, batch...); r.Taken != len(batch) {
		t.Errorf("receipt %+v, want %d taken", r, len(batch))
	}
}

func TestPublishersTogether(t *testing.T) {
	s := open(t, t.TempDir())
	const publishers, each = 20, 10
	receipts := make([]ingest.Receipt, publishers)
	var all sync.WaitGroup
	for p := range publishers {
		all.Go(func() {
			for i := range each {
				// Every mention is brought by two publishers at the same time.
				r, err := s.Publish(t.Context(), []ingest.Envelope{mention(p/2*each + i)})
				if err != nil {
					t.Error(err)
				}
				receipts[p].Taken += r.Taken
				receipts[p].Duplicate += r.Duplicate
			}
		})
	}
	all.Wait()
	var sum ingest.Receipt
	for _, r := range receipts {
		sum.Taken += r.Taken
		sum.Duplicate += r.Duplicate
	}
	if want := publishers * each / 2; sum.Taken != want || sum.Duplicate != want {
		t.Errorf("together %+v, want %d each", sum, want)
	}
	if got := len(scan(t, s.Raw(), time.Time{})); got != sum.Taken {
		t.Errorf("%d kept, receipts say %d", got, sum.Taken)
	}
}

func TestRefusedBeforeAnythingIsSent(t *testing.T) {
	s := open(t, t.TempDir(), func(o *Options) { o.MaxMessage = 1000 })
	with := func(change func(*ingest.Envelope)) []ingest.Envelope {
		e := mention(1)
		change(&e)
		return []ingest.Envelope{mention(0), e}
	}
	tests := []struct {
		name  string
		batch []ingest.Envelope
		want  string
	}{
		{"too large", with(func(e *ingest.Envelope) { e.Body = make([]byte, 1001) }), "item 2 of the batch is 1001 bytes, the stream takes up to 1000"},
		{"wildcard", with(func(e *ingest.Envelope) { e.Network = ">" }), `network is ">"`},
		{"two parts", with(func(e *ingest.Envelope) { e.Network = "vk.com" }), `network is "vk.com"`},
		{"no network", with(func(e *ingest.Envelope) { e.Network = "" }), `network is ""`},
		{"forged header", with(func(e *ingest.Envelope) { e.Source = "a\r\nNats-Msg-Id: x" }), `source is "a\r\nNats`},
		{"capitals", with(func(e *ingest.Envelope) { e.Source = "Shop" }), `source is "Shop"`},
		{"long", with(func(e *ingest.Envelope) { e.Source = strings.Repeat("a", 65) }), "up to 64"},
		{"run", with(func(e *ingest.Envelope) { e.Run = "a b" }), `run is "a b"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := s.Publish(t.Context(), tt.batch); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q in it", err, tt.want)
			}
		})
	}
	var large *ingest.TooLarge
	if _, err := s.Publish(t.Context(), tests[0].batch); !errors.As(err, &large) || large.Index != 1 {
		t.Errorf("error %#v, want TooLarge of item 1", err)
	}
	if last, err := s.Raw().Last(t.Context()); last != 0 || err != nil {
		t.Errorf("%d messages were taken, %v", last, err)
	}
	largest := mention(2)
	largest.Body = make([]byte, 1000)
	publish(t, s, largest)
}

func TestFullLogRefusesAndTrimMakesRoom(t *testing.T) {
	s := open(t, t.TempDir(), func(o *Options) { o.MaxBytes, o.MaxMessage = 100_000, 10_000 })
	big := func(id int) ingest.Envelope {
		e := mention(id)
		e.Body = make([]byte, 9000)
		return e
	}
	taken := 0
	var err error
	for id := 0; err == nil; id++ {
		if _, err = s.Publish(t.Context(), []ingest.Envelope{big(id)}); err == nil {
			taken++
		}
	}
	if !errors.Is(err, ingest.ErrFull) || taken < 9 {
		t.Fatalf("after %d: %v, want ErrFull", taken, err)
	}
	var many []ingest.Envelope
	for id := range 20 {
		many = append(many, big(100+id))
	}
	if _, err := s.Publish(t.Context(), many); !errors.Is(err, ingest.ErrFull) {
		t.Errorf("a batch that does not fit: %v, want ErrFull", err)
	}
	h := s.Health(t.Context())
	if h.Ready || len(h.Reasons) != 1 || !strings.Contains(h.Reasons[0], "the stream is full") || h.Silent != 0 {
		t.Errorf("health of a full stream: %+v", h)
	}
	if got := len(scan(t, s.Raw(), time.Time{})); got != taken {
		t.Errorf("%d kept, %d taken: nothing old may be dropped, nothing half taken", got, taken)
	}
	removed, err := s.Raw().Trim(t.Context(), 5, time.Now().Add(time.Hour))
	if err != nil || removed != 5 {
		t.Errorf("trimmed %d, %v", removed, err)
	}
	publish(t, s, big(500))
	if got := seqs(scan(t, s.Raw(), time.Time{})); got[0] != 6 || len(got) != taken-4 {
		t.Errorf("kept %v", got)
	}
}

func TestLowDiskRefuses(t *testing.T) {
	s := open(t, t.TempDir(), func(o *Options) { o.MinFree = 1 << 60 })
	if _, err := s.Publish(t.Context(), mentions(0, 1)); !errors.Is(err, ingest.ErrFull) {
		t.Errorf("publish: %v, want ErrFull", err)
	}
	if err := s.Note(t.Context(), ingest.Note{Source: "shop"}); !errors.Is(err, ingest.ErrFull) {
		t.Errorf("note: %v, want ErrFull", err)
	}
	if err := s.Keep(t.Context(), "shop", ingest.Place{Cursor: "x"}); err != nil {
		t.Errorf("a place is small: %v", err)
	}
	h := s.Health(t.Context())
	if h.Ready || len(h.Reasons) != 1 || !strings.Contains(h.Reasons[0], "bytes free") {
		t.Errorf("health %+v", h)
	}
}

// A source whose place grew too large is at fault itself: it must not look as if the server were silent, because that
// would be replaced, for all.
func TestLargePlaceIsRefused(t *testing.T) {
	s := open(t, t.TempDir(), func(o *Options) { o.MaxMessage = 1000 })
	for range 3 {
		err := s.Keep(t.Context(), "shop", ingest.Place{Cursor: ingest.Cursor(strings.Repeat("x", 1000))})
		if err == nil || errors.Is(err, ingest.ErrStreamed) || !strings.Contains(err.Error(), "the stream takes up to 1000") {
			t.Errorf("keep: %v, want a refusal that says why", err)
		}
	}
	if h := s.Health(t.Context()); !h.Ready || h.Restarts != 0 {
		t.Errorf("health %+v", h)
	}
}

func TestAppendIsIdempotent(t *testing.T) {
	s := open(t, t.TempDir())
	publish(t, s, mentions(0, 30)...)
	if err := s.Note(t.Context(), ingest.Note{Source: "shop", Gap: "outage"}); err != nil {
		t.Fatal(err)
	}
	tagged, err := s.Tagged(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	items := scan(t, s.Raw(), time.Time{})
	for i := range items {
		items[i].Verdict = fmt.Appendf(nil, `{"lang":"ru","why":"ёж %d"}`, i)
	}
	for range 2 {
		if err := tagged.Append(t.Context(), items); err != nil {
			t.Fatal(err)
		}
	}
	got := read(t, tagged, 0, len(items))
	if !slices.EqualFunc(got, items, func(a, b Item) bool {
		return a.Seq == b.Seq && a.Kind == b.Kind && a.Network == b.Network && a.Source == b.Source &&
			a.Seen.Equal(b.Seen) && string(a.Body) == string(b.Body) && string(a.Verdict) == string(b.Verdict)
	}) {
		t.Errorf("tagged log has\n%v\nwant\n%v", got, items)
	}
	again := items[0]
	again.Seq = 500 // the same mention may lie in the raw log twice, and then it has two outcomes
	if err := tagged.Append(t.Context(), []Item{again}); err != nil {
		t.Fatal(err)
	}
	if last, _ := tagged.Last(t.Context()); last != uint64(len(items)+1) {
		t.Errorf("last is %d", last)
	}
	if err := s.Raw().Append(t.Context(), items); err == nil {
		t.Error("the raw log was appended to")
	}
}
