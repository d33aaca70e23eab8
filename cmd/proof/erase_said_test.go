package proof

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// What the erased are known by. The texts have their own marks.
const (
	erasedAuthor  = "zqauthor-4711"
	erasedMention = "zqposting/815"
)

// erasedMarks are parts of words of the erased, one or more in every field that a mention has.
var erasedMarks = []string{
	"zqauthor", "zqposting", "zqtext", "zqtitle", "zqname", "zqprofile", "zqlink", "zqextra", "zqstranger", "zqedit", "зюкомарка", "zqquoted",
	"zqnote", "zqdead", "zqcopy",
}

// confidences are mentions as they are sent, by source: of the erased, who name themselves in every field, and of others who say
// much the same or answer them.
func confidences() map[string][]map[string]any {
	at := whenSaid()
	author := map[string]any{"id": erasedAuthor, "name": "Zqname Zqauthorson", "url": "https://shop.example/zqprofile"}
	mine := func(id, text string, more map[string]any) map[string]any {
		m := map[string]any{"id": id, "text": text, "author": author, "published_at": at, "title": "a zqtitle", "url": "https://shop.example/zqlink/" + id,
			"thread": "zqposting-1", "extra": map[string]any{"who": "zqextra", "deep": []string{"Zqextra \"quoted\""}}, "mood": "zqstranger", "kind": "review", "rating": 1}
		for k, v := range more {
			m[k] = v
		}
		return m
	}
	other := func(id, text string) map[string]any {
		return map[string]any{"id": id, "text": text, "author": map[string]any{"id": "other-" + id}, "published_at": at}
	}
	answer := other("s9", "kestrel works for me")
	answer["parent"], answer["thread"], answer["context"] = "zqposting-1", "zqposting-1", "zqquoted: the left earcup crackles zqtext"
	edited := mine("zqposting-1", "the left earcup of my kestrel crackles loudly after a week, zqtext indeed, зюкомарка", nil)
	edited["edited_at"] = at.Add(time.Hour)
	bad := mine("s5", "kestrel", map[string]any{"kind": "rant"})
	one := mine(erasedMention, "my kestrel earcup on the left crackles loudly too, zqposting zqcopy", map[string]any{"author": map[string]any{"id": "stays"}})
	return map[string][]map[string]any{
		"shop": {
			mine("zqposting-1", "the left earcup of my kestrel crackles loudly after a week zqedit", nil), edited,
			mine("s2", "left earcup of the kestrel crackles loudly, terrible зюкомарка, Zqtext", nil), answer, bad,
			other("s6", "my kestrel earcup crackles loudly on the left side, terrible"),
		},
		"forum": {one, other("f2", "left earcup of kestrel crackles loudly since monday"), other("f3", "the kestrel earcup on the left crackles, awful")},
		"desk":  {other("d1", "кестрел: левый наушник трещит"), other("d2", "кестрел трещит левый наушник ужасно")},
	}
}

// again are the mentions of the erased, said in other words.
func again(all []map[string]any) (mine []map[string]any) {
	for _, m := range all {
		if m["title"] != nil {
			m["text"] = fmt.Sprint(m["text"], " zqtext once more")
			delete(m, "kind")
			mine = append(mine, m)
		}
	}
	return mine
}

// whenSaid is when they said it.
func whenSaid() time.Time { return time.Now().UTC().Add(-3 * time.Hour).Truncate(time.Hour) }

func bringRaw(t *testing.T, p *Process, source string, all []map[string]any) {
	t.Helper()
	for i, m := range all {
		body, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		req, err := request(t.Context(), p.URL+"/hooks/"+source, fmt.Sprintf("msg-%s-%d-%d", source, i, len(body)), body)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := Client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
}

// listener is a chat that remembers what it was told.
type listener struct {
	*httptest.Server
	mu   sync.Mutex
	told strings.Builder
}

func newListener(t *testing.T) *listener {
	l := &listener{}
	l.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		l.mu.Lock()
		defer l.mu.Unlock()
		l.told.Write(body)
		fmt.Fprint(w, "ok")
	}))
	t.Cleanup(l.Close)
	return l
}

// wants wants what was said told, and not who wrote it.
func (l *listener) wants(t *testing.T, said string, without ...string) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	told := strings.ToLower(l.told.String())
	if !strings.Contains(told, said) {
		t.Errorf("the chat was told %q", told)
	}
	for _, name := range without {
		if strings.Contains(told, name) {
			t.Errorf("the chat was told who wrote it: %s", told)
		}
	}
}
