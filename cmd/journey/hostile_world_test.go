package journey

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
)

// payloads are what strangers write to be more than text, of testdata/hostile.json, and what is only large.
func payloads(t *testing.T) (all []string) {
	t.Helper()
	data, err := os.ReadFile("testdata/hostile.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return append(all, strings.Repeat("🙂", 10_000), strings.Repeat("<pwn>", 2_000), strings.Repeat("pwn", 20_000))
}

// hostile leaves words as they are; harmless makes plain words of about the same length of them.
func hostile(text string) string { return text }

func harmless(text string) string {
	n := 0
	plain := strings.Map(func(r rune) rune {
		if n++; unicode.IsSpace(r) || n%9 == 0 {
			return ' '
		}
		return 'o'
	}, text)
	return strings.TrimSpace(plain)
}

// troubles are what many people tell of, so that complaints form around the payloads.
var troubles = []string{
	"Левый наушник Кестрел перестал заряжаться, не работает",
	"The left Kestrel earbud does not charge any more, broken",
	"У Кестрел не заряжается левый наушник, верните деньги",
	"My Kestrel earbud stopped charging on the left side, terrible",
}

// peopled is a running molva in which every text that somebody else decides has gone through words.
func peopled(t *testing.T, words func(string) string) *world {
	t.Helper()
	dir := t.TempDir()
	w := &world{language: "en", config: filepath.Join(dir, "molva.yaml"), data: filepath.Join(dir, "data")}
	all := payloads(t)
	if err := os.WriteFile(w.config, []byte(configured(t, all, words)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(w.data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := w.start("run", "--listen", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	w.tell(t, said(t, all, words), "import", "-")
	w.bury(t, "file", words(all[0]))
	w.touched(t, all, words)
	return w
}

// configured is a configuration whose topics are called so.
func configured(t *testing.T, all []string, words func(string) string) string {
	t.Helper()
	quoted := func(text string) string {
		b, err := json.Marshal(words(text))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	return fmt.Sprintf("language: en\ntimezone: UTC\ntopics:\n  - {id: zarya, name: %s}\n  - {id: kestrel, parent: zarya, name: %s, query: kestrel OR кестрел}\n  - {id: boreal, competitor: true, name: %s, query: boreal}\n",
		quoted(all[0]), quoted(all[2]), quoted(all[24]))
}

// said are mentions, as import reads them, with a payload in every place.
func said(t *testing.T, all []string, words func(string) string) string {
	t.Helper()
	var lines strings.Builder
	begin := time.Now().UTC().Add(-18 * 24 * time.Hour)
	add := func(m map[string]any) {
		line, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(line, '\n'))
	}
	for i, p := range all {
		start := []rune(p)
		p, short := words(p), words(string(start[:min(len(start), 60)]))
		for nth := range 2 {
			at := begin.Add(time.Duration(i*2+nth) * 3 * time.Hour).Format(time.RFC3339)
			link := p
			if strings.HasPrefix(p, "o") {
				link = "mailto:somebody"
			}
			add(map[string]any{"id": fmt.Sprintf("m%d-%d", i, nth), "network": "forum", "text": troubles[(i+nth)%len(troubles)] + " " + p, "title": p, "url": link, "thread": short,
				"author": map[string]any{"id": fmt.Sprintf("a%d-%d", i, nth), "name": p, "url": link}, "published_at": at})
		}
		add(map[string]any{"id": "i" + short, "network": "forum", "text": "Kestrel " + p, "author": short, "thread": "m0-0", "parent": "m0-0", "kind": "comment"})
	}
	return lines.String()
}

// touched has the users of the pages write payloads wherever they may.
func (w *world) touched(t *testing.T, all []string, words func(string) string) {
	t.Helper()
	id := publicID.FindString(w.get(t, "/complaints").body)
	if id == "" {
		t.Fatal("no complaint formed")
	}
	seen := func(at string) string {
		body := w.get(t, at).body
		_, after, _ := strings.Cut(body, `name="seen" value="`)
		value, _, _ := strings.Cut(after, `"`)
		return value
	}
	post := func(to string, form url.Values) {
		t.Helper()
		answer, err := client.PostForm(w.url+to, form)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode >= http.StatusInternalServerError {
			t.Errorf("%s: %s", to, answer.Status)
		}
	}
	for i, p := range all[:30] {
		p := words(p)
		at := "/complaints/" + id
		post(at+"/rename", url.Values{"seen": {seen(at)}, "label": {p}})
		post(at+"/fixed", url.Values{"seen": {seen(at)}, "ticket": {"https://tracker.example/" + p}})
		post("/alerts/mute", url.Values{"kind": {"complaint"}, "subject": {p}, "hours": {"5"}, "why": {p}})
		post("/mentions/work", url.Values{"mention": {fmt.Sprintf("0 forum:m%d-0", i)}, "assign": {"true"}, "assignee": {p}, "note": {p}})
	}
}
