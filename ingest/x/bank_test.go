package x

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// bank is an X that bills what it hands out, and knows what it has billed. Every pace somebody writes what all queries find.
type bank struct {
	pace   time.Duration
	stream time.Duration // between two posts of the stream
	kill   func()        // called now and then, once an answer is billed and before it goes out
	every  int           // so many requests
	cruel  bool          // half of the answers take long or break off
	slow   time.Duration // of what is no stream

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
	if r.URL.Path == "/2/tweets/search/stream" {
		b.flow(w, r)
		return
	}
	q := r.URL.Query()
	mood := b.mood()
	time.Sleep(mood.pause)
	var body map[string]any
	switch {
	case r.URL.Path == rulesPath:
		body = map[string]any{}
	case strings.HasPrefix(r.URL.Path, "/2/users/by"), r.URL.Path == "/2/users":
		b.bill(0.010)
		body = map[string]any{"data": []any{map[string]any{"id": "10", "username": "kestrel_test", "name": "Kestrel"}}}
	case strings.HasPrefix(r.URL.Path, "/2/tweets/counts/"):
		b.bill(0.010)
		body = map[string]any{"meta": map[string]any{"total_tweet_count": 100_000}}
	case r.URL.Path == "/2/usage/tweets":
		b.bill(lookPrice)
		body = map[string]any{}
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
	if mood.answer != nil {
		mood.answer(w)
		return
	}
	_ = json.NewEncoder(w).Encode(body)
}

// mood is how an X answers what it has billed; nil: as it should.
type mood struct {
	pause  time.Duration
	answer func(http.ResponseWriter)
}

// mood changes with every request.
func (b *bank) mood() mood {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.cruel {
		return mood{pause: b.slow}
	}
	return []mood{
		{},
		{pause: 25 * time.Second},
		{answer: func(w http.ResponseWriter) { panic(http.ErrAbortHandler) }}, // the connection ends without a word
		{},
		{answer: func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, `{"data":[`)
		}},
		{},
		{answer: func(w http.ResponseWriter) {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusServiceUnavailable)
		}},
	}[b.requests%7]
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

// flow streams posts for as long as somebody is there, and bills each one when it is sent. What is not taken at once waits on the way.
func (b *bank) flow(w http.ResponseWriter, r *http.Request) {
	way := make(chan []byte, 1000)
	go func() {
		defer close(way)
		for n := 1; r.Context().Err() == nil; n++ {
			body, _ := json.Marshal(map[string]any{"data": postOf(strconv.FormatInt(idAt(time.Now())+int64(n), 10))})
			select {
			case way <- body:
				b.bill(0.005)
			default: // X lets nobody fall further behind
				return
			}
			if n%97 == 0 && b.deadly() {
				b.kill()
				return
			}
			select {
			case <-time.After(b.stream):
			case <-r.Context().Done():
			}
		}
	}()
	for body := range way {
		if _, err := fmt.Fprintf(w, "%s\r\n", body); err != nil {
			return
		}
		if http.NewResponseController(w).Flush() != nil {
			return
		}
	}
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
