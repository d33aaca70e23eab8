package sourcetest

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/rogpeppe/go-internal/txtar"

	"molva/ingest"
)

// Now is the time at which every run of a fixture starts.
func Now() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

const (
	address = "http://network.test"
	canary  = "canary-5ecre7-t0ken"
)

// fixture is a txtar file, taken apart.
type fixture struct {
	path       string
	archive    *txtar.Archive
	options    string
	after      ingest.Cursor
	replies    []reply
	rules      []rule
	sends      []send
	files      map[string][]byte
	throttled  []throttled
	expired    [][]byte
	backfill   *ingest.Span
	refresh    []ingest.Known
	unordered  bool
	lacks      []string
	own        string  // the first word of sections that are the test's server's; "": it has none
	found      string  // by Examine; "": nobody looks
	outcome    outcome // of a read
	backfilled []string
	refreshed  []string
}

// reply is one recorded answer and the request it belongs to.
type reply struct {
	method string // "WS" for a websocket
	url    *url.URL
	header http.Header
	body   []byte // status line, headers and all, or the lines of a websocket
	sound  []byte // body without what is meant to be bad
}

// send is a request to a source that listens.
type send struct {
	method, target string
	status         int
	header         http.Header
	body           []byte
}

// throttled is a "slow down" and the time it names.
type throttled struct {
	until time.Time
	raw   []byte
}

func load(t *testing.T, path, own string) *fixture {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f := &fixture{path: path, archive: archive, own: own, files: map[string][]byte{}}
	for _, section := range archive.Files {
		f.add(t, section.Name, section.Data)
	}
	f.expand(t)
	return f
}

// add takes one section; a title that it does not know fails the test.
func (f *fixture) add(t *testing.T, title string, data []byte) {
	t.Helper()
	if f.expect(title, data) {
		return
	}
	words := strings.Fields(title)
	switch {
	case title == "options.yaml":
		f.options = string(data)
	case title == "after":
		f.after = ingest.Cursor(bytes.TrimSpace(data))
	case title == "schemas":
		f.rules = rules(t, data)
	case title == "expired":
		f.expired = append(f.expired, fill(data))
	case title == "refresh.jsonl":
		f.refresh = known(t, data)
	case title == "examined":
		f.found = string(bytes.TrimSpace(data))
	case title == "lacks":
		for _, line := range lines(data) {
			f.lack(t, line)
		}
	case title == "unordered":
		f.unordered = true
	case len(words) == 3 && words[0] == "backfill":
		f.backfill = &ingest.Span{From: moment(t, words[1]), To: moment(t, words[2])}
	case len(words) == 2 && words[0] == "file":
		f.files[words[1]] = data
	case len(words) == 2 && words[0] == "throttled":
		f.throttled = append(f.throttled, throttled{until: moment(t, words[1]), raw: fill(data)})
	case len(words) >= 4 && words[0] == "send":
		f.sends = append(f.sends, send{words[1], words[2], number(t, words[3]), headers(t, words[4:]), fill(data)})
	case len(words) >= 2 && strings.ToUpper(words[0]) == words[0]:
		data = fill(data)
		f.replies = append(f.replies, reply{words[0], parseURL(t, words[1]), headers(t, words[2:]), data, data})
	case f.own == "" || words[0] != f.own:
		t.Fatalf("%s: unknown section %q; see the package's documentation", f.path, title)
	}
}

// fill puts the server's address and the secret where a fixture names them.
func fill(data []byte) []byte {
	return []byte(strings.NewReplacer("$URL", address, "$SECRET", canary).Replace(string(data)))
}

// open makes the source that the fixture describes, in the way the config does.
func (f *fixture) open(t *testing.T, opener ingest.Opener, env ingest.Env) ingest.Source {
	t.Helper()
	options := opener.Options()
	text := strings.NewReplacer("$URL", address, "$SECRET", canary, "$DIR", f.folder(t)).Replace(f.options)
	if err := yaml.UnmarshalWithOptions([]byte(text), options, yaml.Strict()); err != nil {
		t.Fatalf("%s: options: %v", f.path, err)
	}
	source, _, err := opener.Open(options, env)
	if err != nil {
		t.Fatalf("%s: open: %v", f.path, err)
	}
	return source
}

func (f *fixture) folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range f.files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func known(t *testing.T, data []byte) []ingest.Known {
	t.Helper()
	var all []ingest.Known
	for i, line := range lines(data) {
		var k ingest.Known
		strict(t, []byte(line), &k)
		k.Number = int64(i + 1)
		all = append(all, k)
	}
	return all
}

func lines(data []byte) []string {
	var all []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

func headers(t *testing.T, words []string) http.Header {
	t.Helper()
	h := http.Header{}
	for _, word := range words {
		name, value, ok := strings.Cut(word, "=")
		if !ok {
			t.Fatalf("header %q: want Name=value", word)
		}
		h.Add(name, strings.ReplaceAll(value, "$SECRET", canary))
	}
	return h
}

func parseURL(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(strings.ReplaceAll(s, "$SECRET", canary))
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func moment(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func duration(t *testing.T, s string) time.Duration {
	t.Helper()
	d, err := time.ParseDuration(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func number(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(fmt.Errorf("status: %w", err))
	}
	return n
}
