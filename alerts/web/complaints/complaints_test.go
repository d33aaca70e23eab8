package complaints

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/alerts/reason"
	"molva/alerts/web/frame"
	"molva/classify"
	"molva/classify/cluster"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

var now = time.Date(2026, 9, 28, 9, 0, 0, 0, time.UTC)

func TestEverythingIsSaidInRussian(t *testing.T) {
	phrasetest.Complete(t, ".", Texts, frame.Texts, alerts.Texts, reason.Texts)
}

// said is what one person says, some days ago.
type said struct {
	author, text string
	days         int
}

// troubles are couriers that many wait for, a lamp that two people see flicker, and one thing of one person.
var troubles = []said{
	{"a", "Курьер не приехал, заказ так и не привезли", 12},
	{"b", "Опять курьер не приехал, сижу и жду заказ", 9},
	{"c", "Курьер не приехал и не позвонил, где мой заказ", 3},
	{"d", "Второй день курьер не приехал с заказом", 2},
	{"e", "Заказ оплачен, а курьер не приехал", 1},
	{"f", "The lamp keeps flickering all evening", 2},
	{"g", "My lamp keeps flickering, dimmer or not", 1},
	{"h", "Футляр поцарапался в кармане за неделю", 4},
}

// storeOf is a store in which people complained.
func storeOf(t *testing.T, all []said, link string) *store.DB {
	t.Helper()
	topics := []ingest.Topic{{ID: "zarya", Name: "Zarya", Zone: time.UTC}, {ID: "kestrel", Name: "Kestrel", Parent: "zarya", Zone: time.UTC}}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	var results []classify.Result
	p := classify.Probabilities{Negative: 0.9, Neutral: 0.1}
	for i, s := range all {
		at := now.AddDate(0, 0, -s.days)
		results = append(results, classify.Result{Item: stream.Item{Seq: uint64(i + 1), Network: "vk", Source: "vk", Seen: at}, Tagged: classify.Tag(
			ingest.Mention{ID: strconv.Itoa(i + 1), Network: "vk", Text: s.text, URL: link, Published: at, Seen: at, Topics: []string{"kestrel"}, Author: ingest.Author{ID: s.author}},
			classify.Verdict{Lang: "ru", Sentiment: classify.Negative, P: p, Category: classify.Other, Model: "test", Opinions: []classify.Opinion{{Topic: "kestrel", Sentiment: classify.Negative, P: p}}})})
	}
	if err := db.Save(t.Context(), "test", results); err != nil {
		t.Fatal(err)
	}
	if err := db.Tend(t.Context()); err != nil {
		t.Fatal(err)
	}
	return db
}

// serve is the pages over a store.
func serve(t *testing.T, language string, db *store.DB, o Options) http.Handler {
	t.Helper()
	p, err := phrase.New(language, Texts, frame.Texts, alerts.Texts, reason.Texts)
	if err != nil {
		t.Fatal(err)
	}
	site, err := frame.New(frame.Site{DB: db, Printer: p, Now: func() time.Time { return now }, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Writes: true})
	if err != nil {
		t.Fatal(err)
	}
	routes, err := Pages(site, o)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.Handle(r.Pattern, r.Handler)
	}
	return mux
}

func get(t *testing.T, h http.Handler, target string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", target, nil))
	return w.Code, w.Body.String()
}

// post sends a form and returns the status, where it leads and what it answers.
func post(h http.Handler, target string, form url.Values) (int, string, string) {
	r := httptest.NewRequest("POST", target, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Header().Get("Location"), w.Body.String()
}

// known is the complaint that has so many people.
func knownBy(t *testing.T, db *store.DB, people int) store.Complaint {
	t.Helper()
	all, err := db.Complaints(t.Context(), store.ComplaintFilter{})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(c store.Complaint) bool { return c.People == people })
	if i < 0 {
		t.Fatalf("no complaint of %d people among %d", people, len(all))
	}
	return all[i]
}

func TestList(t *testing.T) {
	db := storeOf(t, troubles, "https://vk.example/1")
	for language, wanted := range map[string][]string{
		"en": {"Found: 2", "People in 7 days", "open on vk.example", "since 16 Sep 2026, last 27 Sep 2026", `data-rows="2"`, "all topics"},
		"ru": {"Найдено: 2", "Людей за 7 дней", "открыть на vk.example", "все темы", `lang="ru"`},
	} {
		status, body := get(t, serve(t, language, db, Options{}), "/complaints")
		for _, text := range wanted {
			if status != 200 || !strings.Contains(body, text) {
				t.Errorf("%s: %d, %q is missing", language, status, text)
			}
		}
		if strings.Contains(body, "style=") {
			t.Errorf("%s: inline style", language)
		}
	}
}

func TestListIsNarrowed(t *testing.T) {
	db := storeOf(t, troubles, "")
	h := serve(t, "en", db, Options{})
	lamp := knownBy(t, db, 2)
	for address, want := range map[string]int{
		"?topic=kestrel": 2, "?kind=praise": 0, "?kind=any": 2, "?state=fixed": 0, "?state=any": 2, "?state=ignored": 0, "?search=" + url.QueryEscape(strings.ToUpper(lamp.Label)): 1, "?theme=nothing": 0, "?skip=50": 2,
	} {
		if status, body := get(t, h, "/complaints"+address); status != 200 || !strings.Contains(body, fmt.Sprintf(`data-rows="%d"`, want)) {
			t.Errorf("%s: %d, want %d rows", address, status, want)
		}
	}
	for address, want := range map[string]int{"?topic=nobody": 404, "?kind=x": 400, "?state=x": 400, "?skip=x": 400, "/c999": 404, "/x": 404, "/why?mention=vk:99": 404, "/" + lamp.ID.String() + "?step=x": 400, "/" + lamp.ID.String() + "?before=x": 400} {
		if status, _ := get(t, h, "/complaints"+address); status != want {
			t.Errorf("%s: %d, want %d", address, status, want)
		}
	}
}

func TestEmpty(t *testing.T) {
	db := storeOf(t, nil, "")
	for _, language := range []string{"en", "ru"} {
		h := serve(t, language, db, Options{})
		for _, address := range []string{"/complaints", "/complaints/merges"} {
			if status, body := get(t, h, address); status != 200 || !strings.Contains(body, `class="empty"`) {
				t.Errorf("%s %s: %d", language, address, status)
			}
		}
	}
}

var (
	counted = regexp.MustCompile(`href="/mentions\?([^"]*)" data-count="(\d+)"`)
	people  = regexp.MustCompile(`href="/mentions\?([^"]*)" data-people="(\d+)"`)
)

// Every number leads to as many rows, and every number of people to as many of them.
func TestEvidence(t *testing.T) {
	db := storeOf(t, append(slices.Clone(troubles), said{"i", troubles[4].text, 1}, said{"e", "И снова курьер не приехал с моим заказом", 1}), "")
	h := serve(t, "en", db, Options{})
	checked := 0
	for _, page := range []string{"/complaints", "/complaints?topic=kestrel", "/complaints/" + knownBy(t, db, 6).ID.String(), "/complaints/" + knownBy(t, db, 2).ID.String() + "?step=week"} {
		_, body := get(t, h, page)
		for i, pattern := range []*regexp.Regexp{counted, people} {
			for _, found := range pattern.FindAllStringSubmatch(body, -1) {
				q, _ := url.ParseQuery(html.UnescapeString(found[1]))
				f, err := alerts.ParseQuery(q)
				if err != nil {
					t.Fatal(err)
				}
				rows, who, err := db.Spoken(t.Context(), f)
				if err != nil {
					t.Fatal(err)
				}
				if checked++; strconv.Itoa([]int{rows, who}[i]) != found[2] {
					t.Errorf("%s: %s says %s, has %d rows of %d people", page, found[1], found[2], rows, who)
				}
			}
		}
	}
	if checked < 20 {
		t.Errorf("%d numbers lead somewhere", checked)
	}
}

func TestOne(t *testing.T) {
	db := storeOf(t, troubles, "https://vk.example/1")
	courier := knownBy(t, db, 5)
	for language, wanted := range map[string][]string{
		"en": {"The most typical", "The newest", "Mentions a day, by UTC", "Nobody has done anything", "all its mentions: 5", "Mark as fixed", "Where it stands", ">Kestrel</a>"},
		"ru": {"Самое типичное", "Самое новое", "Упоминаний в день", "пока никто ничего", "все упоминания: 5", "Отметить исправленной", "Что с ней сейчас"},
	} {
		status, body := get(t, serve(t, language, db, Options{}), "/complaints/"+courier.ID.String())
		for _, text := range wanted {
			if status != 200 || !strings.Contains(body, text) {
				t.Errorf("%s: %d, %q is missing", language, status, text)
			}
		}
	}
}

func TestWhy(t *testing.T) {
	db := storeOf(t, troubles, "https://vk.example/1")
	h := serve(t, "en", db, Options{})
	status, body := get(t, h, "/complaints/why?mention=vk:4")
	for _, text := range []string{"similarity", "threshold", knownBy(t, db, 5).ID.String(), "Второй день курьер", "It belongs elsewhere"} {
		if status != 200 || !strings.Contains(body, text) {
			t.Errorf("%d: %q is missing", status, text)
		}
	}
}

// asked is the mark that the forms of a page carry.
func markIn(t *testing.T, h http.Handler, id cluster.ID) string {
	t.Helper()
	_, body := get(t, h, "/complaints/"+id.String())
	found := regexp.MustCompile(`name="seen" value="([^"]*)"`).FindStringSubmatch(body)
	if found == nil {
		t.Fatalf("no form on the page of %v", id)
	}
	return found[1]
}

func TestActs(t *testing.T) {
	db := storeOf(t, troubles, "")
	acts := 0
	h := serve(t, "en", db, Options{Act: func(ctx context.Context, a store.Act) (store.Done, error) {
		acts++
		done, err := db.Act(ctx, a)
		if err != nil {
			return done, err
		}
		return done, db.Tend(ctx)
	}})
	courier, lamp := knownBy(t, db, 5), knownBy(t, db, 2)
	at := "/complaints/" + courier.ID.String()
	do := func(deed string, form url.Values, want int, said string) {
		t.Helper()
		form.Set("seen", markIn(t, h, courier.ID))
		status, to, body := post(h, at+"/"+deed, form)
		if to != "" {
			_, body = get(t, h, to)
		}
		if status != want || !strings.Contains(body, said) {
			t.Errorf("%s %v: %d to %q without %q", deed, form, status, to, said)
		}
	}
	do("rename", url.Values{"label": {"The courier never comes"}}, 303, "The courier never comes</h1>")
	if _, body := get(t, h, at); !strings.Contains(body, "since 16 Sep 2026, last 27 Sep 2026") {
		t.Error("its days are missing after an act")
	}
	do("rename", url.Values{"label": {strings.Repeat("x", 301)}}, 400, "A name has at most")
	do("fixed", url.Values{"ticket": {"https://tracker.example/7"}, "since": {"2026-09-27"}}, 303, "ticket on tracker.example")
	do("fixed", url.Values{"ticket": {"javascript:alert(1)"}}, 400, "want an address")
	do("fixed", url.Values{"since": {"2027-01-01"}}, 400, "still to come")
	do("reopen", url.Values{}, 303, "reopened")
	do("ignore", url.Values{}, 303, "chose to ignore")
	do("undo", url.Values{}, 303, "taken back by dashboard")
	do("split", url.Values{}, 400, "Tick the mentions")
	do("split", url.Values{"mention": {"vk:1", "vk:2", "vk:3", "vk:4", "vk:5"}}, 400, "nothing would be left")
	do("split", url.Values{"mention": {"vk:1", "vk:2"}}, 303, "split c")
	do("undo", url.Values{}, 303, "taken back by dashboard")
	do("move", url.Values{"mention": {"vk:1"}, "into": {"new"}}, 303, "moved to c")
	do("undo", url.Values{}, 303, "taken back by dashboard")
	do("move", url.Values{"mention": {"vk:99"}, "into": {"new"}}, 404, "is not stored")
	do("merge", url.Values{"into": {courier.ID.String()}}, 409, "are one already")
	do("merge", url.Values{"into": {"nonsense"}}, 404, "is no complaint")
	do("refuse", url.Values{"into": {lamp.ID.String()}}, 303, "are two things")
	do("merge", url.Values{"into": {lamp.ID.String() + " The lamp"}}, 303, "merged c")
	if status, body := get(t, h, "/complaints/"+max(lamp.ID, courier.ID).String()); status != 200 || !strings.Contains(body, "was merged: it stands in") {
		t.Errorf("the merged one: %d", status)
	}
	do("undo", url.Values{}, 303, "taken back by dashboard")
	if acts != 12 {
		t.Errorf("%d acts were done", acts)
	}
}

// Of two people who act on what they saw, the second is told of the first, and nothing is done.
func TestTwoPeople(t *testing.T) {
	db := storeOf(t, troubles, "")
	h := serve(t, "en", db, Options{})
	courier := knownBy(t, db, 5)
	seen := markIn(t, h, courier.ID)
	at := "/complaints/" + courier.ID.String()
	if status, _, _ := post(h, at+"/rename", url.Values{"label": {"Olga's"}, "seen": {seen}}); status != 303 {
		t.Fatalf("the first: %d", status)
	}
	status, _, body := post(h, at+"/ignore", url.Values{"seen": {seen}})
	if c := knownBy(t, db, 5); status != 409 || !strings.Contains(body, "Olga") || c.Ignored || c.Label != "Olga's" {
		t.Errorf("the second: %d, %+v", status, c)
	}
	if status, _, _ := post(h, at+"/ignore", url.Values{}); status != 400 {
		t.Errorf("a form that does not say what it saw: %d", status)
	}
}

// Strangers' words change no element of a page.
func TestInert(t *testing.T) {
	shape := func(words string) (all [][]string) {
		db := storeOf(t, []said{{"f", "The lamp keeps flickering all evening " + words, 2}, {"g", "My lamp keeps flickering, dimmer or not", 1}}, "https://vk.example/1")
		c := knownBy(t, db, 2)
		if _, err := db.Act(t.Context(), store.Act{What: store.Renamed, ID: c.ID, Label: strings.ToValidUTF8(words, ""), By: "olga " + words[:min(len(words), 20)]}); err != nil {
			t.Fatal(err)
		}
		h := serve(t, "en", db, Options{})
		for _, page := range []string{"/complaints", "/complaints/" + c.ID.String()} {
			_, body := get(t, h, page)
			tree, err := html.Parse(strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for n := range tree.Descendants() {
				if n.Type == html.ElementNode {
					names = append(names, n.Data)
				}
			}
			all = append(all, names)
		}
		return all
	}
	plain := shape("harmless")
	for _, words := range []string{`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</blockquote><a href="javascript:1">`, `{{.}} ${x}`} {
		for i, names := range shape(words) {
			if !slices.Equal(names, plain[i]) {
				t.Errorf("%q changes page %d: %d elements, want %d\n%v\n%v", words, i, len(names), len(plain[i]), names, plain[i])
			}
		}
	}
}
