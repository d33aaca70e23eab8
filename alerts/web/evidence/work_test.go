package evidence

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"molva/classify"
)

// rows is how many a list has in all.
func rows(t *testing.T, h http.Handler, path string) string {
	t.Helper()
	_, after, _ := strings.Cut(read(t, get(h, "GET", path)), ` data-rows="`)
	n, _, _ := strings.Cut(after, `"`)
	return n
}

// TestInbox: a mention goes through all states and is found in each.
func TestInbox(t *testing.T) {
	h := handler(t, site{DB: said(t, 3, classify.Negative, remark)})
	back := url.Values{"back": {"/mentions?topic=kestrel"}}
	act := func(form url.Values, status int) string {
		t.Helper()
		for k, v := range back {
			form[k] = v
		}
		r := post(h, "/mentions/work", form)
		if r.StatusCode != status {
			t.Fatalf("%v: %s %s", form, r.Status, words(t, read(t, r)))
		}
		if status == http.StatusSeeOther && r.Header.Get("Location") != "/mentions?topic=kestrel" {
			t.Errorf("leads to %s", r.Header.Get("Location"))
		}
		return words(t, read(t, r))
	}
	act(url.Values{"do": {"work 0 vk:1"}}, http.StatusSeeOther)
	if n := rows(t, h, "/mentions?work=work&assignee=Ann"); n != "1" {
		t.Errorf("Ann has %s in work", n)
	}
	if text := act(url.Values{"do": {"closed 0 vk:1"}}, http.StatusConflict); !strings.Contains(text, "vk:1 was changed meanwhile: In work, by Ann.") {
		t.Errorf("the late one is told %s", text)
	}
	act(url.Values{"do": {"closed 1 vk:1"}}, http.StatusSeeOther)
	act(url.Values{"state": {"answered"}, "mention": {"0 vk:0", "0 vk:2"}}, http.StatusSeeOther)
	for work, want := range map[string]string{"new": "0", "work": "0", "answered": "2", "closed": "1", "": "3"} {
		if n := rows(t, h, "/mentions?topic=kestrel&work="+work); n != want {
			t.Errorf("%q has %s, want %s", work, n, want)
		}
	}
	act(url.Values{"assign": {"true"}, "assignee": {"Бен"}, "mention": {"3 vk:0"}}, http.StatusSeeOther)
	page := words(t, read(t, get(h, "GET", "/mentions/vk:0")))
	for _, want := range []string{"With an answer", "Бен takes care", "by Ann, 28 Sep, 12:00"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is missing on\n%s", want, page)
		}
	}
	for _, wrong := range []url.Values{{"state": {"closed"}}, {"do": {"lost 0 vk:1"}}, {"do": {"closed x vk:1"}}, {"do": {"closed"}}} {
		act(wrong, http.StatusBadRequest)
	}
	act(url.Values{"do": {"closed 0 vk:77"}}, http.StatusNotFound)
	if r := post(h, "/mentions/work", url.Values{"do": {"closed 4 vk:2"}, "back": {"https://evil.example/"}}); r.StatusCode == http.StatusSeeOther && r.Header.Get("Location") != "/" {
		t.Errorf("a form leads to %s", r.Header.Get("Location"))
	}
}

// TestJudge: a person's word counts at once, and can be taken back; so can the mention itself.
func TestJudge(t *testing.T) {
	h := handler(t, site{DB: said(t, 1, classify.Negative, remark)})
	act := func(path string, form url.Values, status int) {
		t.Helper()
		if r := post(h, path, form); r.StatusCode != status {
			t.Fatalf("%s %v: %s %s", path, form, r.Status, words(t, read(t, r)))
		}
	}
	positive, negative := "/mentions?topic=kestrel&sentiment=positive", "/mentions?topic=zarya&sentiment=negative"
	act("/mentions/judge", url.Values{"judge": {"positive kestrel vk:0"}}, http.StatusSeeOther)
	if rows(t, h, positive) != "1" || rows(t, h, negative) != "0" {
		t.Error("the word does not count")
	}
	if page := words(t, read(t, get(h, "GET", "/mentions/vk:0"))); !strings.Contains(page, "by a person") && !strings.Contains(page, "Ann") {
		t.Errorf("nobody is named on\n%s", page)
	}
	act("/mentions/judge", url.Values{"judge": {"category kestrel vk:0"}, "category": {"complaint"}}, http.StatusSeeOther)
	if rows(t, h, "/mentions?category=complaint") != "1" {
		t.Error("the category does not count")
	}
	act("/mentions/unjudge", url.Values{"label": {"1"}}, http.StatusSeeOther)
	if rows(t, h, positive) != "0" {
		t.Error("it is not taken back")
	}
	act("/mentions/count", url.Values{"mention": {"vk:0"}, "topic": {"kestrel"}, "out": {"true"}}, http.StatusSeeOther)
	if rows(t, h, "/mentions?topic=kestrel") != "0" || rows(t, h, "/mentions?topic=kestrel&counted=false") != "1" {
		t.Error("it still counts")
	}
	act("/mentions/count", url.Values{"mention": {"vk:0"}, "topic": {"kestrel"}, "out": {"false"}}, http.StatusSeeOther)
	if rows(t, h, "/mentions?topic=kestrel") != "1" {
		t.Error("it does not count again")
	}
	for path, form := range map[string]url.Values{
		"/mentions/judge": {"judge": {"angry kestrel vk:0"}}, "/mentions/unjudge": {"label": {"x"}}} {
		act(path, form, http.StatusBadRequest)
	}
	act("/mentions/judge", url.Values{"judge": {"positive nobody vk:0"}}, http.StatusConflict)
	act("/mentions/count", url.Values{"mention": {"vk:404"}, "topic": {"kestrel"}, "out": {"true"}}, http.StatusConflict)
}

// TestFiles: a file has as many rows as its list, and no formulas.
func TestFiles(t *testing.T) {
	h := handler(t, site{DB: said(t, 120, classify.Negative, func(i int) string { return "=HYPERLINK(\"https://evil.example\") " + remark(i) })})
	r := get(h, "GET", "/mentions.csv?topic=kestrel&sentiment=negative")
	csv := read(t, r)
	if n := strings.Count(csv, "\r\n"); n != 121 || !strings.Contains(csv, `"'=HYPERLINK`) || !strings.Contains(r.Header.Get("Content-Disposition"), `"mentions.csv"`) {
		t.Errorf("%d lines, %v", n, r.Header)
	}
	if n := strings.Count(read(t, get(h, "GET", "/mentions.jsonl?topic=kestrel&before=50")), "\n"); n != 120 {
		t.Errorf("%d lines", n)
	}
	for path, status := range map[string]int{"/mentions.csv?topic=nobody": 404, "/mentions.jsonl?colour=red": 400, "/posts.csv?topic=x": 400, "/steps.csv?topic=zarya": 200} {
		if r := get(h, "GET", path); r.StatusCode != status {
			t.Errorf("%s: %s", path, r.Status)
		}
	}
}
