package vk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/coder/websocket"

	"molva/ingest"
	"molva/ingest/fetch"
)

const (
	maxRules  = 300  // of one stream
	ruleBytes = 4096 // of the words of a rule
	tagBytes  = 8    // of the hash that ends a tag
)

// rule is what a stream brings: texts with these words in any of their forms.
type rule struct {
	Value string `json:"value"`
	Tag   string `json:"tag"`
}

// same reports whether both are the same rule. A tag says it all, and the words may come back otherwise than they were sent.
func (r rule) same(as rule) bool { return r.Tag == as.Tag }

// rules are those for the terms of search, each once. Their tags tell whose they are, and with which words.
func (s *stream) rules() []rule {
	var all []rule
	for _, term := range s.terms {
		words := plainWords(term)
		sum := sha256.Sum256([]byte(words))
		r := rule{Value: words, Tag: s.tag() + hex.EncodeToString(sum[:tagBytes])}
		if words != "" && !slices.Contains(all, r) {
			all = append(all, r)
		}
	}
	return all
}

// tag begins the tags of this source's rules: several may share an application's stream.
func (s *stream) tag() string { return "molva-" + s.env.ID + "-" }

// belongs reports whether a rule's tag is one that begins so. The tags of a source "a-b" are none of the source "a".
func belongs(tag, begins string) bool {
	rest, ok := strings.CutPrefix(tag, begins)
	return ok && len(rest) == 2*tagBytes
}

// plainWords takes out of a term what a rule would read as more than words: quotes, and a minus before a word.
func plainWords(term string) string {
	words := strings.Fields(strings.ReplaceAll(term, `"`, " "))
	for i, w := range words {
		words[i] = strings.TrimLeft(w, "-")
	}
	return strings.Join(words, " ")
}

// checkRules says what the stream would not take.
func checkRules(terms []string) error {
	var err error
	if len(terms) > maxRules {
		err = ingest.Complain("there are %d terms, the stream takes %d", len(terms), maxRules)
	}
	for _, term := range terms {
		if len(term) > ruleBytes {
			err = errors.Join(err, ingest.Complain("a term has %d bytes, the stream takes %d", len(term), ruleBytes))
		}
	}
	return err
}

// server is the streaming server that VK has named, with a key for it.
type server struct {
	*fetch.API
	key string
}

// server asks where the stream is, by streaming.getServerUrl. The rest is in dev.vk.com/api/streaming/getting-started.
func (s *stream) server(ctx context.Context) (*server, error) {
	told, err := call[struct {
		Endpoint string `json:"endpoint"`
		Key      string `json:"key"`
	}](ctx, s.Source, "streaming.getServerUrl", url.Values{})
	if err != nil {
		return nil, err
	}
	base, err := url.Parse(s.api.Base.Scheme + "://" + told.Endpoint)
	if err != nil || base.Host == "" || base.User != nil || told.Key == "" {
		return nil, errors.New("VK names a streaming server that is no address")
	}
	return &server{&fetch.API{Client: s.env.HTTP, Base: base, Says: ruled, Governor: s.env.Governor}, told.Key}, nil
}

// ruled reads what is wrong from a streaming server's answer, which numbers it.
func ruled(a fetch.Answer, err error) error {
	var said struct {
		Code  int `json:"code"`
		Error struct {
			Code int `json:"error_code"`
		} `json:"error"`
	}
	if json.Unmarshal(a.Body, &said) != nil || said.Code != http.StatusBadRequest {
		return err
	}
	return &fetch.WrongError{Host: a.Host, Why: fmt.Sprintf("error %d", said.Error.Code)}
}

// agree makes the stream's rules whose tag begins so those that are wanted, and leaves alone those of others. A rule that the
// stream does not take is rejected, and holds up the others only if it takes none.
func (s *server) agree(ctx context.Context, tag string, want []rule) (rejected []ingest.Rejection, err error) {
	var found struct {
		Rules []rule `json:"rules"`
	}
	if err := s.Get(ctx, "/rules", s.query(), &found); err != nil {
		return nil, fmt.Errorf("read the stream's rules: %w", err)
	}
	for _, r := range found.Rules {
		if belongs(r.Tag, tag) && !slices.ContainsFunc(want, r.same) {
			if err := s.change(ctx, http.MethodDelete, map[string]any{"tag": r.Tag}); err != nil && !amiss(err) {
				return nil, fmt.Errorf("delete a rule of the stream: %w", err)
			}
		}
	}
	for _, r := range want {
		if slices.ContainsFunc(found.Rules, r.same) {
			continue
		}
		err := s.change(ctx, http.MethodPost, map[string]any{"rule": r})
		if err == nil {
			continue
		}
		if rejected = append(rejected, ingest.Rejection{Item: r.Value, Reason: err.Error()}); !amiss(err) || len(rejected) == len(want) {
			return nil, fmt.Errorf("add the stream's rule for %q: %w", r.Value, err)
		}
	}
	return rejected, nil
}

func (s *server) query() url.Values { return url.Values{"key": {s.key}} }

// change posts or deletes a rule.
func (s *server) change(ctx context.Context, method string, what any) error {
	body, err := json.Marshal(what)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, method, s.at("/rules"), bytes.NewReader(body))
	if err != nil {
		return fetch.Scrub(err)
	}
	req.Header.Set("Content-Type", "application/json")
	return s.Do(ctx, req, new(struct{}))
}

// at is the address of a path. The key can only stand there.
func (s *server) at(path string) string {
	u := *s.Base
	u.Path, u.RawQuery = strings.TrimSuffix(u.Path, "/")+path, s.query().Encode()
	return u.String()
}

// dial opens the stream.
func (s *server) dial(ctx context.Context) (*websocket.Conn, error) {
	conn, reply, err := websocket.Dial(ctx, s.at("/stream"), &websocket.DialOptions{HTTPClient: s.Client})
	if err != nil {
		return nil, fetch.Refused(s.Client, reply, err)
	}
	conn.SetReadLimit(maxFrame)
	return conn, nil
}
