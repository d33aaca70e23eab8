package mastodon

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coder/websocket"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/sourcetest"
)

func statusJSON(n int) string {
	return fmt.Sprintf(`{"id":"%d","uri":"https://a.test/s/%d","visibility":"public","content":"<p>kestrel %d</p>","account":{"acct":"a"}}`, n, n, n)
}

// instance has some posts of a tag, and a stream that first says what it is told to.
type instance struct {
	posts     int // numbered from 101
	frames    []string
	hold      time.Duration // then the stream ends; 0: it stays
	streaming string        // where the instance says that its stream is
	dialled   []string
	asked     []string
}

func (in *instance) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/api/v2/instance":
		fmt.Fprintf(w, `{"configuration":{"urls":{"streaming":%q}}}`, in.streaming)
	case "/api/v1/streaming":
		in.stream(w, r)
	default:
		in.timeline(w, r)
	}
}

// timeline gives two posts a page, as min_id does: those right after it, the newest first.
func (in *instance) timeline(w http.ResponseWriter, r *http.Request) {
	minID := r.URL.Query().Get("min_id")
	in.asked = append(in.asked, minID)
	first := 101 + in.posts - 2
	if minID != "" {
		_, _ = fmt.Sscan(minID, &first)
		first++
	}
	var items []string
	for n := first; n < min(first+2, 101+in.posts); n++ {
		items = append([]string{statusJSON(n)}, items...)
	}
	fmt.Fprintf(w, "[%s]", strings.Join(items, ","))
}

func (in *instance) stream(w http.ResponseWriter, r *http.Request) {
	in.dialled = append(in.dialled, r.Host)
	conn, err := websocket.Accept(w, r, nil)
	if err != nil {
		return
	}
	defer conn.CloseNow()
	if _, _, err := conn.Read(r.Context()); err != nil {
		return
	}
	for _, frame := range in.frames {
		if conn.Write(r.Context(), websocket.MessageText, []byte(frame)) != nil {
			return
		}
	}
	ctx := r.Context()
	if in.hold > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, in.hold)
		defer cancel()
	}
	_, _, _ = conn.Read(ctx)
}

// session lets a source read from the instance for some time.
func session(t *testing.T, in *instance, o Options, after ingest.Cursor, last time.Duration) (ids []string, err error) {
	t.Helper()
	o.BaseURL = "http://a.test"
	synctest.Test(t, func(t *testing.T) {
		source, _, bad := New(o, sourcetest.Env(sourcetest.Serve(t, in), slog.New(slog.DiscardHandler)))
		if bad != nil {
			t.Fatal(bad)
		}
		ctx, cancel := context.WithTimeout(t.Context(), last)
		defer cancel()
		err = source.Read(ctx, after, func(p ingest.Page) error {
			for _, m := range p.Mentions {
				ids = append(ids, strings.TrimPrefix(m.ID, "https://a.test/s/"))
			}
			return nil
		})
	})
	return ids, err
}

func TestPagesAreReadForward(t *testing.T) {
	in := &instance{posts: 5}
	ids, err := session(t, in, Options{Tags: []string{"kestrel"}}, ingest.CursorOf(place{}.reached("#kestrel", "100")), time.Minute)
	if err != nil || fmt.Sprint(ids) != "[101 102 103 104 105]" {
		t.Errorf("came %v, %v", ids, err)
	}
	if fmt.Sprint(in.asked) != "[100 102 104 105]" {
		t.Errorf("asked after %v", in.asked)
	}
}

func TestServerThatIgnoresTheCursor(t *testing.T) {
	h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintf(w, "[%s]", statusJSON(7)) })
	synctest.Test(t, func(t *testing.T) {
		source, _, err := New(Options{BaseURL: "http://a.test", Tags: []string{"kestrel"}}, sourcetest.Env(sourcetest.Serve(t, h), slog.New(slog.DiscardHandler)))
		if err != nil {
			t.Fatal(err)
		}
		pages := 0
		err = source.Read(t.Context(), "", func(ingest.Page) error { pages++; return nil })
		if err != nil || pages != 1 {
			t.Errorf("%d pages, %v; want the one that is new", pages, err)
		}
	})
}

var streamed = Options{Tags: []string{"kestrel"}, Stream: true, Token: secret.New("t"), Search: []string{}}

func TestReconnectFillsIn(t *testing.T) {
	in := &instance{posts: 2, hold: 2 * time.Minute}
	in.frames = []string{`{"stream":["hashtag","kestrel"],"event":"update","payload":` + fmt.Sprintf("%q", statusJSON(103)) + `}`}
	ids, err := session(t, in, streamed, "", 3*time.Minute)
	if err != nil || fmt.Sprint(ids) != "[101 102 103 103]" || len(in.dialled) != 2 {
		t.Errorf("came %v over %d connections, %v", ids, len(in.dialled), err)
	}
	if fmt.Sprint(in.asked) != "[ 102 103]" {
		t.Errorf("asked after %v, want the newest of the stream after it broke", in.asked)
	}
}

func TestShortConnectionIsAnError(t *testing.T) {
	if _, err := session(t, &instance{posts: 2, hold: time.Second}, streamed, "", time.Minute); err == nil {
		t.Error("a connection that ends at once is no error, so nobody paces the next one")
	}
}

func TestRefusedSubscription(t *testing.T) {
	in := &instance{posts: 2, frames: []string{`{"error":"Invalid access token","status":401}`}}
	if _, err := session(t, in, streamed, "", time.Minute); err == nil || !strings.Contains(err.Error(), "access denied") {
		t.Errorf("Read: %v, want ingest.ErrDenied", err)
	}
}

func TestStreamingHost(t *testing.T) {
	for said, want := range map[string]string{
		"ws://streaming.a.test":      "streaming.a.test",
		"":                           "a.test",
		"nonsense":                   "a.test",
		"wss://streaming.a.test":     "a.test", // the instance is on http
		"ws://user@streaming.a.test": "a.test",
	} {
		in := &instance{streaming: said}
		if _, err := session(t, in, streamed, "", time.Second); err != nil || len(in.dialled) != 1 || in.dialled[0] != want {
			t.Errorf("%q: dialled %v, %v; want %s", said, in.dialled, err, want)
		}
	}
}

func TestKeptPosts(t *testing.T) {
	p := place{}
	for i := range 3 * memory {
		p = p.keeping(post{Number: fmt.Sprint(i), ID: fmt.Sprint("uri", i)})
	}
	if len(p.Kept) != memory || p.find(fmt.Sprint(3*memory-1)) == "" || p.find("0") != "" {
		t.Errorf("%d posts are kept, want the last %d", len(p.Kept), memory)
	}
}

// Whatever an instance says, the place stays small enough to be kept.
func TestPlaceStaysSmall(t *testing.T) {
	source, _, err := New(Options{BaseURL: "https://a.test", Tags: []string{"kestrel"}}, ingest.Env{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	at, long := place{}, strings.Repeat("9", 10_000)
	for i := range 2 * memory {
		for _, status := range []string{
			fmt.Sprintf(`{"id":"%d","uri":"https://a.test/%s","visibility":"public"}`, i, long),
			fmt.Sprintf(`{"id":"%s%d","uri":"https://a.test/%d","visibility":"public"}`, long, i, i),
		} {
			for _, tag := range []string{"kestrel", fmt.Sprint("other", i)} {
				frame := fmt.Sprintf(`{"stream":["hashtag",%q],"event":"update","payload":%q}`, tag, status)
				if at, err = source.(*Source).take(new(draft), at, []byte(frame)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if got, want := ingest.CursorOf(at), ingest.CursorOf(place{}.reached("#kestrel", fmt.Sprint(2*memory-1))); got != want {
		t.Errorf("the place has %d bytes, want %s", len(got), want)
	}
}

// A pipe that holds a page back must not look like a stream that is dead: its edits and deletions would be lost.
func TestSlowPipeKeepsTheConnection(t *testing.T) {
	in := &instance{posts: 2}
	for n := range 6 * queue {
		in.frames = append(in.frames, fmt.Sprintf(`{"stream":["hashtag","kestrel"],"event":"update","payload":%q}`, statusJSON(103+n)))
	}
	synctest.Test(t, func(t *testing.T) {
		o := streamed
		o.BaseURL = "http://a.test"
		source, _, err := New(o, sourcetest.Env(sourcetest.Serve(t, in), slog.New(slog.DiscardHandler)))
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		came := 0
		err = source.Read(ctx, "", func(p ingest.Page) error {
			came += len(p.Mentions)
			time.Sleep(heartbeat + time.Second)
			return nil
		})
		if err != nil || came != 2+6*queue || len(in.dialled) != 1 {
			t.Errorf("%d came over %d connections, %v; want %d over one", came, len(in.dialled), err, 2+6*queue)
		}
	})
}

func TestOptions(t *testing.T) {
	for _, c := range []struct {
		o    Options
		want []string
	}{
		{Options{BaseURL: "https://a.test", Tags: []string{"kestrel", "кестрел"}}, nil},
		{Options{BaseURL: "https://a.test", Mentions: true, Stream: true, Token: secret.New("t")}, nil},
		{Options{BaseURL: "https://a.test", Token: secret.New("t"), Accounts: []string{"kestrel", "lumen@b.test"}}, nil},
		{Options{}, []string{"base_url is missing", "nothing to read"}},
		{Options{BaseURL: "https://a.test", Token: secret.New("t"), Search: []string{}, Accounts: []string{"@kestrel", "a@b@c", "a@"}, Figures: time.Second},
			[]string{"nothing to read", `account is "@kestrel"`, `account is "a@b@c"`, `account is "a@"`, "figures is 1s"}},
		{Options{BaseURL: "https://a.test", Tags: []string{"a"}, Search: []string{"kestrel"}}, []string{"search needs a token"}},
		{Options{BaseURL: "a.test", Tags: []string{"#kestrel", "a/../b"}, Every: time.Millisecond, Quiet: -1},
			[]string{"base_url is no address", `tag is "#kestrel"`, `tag is "a/../b"`, "every is 1ms", "quiet is -1ns"}},
		{Options{BaseURL: "https://a.test/web", Mentions: true, Stream: true}, []string{"base_url has more", "mentions needs a token", "stream needs a token"}},
	} {
		var got []string
		if err := c.o.Validate(); err != nil {
			got = strings.Split(err.Error(), "\n")
		}
		if len(got) != len(c.want) {
			t.Errorf("%+v: %q, want %q", c.o, got, c.want)
			continue
		}
		for i, want := range c.want {
			if !strings.HasPrefix(got[i], want) {
				t.Errorf("%+v: %q, want %q", c.o, got[i], want)
			}
		}
	}
}

func FuzzFrame(f *testing.F) {
	f.Add([]byte(`{"stream":["hashtag","kestrel"],"event":"update","payload":` + fmt.Sprintf("%q", statusJSON(1)) + `}`))
	f.Add([]byte(`{"stream":["user:notification"],"event":"notification","payload":"{\"id\":\"1\",\"type\":\"mention\",\"status\":null}"}`))
	f.Add([]byte(`{"event":"delete","payload":"1"}`))
	f.Add([]byte(`{"error":"x","status":404}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		source, _, err := New(Options{BaseURL: "https://a.test", Tags: []string{"kestrel"}}, ingest.Env{Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		var d draft
		at, _ := source.(*Source).take(&d, place{}, data)
		if err := ingest.CursorOf(at).Into(new(place)); err != nil {
			t.Errorf("the cursor cannot be read back: %v", err)
		}
		for _, m := range d.page.Mentions {
			if _, err := ingest.Encode(m); err != nil {
				t.Errorf("encode: %v", err)
			}
		}
	})
}

func TestSupplies(t *testing.T) {
	sourcetest.Supplies(t, "testdata/*.txtar", Supplies)
}
