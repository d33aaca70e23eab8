package bluesky

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coder/websocket"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/fetch"
	"molva/ingest/sourcetest"
)

// commit is a frame with a post about the topic.
func commit(seq int) string {
	return fmt.Sprintf(`{"$type":"message","payload":{"$type":"x#commit","seq":%d,"did":"did:plc:a","time":"2026-11-21T12:00:00Z",`+
		`"operation":"create","collection":"app.bsky.feed.post","rkey":"k%d","record":{"text":"kestrel %d","createdAt":"2026-11-21T12:00:00Z"}}}`, seq, seq, seq)
}

// answer is what the fake server does with one connection.
type answer func(w http.ResponseWriter, r *http.Request)

// refuses the websocket as the server does.
func refuses(name string) answer {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(w, `{"error":%q,"message":"floor is 900"}`, name)
	}
}

// says sends frames and then waits for the source to go.
func says(boot string, frames ...string) answer {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set(bootHeader, boot)
		conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{Subprotocols: []string{protocol}})
		if err != nil {
			return
		}
		defer conn.CloseNow()
		for _, frame := range frames {
			if conn.Write(r.Context(), websocket.MessageText, []byte(frame)) != nil {
				return
			}
		}
		_, _, _ = conn.Read(r.Context())
	}
}

// session lets a source read for some time from a server that gives its answers one after the other, the last one again
// and again. It returns the pages, the cursors that were asked for and how Read ended.
func session(t *testing.T, after ingest.Cursor, last time.Duration, answers ...answer) (pages []ingest.Page, asked []string, err error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		client := sourcetest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked = append(asked, r.URL.Query().Get("cursor"))
			answers[min(len(asked), len(answers))-1](w, r)
		}))
		source, _, bad := New(Options{}, sourcetest.Env(client, slog.New(slog.DiscardHandler)))
		if bad != nil {
			t.Fatal(bad)
		}
		ctx, cancel := context.WithTimeout(t.Context(), last)
		defer cancel()
		err = source.Read(ctx, after, func(p ingest.Page) error {
			pages = append(pages, p)
			return nil
		})
	})
	return pages, asked, err
}

func TestGaps(t *testing.T) {
	const at = 1795262400000000 // microseconds
	after := ingest.CursorOf(place{Seq: 7, At: at, Boot: "one"})
	earlier := fmt.Sprint(at - 10_000_000)
	info := func(name string) string {
		return `{"$type":"message","payload":{"$type":"x#info","name":"` + name + `"}}`
	}
	for _, c := range []struct {
		name    string
		answers []answer
		asked   []string
		gap     string
	}{
		{"nothing is lost", []answer{says("one", commit(8))}, []string{"7"}, ""},
		{"too old", []answer{refuses("CursorTooOld"), says("one", commit(8))}, []string{"7", earlier}, "the server no longer had the place"},
		{"too old, as a time as well", []answer{refuses("CursorTooOld"), refuses("CursorTooOld"), says("one", commit(8))},
			[]string{"7", earlier, ""}, "the server no longer had the place"},
		{"too old, moved to the oldest", []answer{refuses("CursorTooOld"), says("one", info("OutdatedCursor"), commit(8))},
			[]string{"7", earlier}, "the server no longer had the place"},
		{"another server", []answer{says("two", commit(9000)), says("two", commit(3))}, []string{"7", earlier}, ""},
		{"another server with less", []answer{says("one", info("FutureCursor"), commit(3))}, []string{"7"}, "the server does not know the place"},
	} {
		t.Run(c.name, func(t *testing.T) {
			pages, asked, err := session(t, after, 5*time.Second, c.answers...)
			if err != nil {
				t.Errorf("Read: %v", err)
			}
			if fmt.Sprint(asked) != fmt.Sprint(c.asked) {
				t.Errorf("asked for cursors %q, want %q", asked, c.asked)
			}
			if len(pages) != 1 || len(pages[0].Mentions) != 1 {
				t.Fatalf("pages are %+v, want one with one mention", pages)
			}
			if gap := pages[0].Gap; c.gap == "" && gap != "" || !strings.HasPrefix(gap, c.gap) {
				t.Errorf("gap is %q, want %q", gap, c.gap)
			}
			if from := pages[0].GapFrom; c.gap != "" && !from.Equal(time.UnixMicro(at)) || c.gap == "" && !from.IsZero() {
				t.Errorf("gap is from %s", from)
			}
		})
	}
}

func TestStreamErrorEndsTheConnection(t *testing.T) {
	slow := `{"$type":"error","error":"ConsumerTooSlow","message":"whatever"}`
	pages, _, err := session(t, "", 5*time.Second, says("", commit(1), slow))
	if err == nil || err.Error() != "the server ended the stream: ConsumerTooSlow" {
		t.Errorf("Read: %v", err)
	}
	if len(pages) != 1 || len(pages[0].Mentions) != 1 {
		t.Errorf("pages are %+v, want what came before the error", pages)
	}
}

// A server that says nothing must not pass for one that works, which the worker would take it for after a minute.
func TestSilenceIsADeadConnection(t *testing.T) {
	for _, frames := range [][]string{nil, {commit(1)}} {
		_, asked, err := session(t, "", time.Minute, says("", frames...))
		if len(asked) != 1 || err == nil || err.Error() != "no event came for 45s" {
			t.Errorf("%d connections, %v; want one and an error within a minute", len(asked), err)
		}
	}
}

func TestConnectionThatHeldIsRenewed(t *testing.T) {
	slowly := func(w http.ResponseWriter, r *http.Request) {
		conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{Subprotocols: []string{protocol}})
		if err != nil {
			return
		}
		defer conn.CloseNow()
		for n := range 3 {
			if conn.Write(r.Context(), websocket.MessageText, []byte(commit(n+1))) != nil {
				return
			}
			time.Sleep(silence / 2)
		}
	}
	pages, asked, err := session(t, "", 2*time.Minute, slowly, says("", commit(4)))
	if fmt.Sprint(asked) != "[ 3]" || len(pages) != 4 || err == nil {
		t.Errorf("asked for %q, %d pages, %v; want a second connection after what was read, that dies of silence", asked, len(pages), err)
	}
}

// TestThroughTheRealClient shows that fetch's client can open a websocket and that nothing but an allowed address is.
func TestThroughTheRealClient(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(says("", commit(1))))
	defer server.Close()
	for _, allow := range [][]string{{strings.TrimPrefix(server.URL, "http://")}, nil} {
		client, err := fetch.New(fetch.Options{Allow: allow})
		if err != nil {
			t.Fatal(err)
		}
		source, _, err := New(Options{BaseURL: server.URL}, sourcetest.Env(client, slog.New(slog.DiscardHandler)))
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		err = source.Read(ctx, "", func(p ingest.Page) error { cancel(); return nil })
		if allowed := allow != nil; allowed != (err == nil) {
			t.Errorf("allow %q: Read: %v", allow, err)
		}
		cancel()
		client.CloseIdleConnections()
	}
}

func TestRefusedRequest(t *testing.T) {
	_, _, err := session(t, "", 5*time.Second, refuses("InvalidRequest"))
	if err == nil || !strings.Contains(err.Error(), "InvalidRequest") || strings.Contains(err.Error(), "floor") {
		t.Errorf("Read: %v, want the error's name and no other word of the server", err)
	}
}

func TestFloodIsCutIntoPages(t *testing.T) {
	var frames []string
	for i := range 2*batch + 100 {
		frames = append(frames, commit(i+1))
	}
	pages, _, err := session(t, "", 5*time.Second, says("", frames...))
	total := 0
	for _, p := range pages {
		if total += len(p.Mentions); len(p.Mentions) > batch {
			t.Errorf("a page has %d mentions, want at most %d", len(p.Mentions), batch)
		}
	}
	if err != nil || total != len(frames) {
		t.Errorf("%d mentions came, %v; want %d", total, err, len(frames))
	}
}

func TestCursorMovesThoughNothingMatches(t *testing.T) {
	other := strings.ReplaceAll(commit(5), "kestrel", "soup")
	pages, _, err := session(t, "", 11*time.Second, says("", other))
	if err != nil || len(pages) != 1 || len(pages[0].Mentions) != 0 || !strings.Contains(string(pages[0].Next), `"seq":5`) {
		t.Errorf("pages are %+v, %v; want one that only moves the cursor", pages, err)
	}
}

func TestKeptPosts(t *testing.T) {
	var k posts
	for i := range 3 * memory {
		k = k.with(fmt.Sprint("at://", i))
	}
	if len(k) != memory || !k.has(fmt.Sprint("at://", 3*memory-1)) || k.has("at://0") {
		t.Errorf("%d posts are kept, want the last %d", len(k), memory)
	}
	text, err := json.Marshal(k)
	var back posts
	if err != nil || json.Unmarshal(text, &back) != nil || fmt.Sprint(back) != fmt.Sprint(k) {
		t.Errorf("posts do not survive the cursor: %v", err)
	}
}

func TestOptions(t *testing.T) {
	base := "base_url is no address of a Jetstream server, want one such as " + DefaultURL
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{}, ""},
		{Options{BaseURL: "wss://x.test"}, ""},
		{Options{BaseURL: "http://127.0.0.1:6008"}, ""},
		{Options{Handle: "kestrel.test", AppPassword: secret.New("p"), Accounts: []string{"lumen.test", "did:plc:boreal"}}, ""},
		{Options{BaseURL: "jetstream"}, base},
		{Options{BaseURL: DefaultURL + "/subscribe"}, "base_url has more than scheme and host, want one such as " + DefaultURL},
		{Options{BaseURL: "file:///x", Quiet: -1}, base + "\nquiet is -1ns, want 0 or more"},
		{Options{PDSURL: "wss://pds.test", Handle: "kestrel.test"}, "pds_url is no address, want one such as " + DefaultPDS +
			"\nhandle and app_password belong together: name both or neither"},
		{Options{AppViewURL: "https://me:pass@view.test"}, "appview_url has more than scheme, host and path, want one such as " + DefaultAppView},
		{Options{Accounts: []string{"lumen.test!"}, Search: []string{"-"}}, `search has "-", want words` +
			"\n" + `account is "lumen.test!", want a handle such as kestrel.bsky.social, or a DID`},
		{Options{Accounts: []string{"@lumen.test", "lumen"}, Figures: time.Second}, `account is "@lumen.test", want a handle such as kestrel.bsky.social, or a DID` +
			"\n" + `account is "lumen", want a handle such as kestrel.bsky.social, or a DID` + "\nfigures is 1s, want 1m0s or more"},
	} {
		got := ""
		if err := c.o.Validate(); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%+v: %s\nwant %s", c.o, got, c.want)
		}
	}
}

func FuzzFrame(f *testing.F) {
	f.Add([]byte(commit(1)))
	f.Add([]byte(`{"$type":"error","error":"ConsumerTooSlow"}`))
	f.Add([]byte(`{"$type":"message","payload":{"$type":"x#info","name":"OutdatedCursor"}}`))
	f.Add([]byte(`{"$type":"message","payload":{"$type":"x#commit","seq":9,"did":"d","rkey":"r","operation":"delete","collection":"app.bsky.feed.post"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := decode(data)
		if err != nil {
			if len(err.Error()) > 200 {
				t.Errorf("the error repeats what came: %v", err)
			}
			return
		}
		m, _, err := e.mention()
		if err == nil && e.kind() == "commit" && m.ID == "" {
			t.Error("a commit without an id")
		}
		if _, err := url.Parse((&Source{base: DefaultURL}).stream(place{Seq: e.Seq})); err != nil {
			t.Error(err)
		}
		if _, err := ingest.Encode(m); err != nil {
			t.Errorf("encode: %v", err)
		}
	})
}

func TestSupplies(t *testing.T) {
	sourcetest.Supplies(t, "testdata/*.txtar", Supplies)
}
