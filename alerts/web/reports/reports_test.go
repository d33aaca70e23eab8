package reports

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/alerts/report"
	"molva/alerts/web/frame"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

var now = time.Date(2026, 9, 28, 9, 0, 0, 0, time.UTC)

func TestEverythingIsSaidInRussian(t *testing.T) {
	phrasetest.Complete(t, ".", Texts, frame.Texts, report.Texts, alerts.Texts)
}

// recorded is a store in which people said something over seven weeks, with two communities and what somebody entered for August.
func recorded(t *testing.T, name string, topics ...ingest.Topic) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if len(topics) == 0 {
		return db
	}
	all := []classify.Result{{Item: stream.Item{Seq: 1, Source: "test", Kind: stream.Note, Seen: now}, Note: entered(name)}}
	for i := range 60 {
		feeling, at := classify.Positive, now.AddDate(0, 0, -i)
		p := classify.Probabilities{Negative: 0.05, Neutral: 0.05, Positive: 0.9}
		if i%3 == 0 {
			feeling, p = classify.Negative, classify.Probabilities{Negative: 0.9, Neutral: 0.05, Positive: 0.05}
		}
		all = append(all, classify.Result{Item: stream.Item{Seq: uint64(i + 2), Network: "vk", Source: "vk", Seen: at}, Tagged: classify.Tag(
			ingest.Mention{ID: fmt.Sprint(i), Network: "vk", Text: fmt.Sprint(name, " number ", i), Published: at, Seen: at, Topics: []string{"zarya"}, Author: ingest.Author{ID: fmt.Sprint(i)}},
			classify.Verdict{Lang: "en", Sentiment: feeling, P: p, Category: classify.Other, Model: "test", Opinions: []classify.Opinion{{Topic: "zarya", Sentiment: feeling, P: p}}})})
	}
	if err := db.Save(t.Context(), "test", all); err != nil {
		t.Fatal(err)
	}
	return db
}

// entered is a note of followers, and of all that lines 11, 12 and 13 of the ledger are made of.
func entered(name string) *ingest.Note {
	n := &ingest.Note{Source: "test", At: now}
	for i, account := range []string{"zarya", "boreal"} {
		for day := range 40 {
			n.Figures = append(n.Figures, ingest.Figure{Account: account, Network: "vk", Metric: "followers", At: now.AddDate(0, 0, -60+day), Value: float64(1000*(i+1) + day)})
		}
	}
	from, to := time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
	for kind, value := range map[string]float64{"spend/ads": 1500, "labour_hours": 10, "labour_rate": 50, "leads": 210, "lead_to_customer": 0.08, "average_cheque": 300, "lifetime_value": 900,
		"support_requests": 1300, "self_solved": 0.22, "deflection": 0.5, "call_price": 3.8} {
		in := ingest.Input{Kind: kind, Topic: "zarya", From: from, To: to, Value: &value, Source: name}
		if k, _ := ingest.InputOf(kind); k.Unit == ingest.UnitMoney || k.Unit == ingest.UnitHourly {
			in.Currency = "USD"
		}
		n.Inputs = append(n.Inputs, in)
	}
	return n
}

func company(name string) []ingest.Topic {
	return []ingest.Topic{{ID: "zarya", Name: name, Zone: time.UTC}, {ID: "boreal", Name: "Boreal", Competitor: true, Zone: time.UTC}}
}

var accounts = []metric.Owned{{Topic: "zarya", Network: "vk", Account: "zarya"}, {Topic: "boreal", Network: "vk", Account: "boreal"}}

func pages(t *testing.T, language string, db *store.DB) http.Handler {
	t.Helper()
	say, err := phrase.New(language, Texts, frame.Texts, report.Texts, alerts.Texts)
	if err != nil {
		t.Fatal(err)
	}
	site, err := frame.New(frame.Site{DB: db, Business: metric.Business{Accounts: accounts}, Printer: say, Now: func() time.Time { return now }, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	if err != nil {
		t.Fatal(err)
	}
	routes, err := Pages(site, Options{Base: "https://molva.test"})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.Handle(r.Pattern, r.Handler)
	}
	return mux
}

func get(h http.Handler, target string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", target, nil))
	return w
}

func TestPages(t *testing.T) {
	db := recorded(t, "Zarya", company("Zarya")...)
	for language, wanted := range map[string]map[string][]string{
		"en": {
			"/answers":         {"Zarya: the three answers, August 2026", "Did our audience grow?", "Counted mentions by sentiment", "24–30 Aug", "Notes and formulas", "/answers.csv?period=month"},
			"/reports/ratio":   {"positive to negative by week", "even", `aria-current="true">Positive to negative`},
			"/reports/metrics": {"metrics have a value", "all accounts", "account=vk%3Azarya"},
			"/reports/service": {"<h1>"}, "/reports/funnel": {"<h1>"}, "/reports/goals": {"<h1>"},
			"/communities": {"Zarya: the communities, August 2026", "Followers on vk", "1,032", "zarya (ours)"},
			"/roi":         {"Ask the ledger", "11 support without calls", "lead_to_customer", "What would turn the sign", "labour_hours"},
			"/reports":     {"/reports/goals.json", "All metrics"},
		},
		"ru": {
			"/answers":     {"три ответа", "Примечания и формулы", "Скачать:"},
			"/communities": {"Подписчики, vk"},
			"/roi":         {"Спросить у расчёта", "поддержка без звонков"},
			"/reports":     {"Все метрики"},
		},
	} {
		h := pages(t, language, db)
		for target, texts := range wanted {
			w := get(h, target)
			for _, text := range texts {
				if w.Code != 200 || !strings.Contains(w.Body.String(), text) {
					t.Errorf("%s %s: %d, %q is missing", language, target, w.Code, text)
				}
			}
		}
	}
}

// Whatever is asked of the ledger, the rest of the page stays.
func TestLedger(t *testing.T) {
	h := pages(t, "en", recorded(t, "Zarya", company("Zarya")...))
	for target, wanted := range map[string][]string{
		"/roi?lines=11,12":                          {"Chosen is a return of", `value="11" checked`, `value="12" checked`, "lines=11%2C12"},
		"/roi?lines=11&lines=12":                    {"Chosen is a return of"},
		"/roi?lines=12,13":                          {`value="12" checked`, "Lines 12 and 13 cannot stand in one return: the lifetime value contains the first purchase", "What it cost"},
		"/roi?lines=14":                             {"is not known in money", "What it cost"},
		"/roi?what-if=lead_to_customer=12%25":       {"What if: ", "[before: 8%]", "lead_to_customer=12%", "Nothing of it is saved"},
		"/roi?input=lead_to_customer&value=17/210":  {"What if: ", `aria-label="without lead_to_customer=17/210"`},
		"/roi?what-if=glory=5":                      {"There is no input glory; there are ", "What it cost"},
		"/roi?what-if=leads":                        {"want a name and a value", "What it cost"},
		"/roi?what-if=leads=1&what-if=leads=2":      {"“leads” is changed twice."},
		"/roi?what-if=lead_to_customer=much":        {"want a value such as 12%, 0.12, 17/210"},
		"/roi?line=12&periods=3":                    {"Line 12 period by period", "July 2026", `value="12" selected`},
		"/roi?line=12&periods=3&lines=11&what-if=x": {"want a name", "Chosen is", "July 2026"},
	} {
		w := get(h, target)
		for _, text := range wanted {
			if w.Code != 200 || !strings.Contains(html.UnescapeString(w.Body.String()), text) {
				t.Errorf("%s: %d, %q is missing", target, w.Code, text)
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	h := pages(t, "en", recorded(t, "Zarya", company("Zarya")...))
	for target, status := range map[string]int{
		"/answers?topic=nobody": 404, "/answers?period=age": 400, "/reports/metrics?account=vk:nobody": 404, "/roi?lines=15": 400, "/roi?lines=x": 400, "/roi?line=99": 400,
		"/roi?periods=1": 400, "/roi?" + strings.Repeat("what-if=a=1&", 21): 400, "/roi.csv?lines=12,13": 400, "/roi.csv?what-if=glory=1": 400, "/reports/glory": 404, "/answers.pdf": 404,
	} {
		if w := get(h, target); w.Code != status {
			t.Errorf("%s: %d, want %d", target, w.Code, status)
		}
	}
}

func TestNoTopics(t *testing.T) {
	h := pages(t, "ru", recorded(t, ""))
	for _, k := range kinds {
		if w := get(h, k.path); w.Code != 200 || !strings.Contains(w.Body.String(), "Ни одной темы ещё нет") {
			t.Errorf("%s: %d", k.path, w.Code)
		}
		if w := get(h, k.path+".csv"); w.Code != 404 {
			t.Errorf("%s.csv: %d", k.path, w.Code)
		}
	}
}

// Files are what the command line writes, and their links lead to the pages.
func TestFiles(t *testing.T) {
	h := pages(t, "en", recorded(t, "=Zarya", company("=Zarya")...))
	for _, k := range kinds {
		for _, f := range formats {
			w := get(h, k.path+"."+f.name)
			head := w.Header()
			if w.Code != 200 || head.Get("Content-Type") != f.media || !strings.HasPrefix(head.Get("Content-Disposition"), "attachment; filename=molva-zarya-"+k.name+"-2026-") {
				t.Errorf("%s.%s: %d %v", k.path, f.name, w.Code, head)
			}
			if f.name == "json" && !json.Valid(w.Body.Bytes()) {
				t.Errorf("%s.json is none", k.path)
			}
		}
	}
	if body := get(h, "/reports/ratio.html").Body.String(); !strings.Contains(body, "https://molva.test/mentions?") {
		t.Error("the file leads nowhere")
	}
}

// A stranger's text changes the words of the pages and nothing else.
func TestInert(t *testing.T) {
	shape := func(words string) (all []string) {
		h := pages(t, "en", recorded(t, words, company(words)...))
		for _, target := range []string{"/answers", "/communities", "/roi?what-if=" + url.QueryEscape(words) + "=1", "/reports/ratio", "/reports/funnel"} {
			w := get(h, target)
			root, err := html.Parse(w.Body)
			if w.Code != 200 || err != nil {
				t.Fatalf("%s: %d %v", target, w.Code, err)
			}
			for n := range root.Descendants() {
				if n.Type == html.ElementNode {
					all = append(all, n.Data)
				}
			}
		}
		return all
	}
	plain := shape("Zarya")
	for _, words := range []string{`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `{{.}} & </section>`} {
		if got := shape(words); !slices.Equal(got, plain) {
			t.Errorf("%q makes other elements", words)
		}
	}
}

// Every mark leads to a note, every id stands there once, and nothing is styled or run in place.
func TestWellFormed(t *testing.T) {
	h := pages(t, "en", recorded(t, "Zarya", company("Zarya")...))
	for _, k := range kinds {
		body := get(h, k.path).Body.String()
		if strings.Contains(body, "style=") && !strings.Contains(body, "<svg") {
			t.Errorf("%s: a style in place", k.path)
		}
		root, err := html.Parse(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		ids, links := map[string]int{}, []string{}
		for n := range root.Descendants() {
			for _, a := range n.Attr {
				switch {
				case a.Key == "id":
					ids[a.Val]++
				case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
					links = append(links, a.Val[1:])
				}
			}
		}
		for id, n := range ids {
			if n > 1 {
				t.Errorf("%s: id %s stands there %d times", k.path, id, n)
			}
		}
		for _, to := range links {
			if ids[to] == 0 {
				t.Errorf("%s: #%s leads nowhere", k.path, to)
			}
		}
	}
}
