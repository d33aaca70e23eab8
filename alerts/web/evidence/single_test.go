package evidence

import (
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// TestNothingToPress: where nothing can be changed no page offers to, and what is sent nevertheless is refused.
func TestNothingToPress(t *testing.T) {
	data := said(t, 3, classify.Negative, remark)
	acting := handler(t, site{DB: data})
	if r := post(acting, "/mentions/work", url.Values{"do": {"work 0 vk:1"}}); r.StatusCode != http.StatusSeeOther {
		t.Fatal(r.Status)
	}
	if r := post(acting, "/mentions/judge", url.Values{"judge": {"positive kestrel vk:1"}}); r.StatusCode != http.StatusSeeOther {
		t.Fatal(r.Status)
	}
	h := handler(t, site{DB: data, Shows: true})
	for _, path := range []string{"/mentions", "/mentions?work=work", "/mentions/vk:1", "/mentions/vk:0"} {
		if !strings.Contains(read(t, get(acting, "GET", path)), `method="post"`) {
			t.Errorf("%s offers nothing where it could", path)
		}
		body := read(t, get(h, "GET", path))
		for _, offer := range []string{`method="post"`, `formaction`, `type="checkbox"`, `name="do"`, `name="judge"`, `name="label"`} {
			if strings.Contains(body, offer) {
				t.Errorf("%s has %s", path, offer)
			}
		}
	}
	if r := post(h, "/mentions/work", url.Values{"do": {"closed 1 vk:1"}}); r.StatusCode != http.StatusServiceUnavailable {
		t.Error(r.Status)
	}
}

// TestEnterIsHarmless: the key presses the first button of a form that sends; in the inbox, where a box may have the focus, that is one
// that cannot be pressed.
func TestEnterIsHarmless(t *testing.T) {
	h := handler(t, site{DB: said(t, 3, classify.Negative, remark)})
	for path, harmless := range map[string][]string{"/mentions": {"", "disabled"}, "/mentions/vk:1": {"Save the note", "Assign", "Save", "positive", "neutral", "Take it out of the figures"}} {
		tree, err := html.Parse(strings.NewReader(read(t, get(h, "GET", path))))
		if err != nil {
			t.Fatal(err)
		}
		for form := range tree.Descendants() {
			if form.Data != "form" || !slices.Contains(form.Attr, html.Attribute{Key: "method", Val: "post"}) || !strings.HasPrefix(action(form), "/mentions") {
				continue
			}
			if first := firstButton(form); !slices.Contains(harmless, first) {
				t.Errorf("%s: Enter in %s presses %q", path, action(form), first)
			}
		}
	}
}

func action(form *html.Node) string {
	i := slices.IndexFunc(form.Attr, func(a html.Attribute) bool { return a.Key == "action" })
	if i < 0 {
		return ""
	}
	return form.Attr[i].Val
}

// firstButton is what the first button of a form says, or that it is disabled.
func firstButton(form *html.Node) string {
	for n := range form.Descendants() {
		if n.Data != "button" {
			continue
		}
		if slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "disabled" }) {
			return "disabled"
		}
		return n.FirstChild.Data
	}
	return ""
}

// TestAMentionThatIsGone: what is deleted or was never here is missing, in words, and so is a change of it.
func TestAMentionThatIsGone(t *testing.T) {
	data := said(t, 2, classify.Negative, remark)
	m := ingest.Mention{ID: "1", Network: "vk", Deleted: true, Published: now, Seen: now, Edited: now, Topics: []string{"kestrel"}}
	if err := data.Save(t.Context(), "test", []classify.Result{{Item: stream.Item{Seq: 9, Network: "vk", Source: "vk", Seen: now}, Tagged: classify.Tag(m, classify.Verdict{Lang: "ru", Model: "test"})}}); err != nil {
		t.Fatal(err)
	}
	h := handler(t, site{DB: data, Language: "ru"})
	for _, key := range []string{"vk:1", "vk:404", "nothing", "%3Cscript%3E"} {
		r := get(h, "GET", "/mentions/"+key)
		if body := read(t, r); r.StatusCode != http.StatusNotFound || !strings.Contains(words(t, body), "такого упоминания здесь нет") || strings.Contains(body, "<script>") {
			t.Errorf("%s: %s %s", key, r.Status, words(t, body))
		}
	}
	r := post(h, "/mentions/work", url.Values{"do": {"closed 0 vk:1"}})
	if text := words(t, read(t, r)); r.StatusCode != http.StatusNotFound || !strings.Contains(text, "Этого здесь больше нет") {
		t.Errorf("%s %s", r.Status, text)
	}
}

// TestAMentionOfNothing: one whose topic is no longer configured is still what somebody said, and is judged towards nothing.
func TestAMentionOfNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "molva.db")
	reopen := func(topic string) *store.DB {
		db, err := store.Open(t.Context(), store.Options{Path: path, Topics: []ingest.Topic{{ID: topic, Name: topic, Zone: time.UTC}}, Now: func() time.Time { return now }})
		if err != nil {
			t.Fatal(err)
		}
		return db
	}
	old := reopen("kestrel")
	m := ingest.Mention{ID: "1", Network: "vk", Text: "a word about Kestrel", Published: now, Seen: now, Topics: []string{"kestrel"}}
	v := classify.Verdict{Lang: "en", Category: classify.Other, Model: "test", Opinions: []classify.Opinion{{Topic: "kestrel"}}}
	if err := old.Save(t.Context(), "test", []classify.Result{{Item: stream.Item{Seq: 1, Network: "vk", Source: "vk", Seen: now}, Tagged: classify.Tag(m, v)}}); err != nil {
		t.Fatal(err)
	}
	old.Close()
	db := reopen("lumen")
	t.Cleanup(func() { db.Close() })
	h := handler(t, site{DB: db})
	r := get(h, "GET", "/mentions/vk:1")
	body := read(t, r)
	if r.StatusCode != http.StatusOK || !strings.Contains(body, "a word about Kestrel") || !strings.Contains(body, "Close") {
		t.Fatalf("%s %s", r.Status, words(t, body))
	}
	if !strings.Contains(body, "Towards kestrel") {
		t.Error("the topic that it named is not said")
	}
	m.Text, m.Topics, m.Edited = "a word about nothing", nil, now
	v.Opinions = nil
	if err := db.Save(t.Context(), "test", []classify.Result{{Item: stream.Item{Seq: 2, Network: "vk", Source: "vk", Seen: now}, Tagged: classify.Tag(m, v)}}); err != nil {
		t.Fatal(err)
	}
	r = get(h, "GET", "/mentions/vk:1")
	body = read(t, r)
	if r.StatusCode != http.StatusOK || !strings.Contains(body, "it names no topic any longer") || strings.Contains(body, `action="/mentions/judge"`) {
		t.Errorf("%s, it can be judged towards nothing, or is not said to name nothing:\n%s", r.Status, words(t, body))
	}
}

// TestHostilePeople: names and notes are text, whatever stands in them, and nothing but text.
func TestHostilePeople(t *testing.T) {
	shape := func(words string) (all []string) {
		data := said(t, 2, classify.Negative, remark)
		h := handler(t, site{DB: data})
		for _, form := range []url.Values{
			{"mention": {"0 vk:0", "0 vk:1"}, "assign": {"true"}, "assignee": {words}},
			{"mention": {"1 vk:0"}, "note": {words}},
		} {
			if r := post(h, "/mentions/work", form); r.StatusCode != http.StatusSeeOther {
				t.Fatalf("%v: %s", form, r.Status)
			}
		}
		for _, path := range []string{"/mentions", "/mentions/vk:0", "/mentions?assignee=" + url.QueryEscape(words)} {
			tree, err := html.Parse(strings.NewReader(read(t, get(h, "GET", path))))
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, elements(tree)...)
		}
		return all
	}
	plain := shape("Ben")
	for _, words := range []string{`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</td></table><svg onload=alert(1)>`, "{{.}}\u202e", `' onclick='x`} {
		if !slices.Equal(shape(words), plain) {
			t.Errorf("%q makes other elements", words)
		}
	}
}

// TestHead: who asks only for the head gets the same one, and of files nothing is read.
func TestHead(t *testing.T) {
	h := handler(t, site{DB: said(t, 3, classify.Negative, remark)})
	for _, path := range []string{"/mentions", "/mentions/vk:1", "/mentions.csv", "/mentions.jsonl", "/posts", "/posts.csv", "/steps", "/threads?since=2026-09-21&topic=zarya&until=2026-09-28", "/threads.csv?since=2026-09-21&topic=zarya&until=2026-09-28"} {
		if r := get(h, "HEAD", path); r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") != get(h, "GET", path).Header.Get("Content-Type") {
			t.Errorf("%s: %s, %v", path, r.Status, r.Header)
		}
	}
}

// TestAnEmptyNote: it is said, and nothing is written.
func TestAnEmptyNote(t *testing.T) {
	h := handler(t, site{DB: said(t, 1, classify.Negative, remark)})
	r := post(h, "/mentions/work", url.Values{"mention": {"0 vk:0"}, "note": {"  "}})
	if text := words(t, read(t, r)); r.StatusCode != http.StatusBadRequest || !strings.Contains(text, "The note is empty") {
		t.Errorf("%s %s", r.Status, text)
	}
	if page := read(t, get(h, "GET", "/mentions/vk:0")); strings.Contains(page, "History") {
		t.Error("it is in the history")
	}
}
