package webhook

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

func TestSource(t *testing.T) {
	sourcetest.Run(t, "testdata/webhook.txtar", ingest.Opens(New))
}

const key1, key2 = "the first key of this test source", "the second key of this test source"

// hook is a source that listens behind a real server. Its pipe keeps the pages.
type hook struct {
	t    *testing.T
	url  string
	stop func() error // ends Read and returns its error

	mu    sync.Mutex
	now   time.Time
	said  bytes.Buffer
	pages []ingest.Page
	err   error // of the pipe
}

func listen(t *testing.T, o Options) *hook {
	t.Helper()
	h := &hook{t: t, now: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)}
	if o.Secrets == nil {
		o.Secrets = []secret.String{secret.New(key1)}
	}
	source, rhythm, err := New(o, ingest.Env{ID: "shop", Now: h.clock, Log: slog.New(slog.NewTextHandler(h, nil))})
	if err != nil {
		t.Fatal(err)
	}
	if !rhythm.Live {
		t.Error("the rhythm is not live, though somebody waits for each answer")
	}
	server := httptest.NewServer(source.(http.Handler))
	t.Cleanup(server.Close)
	h.url = server.URL
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- source.Read(ctx, "", h.emit) }()
	h.stop = sync.OnceValue(func() error { cancel(); return <-ended })
	t.Cleanup(func() {
		if err := h.stop(); err != nil {
			t.Error(err)
		}
	})
	await(source)
	return h
}

// await returns when Read has begun.
func await(source ingest.Source) {
	for s := source.(interface{ Listening() bool }); !s.Listening(); {
		runtime.Gosched()
	}
}

func (h *hook) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *hook) advance(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

// fail makes the pipe refuse what comes; nil makes it well again.
func (h *hook) fail(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.err = err
}

// Write keeps the log and looks for what must not stand in it.
func (h *hook) Write(b []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.innocent(b)
	return h.said.Write(b)
}

func (h *hook) innocent(said []byte) {
	for _, never := range []string{key1, key2, "kettle"} {
		if bytes.Contains(said, []byte(never)) {
			h.t.Errorf("%q quotes a text or a secret", said)
		}
	}
}

func (h *hook) emit(p ingest.Page) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.err == nil {
		h.pages = append(h.pages, p)
	}
	return h.err
}

// taken lists the ids that were published, and what was rejected.
func (h *hook) taken() (ids []string, rejected []ingest.Rejection) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, p := range h.pages {
		for _, m := range p.Mentions {
			ids = append(ids, m.ID)
		}
		rejected = append(rejected, p.Rejected...)
	}
	return ids, rejected
}

// request is a POST of a body, signed with the first key unless a test changes it.
func (h *hook) request(body string) *http.Request {
	h.t.Helper()
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, h.url, strings.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	signed(r.Header, key1, "msg_1", h.clock(), body)
	return r
}

func signed(to http.Header, key, id string, at time.Time, body string) {
	timestamp := strconv.FormatInt(at.Unix(), 10)
	to.Set("Webhook-Id", id)
	to.Set("Webhook-Timestamp", timestamp)
	to.Set("Webhook-Signature", "v1,"+base64.StdEncoding.EncodeToString(sign([]byte(key), id, timestamp, []byte(body))))
}

func (h *hook) send(r *http.Request) (*http.Response, answer) {
	h.t.Helper()
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer response.Body.Close()
	b, err := io.ReadAll(response.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	var a answer
	if err := json.Unmarshal(b, &a); err != nil {
		h.t.Errorf("answer %q is no JSON: %v", b, err)
	}
	h.innocent(b)
	return response, a
}

type answer struct {
	Accepted int
	Error    string
	Items    []badItem
}

const one = `{"id":"1","text":"the kettle leaks","published_at":"2026-11-20T08:00:00Z"}`

func TestAccepted(t *testing.T) {
	for _, test := range []struct {
		name, body string
		ids        []string
	}{
		{"one object", one, []string{"1"}},
		{"spaces and a byte order mark", "\ufeff \n" + one + "\n", []string{"1"}},
		{"an array", `[{"id":"1","text":"a kettle"}, {"id":2,"text":"b"}]`, []string{"1", "2"}},
		{"no id", `{"text":"a kettle"}`, []string{""}},
		{"unknown fields", `{"id":"1","text":"a kettle","mood":"grim"}`, []string{"1"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := listen(t, Options{})
			response, a := h.send(h.request(test.body))
			if response.StatusCode != http.StatusOK || a.Accepted != len(test.ids) {
				t.Errorf("%s, %+v; want 200 and %d accepted", response.Status, a, len(test.ids))
			}
			if ids, _ := h.taken(); !cmp.Equal(ids, test.ids) {
				t.Errorf("ids %q, want %q", ids, test.ids)
			}
		})
	}
}

func TestRepeatHasTheSameBytes(t *testing.T) {
	h := listen(t, Options{})
	const body = `{"text":"when was it?","published_at":"yesterday"}`
	h.send(h.request(body))
	h.advance(2 * time.Minute)
	h.send(h.request(body))
	if diff := cmp.Diff(h.pages[0], h.pages[1]); diff != "" {
		t.Errorf("a repeat is another mention: %s", diff)
	}
}

func TestAllOrNothing(t *testing.T) {
	h := listen(t, Options{})
	response, a := h.send(h.request(`[{"id":"1","text":"a kettle"},{"id":"2","text":" "},{"id":"3","text":"c","rating":"kettle"},{"id":"4","text":"d"}]`))
	want := answer{Error: "2 of 4 items are bad; nothing of this request was taken",
		Items: []badItem{{1, "2", "text is empty"}, {2, "", "decode mention: rating: byte 31: found a string, want a number"}}}
	if diff := cmp.Diff(want, a); diff != "" || response.StatusCode != http.StatusBadRequest {
		t.Errorf("%s %s", response.Status, diff)
	}
	ids, rejected := h.taken()
	if diff := cmp.Diff([]ingest.Rejection{{Item: "2", Reason: want.Items[0].Error}, {Item: "item 2", Reason: want.Items[1].Error}}, rejected); diff != "" {
		t.Error(diff)
	}
	if len(ids) > 0 {
		t.Errorf("ids %q were taken from a bad request", ids)
	}
}

func TestPipeRefuses(t *testing.T) {
	for _, test := range []struct {
		name       string
		err        error
		retryAfter string
	}{
		{"full", ingest.ErrFull, "30"},
		{"no answer", ingest.ErrStreamed, "5"},
		{"stopping", context.Canceled, "5"},
		{"something else", errors.New("a name that no subject may have"), "5"},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := listen(t, Options{})
			for _, body := range []string{one, `{"id":"1","text":""}`} {
				h.fail(test.err)
				response, _ := h.send(h.request(body))
				if got := response.Header.Get("Retry-After"); response.StatusCode != http.StatusServiceUnavailable || got != test.retryAfter {
					t.Errorf("%s: %s, Retry-After %q, want 503 and %s", body, response.Status, got, test.retryAfter)
				}
			}
			h.fail(nil)
			if response, _ := h.send(h.request(one)); response.StatusCode != http.StatusOK {
				t.Errorf("the same again: %s, want 200", response.Status)
			}
		})
	}
}

func TestNotListening(t *testing.T) {
	h := listen(t, Options{})
	if err := h.stop(); err != nil {
		t.Fatal(err)
	}
	response, _ := h.send(h.request(one))
	if got := response.Header.Get("Retry-After"); response.StatusCode != http.StatusServiceUnavailable || got != "5" {
		t.Errorf("%s, Retry-After %q, want 503 and 5", response.Status, got)
	}
}

func TestReadWaitsForRequests(t *testing.T) {
	source, _, err := New(Options{Secrets: []secret.String{secret.New(key1)}}, ingest.Env{Now: time.Now, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	s := source.(interface{ publish(ingest.Page) *refusal })
	ctx, cancel := context.WithCancel(t.Context())
	inside, ended, let := make(chan bool), make(chan bool), make(chan bool)
	go func() {
		_ = source.Read(ctx, "", func(ingest.Page) error {
			close(inside)
			<-let
			return nil
		})
		close(ended)
	}()
	await(source)
	published := make(chan *refusal)
	go func() { published <- s.publish(ingest.Page{}) }()
	<-inside
	cancel()
	select {
	case <-ended:
		t.Error("Read returned while a request was being published")
	default:
	}
	close(let)
	if no := <-published; no != nil {
		t.Errorf("refused: %+v", no)
	}
	<-ended
}

func TestQuota(t *testing.T) {
	h := listen(t, Options{PerSecond: 10, MaxItems: 20})
	many := "[" + strings.Repeat(`{"text":"a"},`, 19) + `{"text":"a"}]`
	if response, _ := h.send(h.request(many)); response.StatusCode != http.StatusOK {
		t.Errorf("the first: %s, want 200", response.Status)
	}
	response, _ := h.send(h.request(many))
	if got := response.Header.Get("Retry-After"); response.StatusCode != http.StatusTooManyRequests || got != "2" {
		t.Errorf("the second: %s, Retry-After %q, want 429 and 2", response.Status, got)
	}
	h.advance(2 * time.Second)
	if response, _ := h.send(h.request(many)); response.StatusCode != http.StatusOK {
		t.Errorf("after the wait: %s, want 200", response.Status)
	}
}

func TestCrowd(t *testing.T) {
	own, all := ingest.NewRoom(10), ingest.NewRoom(8)
	all.Take(5)
	held := &share{own: own, all: all}
	if _, err := io.ReadAll(charged{strings.NewReader("abcd"), held}); !errors.Is(err, errCrowded) {
		t.Errorf("error %v, want errCrowded", err)
	}
	held.release()
	if !own.Take(10) || !all.Take(3) || all.Take(1) {
		t.Error("a request that was refused still holds something, or gave more than it took")
	}
}

// A body that needs more than there is waits until it is alone, but not for ever.
func TestTooMuchToDecode(t *testing.T) {
	own := ingest.NewRoom(10)
	large, other := &share{own: own}, &share{own: own}
	if err := errors.Join(large.take(6), other.take(1)); err != nil {
		t.Fatal(err)
	}
	if no := large.decode(make([]byte, 6)); no == nil || no.status != http.StatusServiceUnavailable || no.after == 0 {
		t.Errorf("beside another request the answer is %+v, want 503 with the time to come back", no)
	}
	other.release()
	if no := large.decode(make([]byte, 6)); no != nil {
		t.Errorf("alone it is refused: %+v", no)
	}
	large.release()
	if !own.Take(10) {
		t.Error("something is still held")
	}
}

func TestNew(t *testing.T) {
	for _, test := range []struct {
		options Options
		want    string
	}{
		{Options{}, "secrets is empty: without one, anybody could send"},
		{Options{Secrets: []secret.String{secret.New("whsec_?"), secret.New(" ")}, MaxItems: 5000},
			"secrets[0] begins with whsec_, but what follows is not base64\nsecrets[1] is empty\nmax_items is 5000, want 0 to 1000"},
		{Options{Secrets: []secret.String{secret.New(key1)}, MaxBody: 1 << 30}, "max_body is 1073741824, want 0 to 16777216"},
	} {
		if _, _, err := New(test.options, ingest.Env{}); err == nil || err.Error() != test.want {
			t.Errorf("error %v, want %s", err, test.want)
		}
	}
	var said bytes.Buffer
	_, _, err := New(Options{Secrets: []secret.String{secret.New("kettle")}}, ingest.Env{Log: slog.New(slog.NewTextHandler(&said, nil))})
	if err != nil || !strings.Contains(said.String(), "short") || strings.Contains(said.String(), "kettle") {
		t.Errorf("error %v, log %q; want a warning without the secret", err, said.String())
	}
}
