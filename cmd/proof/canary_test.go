package proof

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestSecretsStayInside gives every secret of a configuration a mark, lets everything go wrong that may, with servers that
// send back what they were told, and looks for the marks in all that the program prints, serves and keeps.
func TestSecretsStayInside(t *testing.T) {
	mostlyWaits(t)
	c := newCanaries(t)
	echo := httptest.NewServer(http.HandlerFunc(c.echo))
	t.Cleanup(echo.Close)
	server := NewServer(t, natsServer(t), "guarded", fmt.Sprintf("authorization {user: molva, password: %q}\n", c.mark("nats")))
	server.Start(t)
	host := strings.TrimPrefix(echo.URL, "http://")
	home := NewHome(t, binary, fmt.Sprintf(`  - {id: signed, network: webhook, secrets: ["whsec_%s", %q]}
  - {id: lively, network: feed, url: "%s/feed?token=%s", every: 1s}
%s  - {id: toot, network: mastodon, base_url: %q, token: %s, tags: [kestrel], every: 1s}
  - {id: push, network: mastodon, base_url: %[6]q, token: %[8]s, tags: [kestrel], stream: true}
fetch: {allow: [%q]}
stream: {url: "nats://molva:%s@%s"}
digest: {daily: "", weekly: ""}
`, base64.StdEncoding.EncodeToString([]byte(c.mark("signing"))), c.mark("plainsigning"), echo.URL, c.mark("feed"), c.feeds(echo.URL), echo.URL, c.mark("toot"),
		c.mark("push"), host, c.mark("nats"), server.Addr)+c.entrance(echo.URL))
	config, err := os.ReadFile(filepath.Join(home.Dir, "molva.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for day, slack := range []string{
		fmt.Sprintf("{token: xoxb-%s, channel: \"#brand\", base_url: \"%s/slack\", app_token: %s, signing_secret: %s}", c.mark("bot"), echo.URL,
			c.mark("app"), c.mark("slacksigning")),
		fmt.Sprintf("{webhook_url: \"%s/hook/%s\"}", echo.URL, c.mark("hook")),
		fmt.Sprintf("{webhook_url: \"http://127.0.0.1:1/hook/%s\"}", c.mark("deadhook")),
	} {
		write(t, filepath.Join(home.Dir, "molva.yaml"), string(config)+"slack: "+slack+"\n")
		c.exercise(home, day+1)
	}
	c.mistakes(home, server.Addr)
	c.search("the data folder", home.Data())
	c.search("the stream's folder", filepath.Join(server.dir, "store"))
	c.see("the stream's log", server.Log(t))
	t.Logf("%d marks, %d outputs of %d KiB, %d files of %d KiB", len(c.marks), c.outputs, c.outputBytes>>10, c.files, c.fileBytes>>10)
}

// canaries are secrets that can be told apart from everything else.
type canaries struct {
	t     *testing.T
	marks map[string]string // by what they stand for

	outputs, outputBytes, files, fileBytes int
}

func newCanaries(t *testing.T) *canaries {
	return &canaries{t: t, marks: map[string]string{"the harness's webhook secret": Secret}}
}

// mark is the secret of that name.
func (c *canaries) mark(name string) string {
	c.marks[name] = "Canary" + name + "Zq7"
	return c.marks[name]
}

// feeds are sources whose address holds a secret, each failing in another way.
func (c *canaries) feeds(base string) (yaml string) {
	host := strings.TrimPrefix(base, "http://")
	for name, address := range map[string]string{
		"status":   base + "/status/%s",
		"page":     base + "/page/%s",
		"xml":      base + "/xml/%s",
		"item":     base + "/item/%s",
		"hop":      base + "/hop/%s",
		"badhop":   base + "/badhop/%s",
		"drop":     base + "/drop/%s",
		"limited":  base + "/limited?key=%s",
		"userinfo": "http://molva:%s@" + host + "/status/",
		"refused":  "http://127.0.0.1:1/%s",
		"private":  "http://10.0.0.1/%s",
	} {
		yaml += fmt.Sprintf("  - {id: %s, network: feed, url: %q, every: 1s}\n", name, fmt.Sprintf(address, c.mark(name)))
	}
	return yaml
}

// echo sends back all that it was told, wherever an answer has room for it.
func (c *canaries) echo(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	told := strings.Join([]string{r.URL.String(), r.Header.Get("Authorization"), string(body)}, " ")
	kind, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	last := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
	switch kind {
	case "feed":
		fmt.Fprint(w, `<rss version="2.0"><channel><title>news</title><item><guid>1</guid><title>a kestrel</title><description>kestrels are fine</description></item></channel></rss>`)
	case "page":
		fmt.Fprintf(w, "<html><body>%s</body></html>", told)
	case "xml":
		fmt.Fprintf(w, `<rss version="2.0"><channel><%s></channel></rss>`, last)
	case "item":
		fmt.Fprintf(w, `<rss version="2.0"><channel><item><%s a="</item><item><guid>2</guid></%[1]s></item></channel></rss>`, last)
	case "hop":
		http.Redirect(w, r, "http://127.0.0.1:1/"+last, http.StatusFound)
	case "badhop":
		w.Header().Set("Location", "http://[::1/"+last)
		w.WriteHeader(http.StatusFound)
	case "drop":
		hangUp(w, r)
	case "limited":
		w.Header().Set("Retry-After", told)
		w.WriteHeader(http.StatusTooManyRequests)
	case "slack":
		c.echoSlack(w, r, told)
	case "oidc":
		c.echoService(w, r, told)
	case "hook":
		http.Error(w, told, http.StatusNotFound)
	default:
		http.Error(w, told, http.StatusInternalServerError)
	}
}

// echoSlack is a Slack that tells the token in its errors.
func (c *canaries) echoSlack(w http.ResponseWriter, r *http.Request, told string) {
	switch {
	case strings.HasSuffix(r.URL.Path, "auth.test"):
		fmt.Fprintf(w, `{"ok":false,"error":%q}`, told)
	case strings.HasSuffix(r.URL.Path, "conversations.list"):
		fmt.Fprint(w, told)
	case time.Now().Second()%2 == 0:
		fmt.Fprintf(w, `{"ok":false,"error":%q}`, told)
	default:
		w.Header().Set("Location", "http://127.0.0.1:1/"+told)
		w.WriteHeader(http.StatusFound)
	}
}

// exercise runs the program and everything that there is to be asked of it, and posts the digest of one more day.
func (c *canaries) exercise(home Home, day int) {
	c.t.Helper()
	p := home.Start(c.t, "--log-level", "debug")
	c.post(p)
	c.run(home, "digest", "--post", "--period", "day", "--at", fmt.Sprintf("2026-11-%02d", day))
	Eventually(c.t, 20*time.Second, "every source and Slack were tried", func() bool {
		db := home.views(c.t)
		defer db.Close()
		failed := counts(c.t, db, `SELECT source, 1 FROM v_source WHERE network IN ('feed', 'mastodon') AND source <> 'lively' AND error <> ''`)
		posted := counts(c.t, db, `SELECT id, attempts FROM v_outbox WHERE attempts > 0`)
		return len(failed) == 13 && len(posted) == 3*day // one for Slack, one for each program that listens
	})
	if day == 2 {
		c.people(home, p)
	}
	for _, path := range []string{"/", "/metrics", "/readyz", "/healthz", "/no/such/page", "/hooks/nobody"} {
		c.page(p, path, "")
		c.page(p, path, c.marks["http"])
	}
	backup := filepath.Join(home.Dir, fmt.Sprint("backup", c.outputs))
	for _, args := range [][]string{{"config", "check"}, {"doctor"}, {"sources"}, {"sources", "-o", "json"}, {"mentions"}, {"verify"}, {"healthcheck"},
		{"digest", "-o", "json"}, {"report", "ratio"}, {"query", "test", "kestrel"}, {"dlq", "list"}, {"export", "jsonl"}, {"version"}, {"backup", backup}} {
		c.run(home, args...)
	}
	c.support(home)
	c.search("a backup", backup)
	p.Signal(syscall.SIGQUIT) // what a panic that nobody catches would print: the stack of everything that runs
	p.Wait(c.t, 15*time.Second)
	c.see("the log", p.Log(c.t))
}

// post sends mentions that are taken and some that are not.
func (c *canaries) post(p *Process) {
	c.t.Helper()
	for n, source := range []string{"shop", "shop", "signed", "nobody"} {
		status, header, err := Send(c.t.Context(), p.URL, []Post{NewPost(source, n)})
		c.see("the answer of a hook", fmt.Sprint(status, header, err))
	}
}

func (c *canaries) page(p *Process, path, token string) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.URL+path, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := probe.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	c.see(path, fmt.Sprint(resp.Header, string(body)))
}

// mistakes puts secrets where they do not belong; what is said of it must not repeat them. It also lets the stream refuse
// the password.
func (c *canaries) mistakes(home Home, nats string) {
	c.t.Helper()
	m := c.mark("mistaken")
	topics := "topics: [{id: zarya, query: kestrel}]\n"
	sources := func(s string) string { return topics + "sources:\n  - " + s + "\n" }
	for name, yaml := range map[string]string{
		"a section that is a text":      topics + "slack: xoxb-" + m,
		"a section that is a list":      topics + "slack: [xoxb-" + m + "]",
		"a list for a text":             topics + "slack: {channel: c, token: [xoxb-" + m + "]}",
		"a section for a text":          topics + "slack: {channel: c, token: {value: xoxb-" + m + "}}",
		"no text at all":                topics + "slack: {token: \"xoxb " + m + "\", channel: c}",
		"half an address":               topics + "slack: {webhook_url: hooks.slack.com/" + m + "}",
		"a broken address":              topics + "slack: {webhook_url: \"https://hooks.slack.com:port/" + m + "\"}",
		"a key that is a secret":        topics + "slack: {xoxb-" + m + "}",
		"a quote that does not end":     topics + "slack:\n  token: \"xoxb-" + m + "\n",
		"a text with a colon":           topics + "slack:\n  token: xoxb-" + m + ": c\n",
		"a tab":                         topics + "slack:\n\ttoken: xoxb-" + m + "\n",
		"a variable that is none":       topics + "slack: {channel: c, token: $" + m + "}\nlanguage: xx",
		"an open door":                  topics + "http: {token: \"" + m + "\", listen: nonsense}",
		"http as a text":                topics + "http: " + m,
		"a stream's address, as a text": topics + "stream: nats://molva:" + m + "@127.0.0.1:1",
		"a stream without a scheme":     topics + "stream: {url: \"molva:" + m + "@127.0.0.1:1\"}",
		"a stream's broken address":     topics + "stream: {url: \"nats://molva:" + m + "@127.0.0.1:port\"}",
		"a stream that is not there":    topics + "stream: {url: \"nats://molva:" + m + "@127.0.0.1:1\"}",
		"a stream that refuses":         topics + "stream: {url: \"nats://molva:" + m + "@" + nats + "\"}",
		"a secret that is no base64":    sources("{id: a, network: webhook, secrets: whsec_!" + m + "}"),
		"secrets in a section":          sources("{id: a, network: webhook, secrets: {now: " + m + "}}"),
		"a key that is unknown":         sources("{id: a, network: webhook, password: " + m + "}"),
		"a source that is a text":       sources("whsec_" + m),
		"a feed without a scheme":       sources("{id: a, network: feed, url: \"news.example/" + m + "\"}"),
		"a feed's broken address":       sources("{id: a, network: feed, url: \"https://news.example:port/" + m + "\"}"),
		"an instance with a password":   sources("{id: a, network: mastodon, tags: [a], base_url: \"https://molva:" + m + "@social.example\"}"),
		"a stream's forgotten host":     topics + "stream: {url: \"nats://molva:" + m + "\"}",
	} {
		write(c.t, filepath.Join(home.Dir, "molva.yaml"), yaml+"\n")
		for _, args := range [][]string{{"config", "check"}, {"config", "check", "-o", "json"}, {"doctor"}} {
			c.run(home, args...)
		}
		if strings.Contains(yaml, "stream:") {
			c.tryOut(home, name)
		}
	}
	write(c.t, filepath.Join(home.Dir, "key.creds"), "-----BEGIN NATS USER JWT-----\n"+m+"\n------END NATS USER JWT------\n"+
		string(pem.EncodeToMemory(&pem.Block{Type: "USER NKEY SEED", Bytes: []byte(m)})))
	write(c.t, filepath.Join(home.Dir, "molva.yaml"), topics+fmt.Sprintf("stream: {url: \"nats://%s\", credentials: %q}\n", nats, filepath.Join(home.Dir, "key.creds")))
	c.run(home, "doctor")
	c.tryOut(home, "credentials that are none")
}

// tryOut starts the program, which does not get far, and looks at what it says of that in a second.
func (c *canaries) tryOut(home Home, what string) {
	c.t.Helper()
	p, ready := home.Launch(c.t, "--log-level", "debug")
	select {
	case said := <-ready:
		if said.URL != "" {
			c.t.Errorf("the program runs with %s", what)
		}
	case <-time.After(time.Second):
	}
	p.Kill(c.t)
	c.see("the log with "+what, p.Log(c.t))
}

// run runs a command at the most talkative log level and looks at what it prints.
func (c *canaries) run(home Home, args ...string) Output {
	c.t.Helper()
	o := home.Run(c.t, append([]string{"--log-level", "debug"}, args...)...)
	c.see("molva "+strings.Join(args, " "), o.Out+o.Errors)
	return o
}

// see looks for the marks in a text that the program gave away.
func (c *canaries) see(what, text string) {
	c.t.Helper()
	c.outputs++
	c.outputBytes += len(text)
	if name := c.found(text); name != "" {
		i := strings.Index(text, c.marks[name])
		c.t.Errorf("%s tells the secret %q: …%s…", what, name, text[max(0, i-200):min(len(text), i+100)])
	}
}

// found is the first mark that a text holds; "": none.
func (c *canaries) found(text string) string {
	for _, name := range slices.Sorted(maps.Keys(c.marks)) {
		if strings.Contains(text, c.marks[name]) {
			return name
		}
	}
	return ""
}

// search looks for the marks in the bytes of files.
func (c *canaries) search(what, root string) {
	c.t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		c.files++
		c.fileBytes += len(text)
		for _, name := range slices.Sorted(maps.Keys(c.marks)) {
			if i := bytes.Index(text, []byte(c.marks[name])); i >= 0 && name != totpMark {
				c.t.Errorf("%s: %s holds the secret %q: …%q…", what, filepath.Base(path), name, text[max(0, i-200):min(len(text), i+100)])
			}
		}
		return nil
	})
	if err != nil {
		c.t.Fatal(err)
	}
}
