package x

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"molva/ingest"
)

// bank is an X that bills what it hands out, and knows what it has billed. Every pace somebody writes what all queries find.
type bank struct {
	pace   time.Duration
	stream time.Duration // between two posts of the stream
	kill   func()        // called now and then, once an answer is billed and before it goes out
	every  int           // so many requests

	mu       sync.Mutex
	requests int
	billed   map[string]float64 // by month
}

func (b *bank) bill(dollars float64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.billed[time.Now().UTC().Format("2006-01")] += dollars
}

func (b *bank) total(month string) float64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.billed[month]
}

// deadly reports whether whoever asks is killed before he is answered.
func (b *bank) deadly() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.requests++
	return b.requests%b.every == 0
}

func (b *bank) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	var body map[string]any
	switch {
	case r.URL.Path == "/2/tweets/search/stream":
		b.flow(w, r)
		return
	case r.URL.Path == rulesPath:
		body = map[string]any{}
	case strings.HasPrefix(r.URL.Path, "/2/users/by"), r.URL.Path == "/2/users":
		b.bill(0.010)
		body = map[string]any{"data": []any{map[string]any{"id": "10", "username": "kestrel_test", "name": "Kestrel"}}}
	case r.URL.Path == "/2/tweets":
		body = b.hand(strings.Split(q.Get("ids"), ","), q.Has("expansions"))
	default:
		most, _ := strconv.Atoi(q.Get("max_results"))
		body = b.hand(b.written(number(q.Get("since_id")), number(q.Get("until_id")), most), q.Has("expansions"))
	}
	if b.deadly() {
		b.kill()
		<-r.Context().Done()
		return
	}
	_ = json.NewEncoder(w).Encode(body)
}

// written are the ids of what was written between two others, newest first.
func (b *bank) written(since, until int64, most int) (ids []string) {
	newest, oldest := time.Now(), time.Now().Add(-7*day)
	if until != 0 && born(until).Before(newest) {
		newest = born(until)
	}
	for at := newest.Truncate(b.pace); at.After(oldest) && len(ids) < most; at = at.Add(-b.pace) {
		id := idAt(at)
		if id <= since {
			break
		}
		if until == 0 || id < until {
			ids = append(ids, strconv.FormatInt(id, 10))
		}
	}
	return ids
}

// hand bills posts and makes an answer of them.
func (b *bank) hand(ids []string, authors bool) map[string]any {
	body := map[string]any{}
	if len(ids) == 0 {
		return body
	}
	var posts []any
	for _, id := range ids {
		posts = append(posts, postOf(id))
	}
	body["data"] = posts
	body["meta"] = map[string]any{"newest_id": ids[0], "oldest_id": ids[len(ids)-1], "next_token": "more"}
	b.bill(0.005 * float64(len(ids)))
	if authors {
		body["includes"] = map[string]any{"users": []any{map[string]any{"id": "7", "username": "anna_test", "name": "Anna"}}}
		b.bill(0.010)
	}
	return body
}

func postOf(id string) map[string]any {
	return map[string]any{"id": id, "text": "Kestrel " + strings.Repeat("again ", 40), "author_id": "7", "edit_history_tweet_ids": []string{id},
		"public_metrics": map[string]any{"retweet_count": 0, "reply_count": 0, "like_count": 0, "bookmark_count": 0, "impression_count": 0}}
}

// flow streams posts for as long as somebody takes them, and bills each one that was sent.
func (b *bank) flow(w http.ResponseWriter, r *http.Request) {
	for n := 1; r.Context().Err() == nil; n++ {
		body, _ := json.Marshal(map[string]any{"data": postOf(strconv.FormatInt(idAt(time.Now())+int64(n), 10))})
		if _, err := fmt.Fprintf(w, "%s\r\n", body); err != nil {
			return
		}
		if http.NewResponseController(w).Flush() != nil {
			return
		}
		b.bill(0.005)
		if n%97 == 0 && b.deadly() {
			b.kill()
			return
		}
		select {
		case <-time.After(b.stream):
		case <-r.Context().Done():
		}
	}
}

// memory is a pipe that keeps a place until it is cut off, as by a kill.
type memory struct {
	mu    sync.Mutex
	place ingest.Place
	said  []string // by the source, of how it is
}

// handle is what one process has of the memory.
type handle struct {
	*memory
	dead bool
}

func (h *handle) Publish(ctx context.Context, batch []ingest.Envelope) (ingest.Receipt, error) {
	return ingest.Receipt{Taken: len(batch)}, ctx.Err()
}

func (h *handle) Note(_ context.Context, n ingest.Note) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if n.State != nil {
		h.said = append(h.said, n.State.Error)
	}
	return nil
}

func (h *handle) Place(context.Context, string) (ingest.Place, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.place, nil
}

func (h *handle) Keep(_ context.Context, _ string, p ingest.Place) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.dead {
		return ingest.ErrStreamed
	}
	h.place = p
	return nil
}

// cut ends what the process has of the memory.
func (h *handle) cut() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.dead = true
}

// Due knows a hundred mentions whenever somebody asks.
func (h *handle) Due(_ context.Context, q ingest.Due) (all []ingest.Known, err error) {
	for i := range int64(q.Limit) {
		all = append(all, ingest.Known{Number: q.After + i + 1, Network: Network, ID: strconv.FormatInt(idAt(q.Seen.From)+i, 10)})
	}
	return all, nil
}

func hold(t *testing.T, month string, b *bank, least float64) {
	t.Helper()
	got := b.total(month)
	t.Logf("%s: X has billed $%.3f", month, got)
	switch {
	case got > 5+1e-9:
		t.Errorf("%s: X has billed $%.3f, want $5 at most", month, got)
	case got < least:
		t.Errorf("%s: X has billed $%.3f; nearly $5 should have been spent", month, got)
	}
}
