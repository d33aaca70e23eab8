package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// molva is a running program.
type molva struct {
	t      *testing.T
	dir    string
	url    string
	stop   context.CancelFunc
	code   chan int
	errors *bytes.Buffer
}

// noEnvironment keeps the tester's own settings out.
func noEnvironment(name string) (string, bool) {
	if name == "MOLVA_STREAM_MIN_FREE" {
		return "1MiB", true
	}
	return "", false
}

func newProgram(dir string, out, errs io.Writer) *program {
	return &program{in: strings.NewReader(""), out: out, err: errs, env: noEnvironment, now: time.Now}
}

func (m *molva) args(more ...string) []string {
	return append([]string{"--config", filepath.Join(m.dir, "molva.yaml"), "--data", filepath.Join(m.dir, "data")}, more...)
}

// start runs molva on a folder until its ready line and stops it at the end of the test.
func start(t *testing.T, dir string, args ...string) *molva {
	t.Helper()
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	m := &molva{t: t, dir: dir, stop: stop, code: make(chan int, 1), errors: &bytes.Buffer{}}
	read, write := io.Pipe()
	go func() {
		m.code <- newProgram(dir, write, m.errors).main(ctx, m.args(append([]string{"run", "--listen", "127.0.0.1:0"}, args...)...))
		write.Close()
	}()
	t.Cleanup(m.end)
	line, err := bufio.NewReader(read).ReadBytes('\n')
	if err != nil {
		m.stop = nil
		t.Fatalf("no ready line: %v; exit code %d: %s", err, <-m.code, m.errors)
	}
	var ready struct {
		Ready bool
		HTTP  string
	}
	if err := json.Unmarshal(line, &ready); err != nil || !ready.Ready {
		t.Fatalf("ready line is %s: %v", line, err)
	}
	m.url = ready.HTTP
	return m
}

// end stops it as SIGTERM would and checks that it went well.
func (m *molva) end() {
	if m.stop == nil {
		return
	}
	m.stop()
	m.stop = nil
	if code := <-m.code; code != exitDone {
		m.t.Errorf("exit code is %d: %s", code, m.errors)
	}
}

// do runs a command beside it and returns what it printed.
func (m *molva) do(args ...string) string {
	m.t.Helper()
	var out, errs bytes.Buffer
	if code := newProgram(m.dir, &out, &errs).main(m.t.Context(), m.args(args...)); code != exitDone {
		m.t.Fatalf("molva %v: exit code %d: %s%s", args, code, &out, &errs)
	}
	return out.String()
}

// eventually waits for an effect.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	deadline := time.After(20 * time.Second)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-deadline:
			t.Fatalf("waited in vain: %s", what)
		case <-tick.C:
		}
	}
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const hookSecret = "bW9sdmEtdGVzdC1zZWNyZXQ="

// post sends a body to the hook of the shop and returns the answer's status.
func (m *molva) post(id, body string) int {
	m.t.Helper()
	return m.push("shop", id, body)
}

// push signs a body as Standard Webhooks asks and sends it to the hook of a source.
func (m *molva) push(source, id, body string) int {
	m.t.Helper()
	key, err := base64.StdEncoding.DecodeString(hookSecret)
	if err != nil {
		m.t.Fatal(err)
	}
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%s.%s", id, stamp, body)
	req, err := http.NewRequestWithContext(m.t.Context(), http.MethodPost, m.url+"/hooks/"+source, strings.NewReader(body))
	if err != nil {
		m.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Webhook-Id", id)
	req.Header.Set("Webhook-Timestamp", stamp)
	req.Header.Set("Webhook-Signature", "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		m.t.Fatal(err)
	}
	defer resp.Body.Close()
	return resp.StatusCode
}

// slackServer takes posts as Slack does, remembers them and shows them to whoever asks for the channel's history.
type slackServer struct {
	*httptest.Server
	mu       sync.Mutex
	posts    []string         // the blocks of each, or the whole of what came through the incoming webhook
	messages []map[string]any // the history of the channel, the newest first
}

func newSlack(t *testing.T) *slackServer {
	s := &slackServer{}
	mux := http.NewServeMux()
	mux.HandleFunc("/chat.postMessage", s.post)
	mux.HandleFunc("/conversations.list", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"ok":true,"channels":[{"id":"C1","name":"brand"}]}`)
	})
	mux.HandleFunc("/conversations.history", s.history)
	mux.HandleFunc("/services/", s.webhook)
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"ok":true}`) })
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func (s *slackServer) post(w http.ResponseWriter, req *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.posts = append(s.posts, req.FormValue("blocks"))
	ts := fmt.Sprintf("%d.%06d", time.Now().Unix(), len(s.posts))
	message := map[string]any{"ts": ts, "metadata": json.RawMessage(req.FormValue("metadata"))}
	s.messages = append([]map[string]any{message}, s.messages...)
	fmt.Fprintf(w, `{"ok":true,"channel":"C1","ts":%q}`, ts)
}

func (s *slackServer) history(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	json.NewEncoder(w).Encode(map[string]any{"ok": true, "messages": s.messages})
}

func (s *slackServer) webhook(w http.ResponseWriter, req *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	body, err := io.ReadAll(req.Body)
	if err != nil {
		http.Error(w, "cannot read", http.StatusBadRequest)
		return
	}
	s.posts = append(s.posts, string(body))
	fmt.Fprint(w, "ok")
}

func (s *slackServer) seen() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.posts...)
}

func shopConfig(slackURL string) string {
	return fmt.Sprintf(`language: en
timezone: UTC
topics:
  - {id: zarya, name: Zarya, query: '{Zarya}'}
  - {id: kestrel, name: Kestrel, parent: zarya, query: 'kestrel OR кестрел'}
sources:
  - {id: shop, network: webhook, secrets: ["whsec_%s"]}
slack: {token: xoxb-test, channel: "#brand", base_url: %s}
`, hookSecret, slackURL)
}

// TestFromNetworkToSlack: a mention comes in at one end and stands in the digest at the other, once, however often the
// sender, the program or the person repeats itself.
func TestFromNetworkToSlack(t *testing.T) {
	slack, dir := newSlack(t), t.TempDir()
	write(t, dir, "molva.yaml", shopConfig(slack.URL))
	m := start(t, dir)
	day := time.Now().UTC().Add(-24 * time.Hour).Format(time.RFC3339)
	body := fmt.Sprintf(`[{"id":"1","text":"I love my Kestrel, wonderful sound <!channel>","author":"ann","published_at":%q},
		{"id":"2","text":"Кестрел ужасно разочаровал, кейс сломался","author":"oleg","published_at":%q}]`, day, day)
	for range 2 {
		if code := m.post("msg-1", body); code != http.StatusOK {
			t.Fatalf("status is %d", code)
		}
	}
	if code := m.post("msg-2", `[{"id":"3","text":""}]`); code != http.StatusBadRequest {
		t.Errorf("status of an empty text is %d", code)
	}
	eventually(t, "both mentions are stored", func() bool { return strings.Contains(m.do("mentions", "--topic", "zarya"), "2 of 2") })

	m.do("digest", "--topic", "zarya", "--period", "day", "--at", day[:10], "--post")
	eventually(t, "the digest is posted", func() bool { return len(slack.seen()) == 1 })
	if post := slack.seen()[0]; !strings.Contains(post, "Kestrel") || strings.Contains(post, "<!channel>") && strings.Contains(post, `"mrkdwn"`+`,"text":"<!channel>`) {
		t.Errorf("post is %s", post)
	}
	m.end()

	again := start(t, dir)
	again.do("digest", "--topic", "zarya", "--period", "day", "--at", day[:10], "--post")
	if n := len(slack.seen()); n != 1 {
		t.Errorf("%d posts after a restart and a second order, want 1", n)
	}
	var intake []struct {
		Source string
		Intake tally
	}
	if err := json.Unmarshal([]byte(again.do("sources", "-o", "json")), &intake); err != nil {
		t.Fatal(err)
	}
	if want := (tally{Received: 5, Stored: 2, Duplicate: 2, Rejected: 1}); len(intake) != 1 || intake[0].Intake.counts() != want.counts() {
		t.Errorf("intake is %+v, want %+v", intake, want)
	}
	again.do("verify")
}

func TestSecondProcessIsRefused(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "molva.yaml", shopConfig("http://127.0.0.1:9"))
	m := start(t, dir)
	var errs bytes.Buffer
	began := time.Now()
	code := newProgram(dir, io.Discard, &errs).main(t.Context(), m.args("run"))
	if code != exitFailed || !strings.Contains(errs.String(), "another molva uses the data folder") || time.Since(began) > 2*time.Second {
		t.Errorf("exit code %d after %v: %s", code, time.Since(began), &errs)
	}
}

// TestImportBesideARunningInstance: the instance does the work, and the outcome is the same as without one.
func TestImportBesideARunningInstance(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "molva.yaml", shopConfig("http://127.0.0.1:9"))
	file := write(t, dir, "in.jsonl", `{"id":"1","text":"kestrel one"}
{"id":"2","text":"kestrel two"}
{"id":"2","text":"kestrel two"}
nonsense
{"id":"3","text":"nothing of ours"}
`)
	m := start(t, dir)
	for _, want := range []tally{
		{Received: 5, Stored: 2, Duplicate: 1, Unmatched: 1, Rejected: 1},
		{Received: 5, Duplicate: 4, Rejected: 1},
	} {
		var got tally
		if err := json.Unmarshal([]byte(m.do("import", file, "-o", "json")), &got); err != nil {
			t.Fatal(err)
		}
		if got.counts() != want.counts() {
			t.Errorf("import said %+v, want %+v", got, want)
		}
	}
	if out := m.do("query", "test", "nothing"); !strings.Contains(out, "catches 1 of 3") {
		t.Errorf("query test said %s", out)
	}
	m.do("verify")
	m.do("healthcheck")
}

func TestPages(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "molva.yaml", shopConfig("http://127.0.0.1:9"))
	m := start(t, dir)
	for path, want := range map[string]string{"/": "Zarya", "/healthz": "", "/readyz": `"ready":true`, "/metrics": "molva_"} {
		resp, err := http.Get(m.url + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK || !strings.Contains(string(body), want) {
			t.Errorf("%s: %d %v %s", path, resp.StatusCode, err, body)
		}
	}
}

// counts are the numbers of a tally, to be compared.
func (t tally) counts() [7]int {
	return [7]int{t.Received, t.Stored, t.Duplicate, t.Updated, t.Unmatched, t.Rejected, t.Dead}
}
