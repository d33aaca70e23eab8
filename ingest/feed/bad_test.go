package feed

import (
	"bytes"
	"compress/gzip"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/ingest/fetch"
	"molva/ingest/sourcetest"
)

// badAnswer is a line of testdata/bad; its README says what the fields mean.
type badAnswer struct {
	N        int
	About    string
	Replies  map[string]badReply
	Patience string
	Texts    []string
	Error    string
}

type badReply struct {
	To, Type, Encoding string
	Gzip, Hold         bool
	Parts              []json.RawMessage
}

// TestBadAnswers reads each bad feed alone, to see what is taken and said, and beside a good one, which must not notice.
func TestBadAnswers(t *testing.T) {
	for _, c := range badAnswers(t) {
		t.Run(fmt.Sprintf("%d %s", c.N, c.About), func(t *testing.T) {
			server := httptest.NewServer(c)
			defer server.Close()
			alone := c.open(t, server, "/feed")
			texts, err := alone.texts(t)
			if err == nil || !strings.Contains(err.Error(), c.Error) || !slices.Equal(texts, c.Texts) {
				t.Errorf("read %q, %v; want %q and %q in the error", texts, err, c.Texts, c.Error)
			}
			beside := c.open(t, server, "/feed", "/good")
			beside.want(t, append(slices.Clone(c.Texts), "nothing is wrong with it")...)
		})
	}
}

// open makes a source that reads these paths of the server through the client that the program uses.
func (c badAnswer) open(t *testing.T, server *httptest.Server, paths ...string) *reader {
	t.Helper()
	host := strings.TrimPrefix(server.URL, "http://")
	client, err := fetch.New(fetch.Options{Allow: []string{host}, Rate: 1000, Burst: 1000})
	if err != nil {
		t.Fatal(err)
	}
	if c.Patience != "" {
		if client.Timeout, err = time.ParseDuration(c.Patience); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(client.CloseIdleConnections)
	var o Options
	for _, path := range paths {
		o.URLs = append(o.URLs, server.URL+path)
	}
	source, _, err := New(o, sourcetest.Env(client, slog.New(slog.DiscardHandler)))
	if err != nil {
		t.Fatal(err)
	}
	return &reader{source: source}
}

// ServeHTTP answers as the case says.
func (c badAnswer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	reply, ok := c.Replies[r.URL.Path]
	switch {
	case r.URL.Path == "/good":
		fmt.Fprint(w, rssOf(itemOf(1, "nothing is wrong with it")))
	case !ok:
		http.NotFound(w, r)
	case reply.To != "":
		w.Header().Set("Location", reply.To)
		w.WriteHeader(http.StatusMovedPermanently)
	default:
		reply.write(w, r)
	}
}

func (a badReply) write(w http.ResponseWriter, r *http.Request) {
	for name, value := range map[string]string{"Content-Type": a.Type, "Content-Encoding": a.Encoding} {
		if value != "" {
			w.Header().Set(name, value)
		}
	}
	out := io.Writer(w)
	if a.Gzip {
		w.Header().Set("Content-Encoding", "gzip")
		zip := gzip.NewWriter(w)
		defer zip.Close()
		out = zip
	}
	for _, raw := range a.Parts {
		if writePart(out, raw) != nil {
			return // the client has heard enough
		}
	}
	if a.Hold {
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}
}

// writePart writes one part, in pieces, until it is whole or nobody reads on.
func writePart(w io.Writer, raw json.RawMessage) error {
	part := struct {
		Hex, Of string
		Times   int
	}{Times: 1}
	to := any(&part)
	if raw[0] == '"' {
		to = &part.Of
	}
	if err := json.Unmarshal(raw, to); err != nil {
		return err
	}
	decoded, err := hex.DecodeString(part.Hex)
	if err == nil {
		_, err = w.Write(decoded)
	}
	const piece = 10_000
	for left := part.Times; left != 0 && err == nil; {
		n := piece
		if left > 0 {
			n = min(left, piece)
			left -= n
		}
		_, err = io.WriteString(w, strings.Repeat(part.Of, n))
	}
	return err
}

func badAnswers(t *testing.T) (all []badAnswer) {
	t.Helper()
	data, err := os.ReadFile("testdata/bad/answers.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(data) {
		if line[0] == '#' {
			continue
		}
		var c badAnswer
		d := json.NewDecoder(bytes.NewReader(line))
		d.DisallowUnknownFields()
		if err := d.Decode(&c); err != nil {
			t.Fatalf("%.80s: %v", line, err)
		}
		all = append(all, c)
	}
	return all
}
