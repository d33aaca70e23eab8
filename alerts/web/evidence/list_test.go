package evidence

import (
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// measured is a store with an account of ours: 150 posts of some figures each, two lists of members, entered numbers and steps.
func measured(t *testing.T) *store.DB {
	t.Helper()
	topics := []ingest.Topic{{ID: "zarya", Name: "Заря", Zone: time.UTC}}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	month := now.AddDate(0, -1, 0)
	n := ingest.Note{Source: "test", At: now}
	for i := range 150 {
		at, id := month.Add(time.Duration(i)*time.Hour), fmt.Sprint("p", i)
		n.Posts = append(n.Posts, ingest.AccountPost{Account: "<b>ours", Network: "vk", ID: id, Text: "<script>" + id, URL: "https://vk.example/" + id, Form: "photo", Published: at})
		n.Figures = append(n.Figures, ingest.Figure{Account: "<b>ours", Network: "vk", Post: id, Metric: "views", At: at.Add(time.Hour), Value: float64(i)})
	}
	for _, name := range []string{"followers", "dead"} {
		n.Members = append(n.Members, ingest.Members{Account: "<b>ours", Network: "vk", Set: name, At: month, IDs: []string{"1", "2"}, Last: true})
	}
	to := month.AddDate(0, 0, 7)
	n.Inputs = []ingest.Input{{Kind: "spend/ads", Topic: "zarya", From: month, To: to, Value: new(5.0), Currency: "RUB", Source: "<i>invoice"},
		{Kind: "csat", Topic: "zarya", From: month, To: to, K: new(3), N: new(4)},
		{Kind: "support_requests", Topic: "zarya", From: month, To: to, Value: new(1300.), Per: ingest.EachWeek},
		{Kind: "spend/tools", Topic: "zarya", From: month, To: to, Value: new(4990.), Per: ingest.EachMonth, Currency: "RUB", Tax: ingest.TaxIncluded},
		{Kind: "cpi", Topic: "zarya", From: month, To: to, Value: new(.008), Currency: "USD", Tax: ingest.TaxExcluded}}
	for i, key := range []string{"a", "b", "a"} {
		n.Steps = append(n.Steps, ingest.Step{Key: key, Stage: "contact", Topic: "zarya", At: month.Add(time.Duration(i) * time.Hour), Consent: true})
	}
	if err := db.Save(t.Context(), "test", []classify.Result{{Item: stream.Item{Seq: 1, Source: "test", Seen: now}, Note: &n}}); err != nil {
		t.Fatal(err)
	}
	return db
}

// TestLists: each list says how many it has, whatever its page shows, and strangers' texts are inert.
func TestLists(t *testing.T) {
	b := metric.Business{Inputs: []ingest.Input{{Kind: "leads", Topic: "zarya", From: now.AddDate(0, -1, 0), To: now, Value: new(7.0)}}}
	h := handler(t, site{DB: measured(t), Business: b, Language: "ru"})
	for _, test := range []struct {
		path string
		want []string
	}{
		{"/posts?account=%3Cb%3Eours", []string{`data-rows="150"`, "150 публикаций", "&lt;script&gt;p0", `rel="next"`, "skip=100"}},
		{"/posts?form=poll", []string{`data-rows="0"`, "0 публикаций", "Здесь ничего нет."}},
		{"/posts?length=short&word=script&slot=h25", []string{`data-rows="0"`, "слово: script", "длина текста: 1–160 знаков"}},
		{"/posts?skip=100", []string{`data-rows="150"`, "p149"}},
		{"/figures?account=%3Cb%3Eours&network=vk&posts=true&metric=views", []string{`data-rows="150"`, "150 показателей"}},
		{"/figures?account=%3Cb%3Eours&network=vk&post=p7", []string{`data-rows="1"`, ">7</td>"}},
		{"/sets?network=vk", []string{`data-rows="2"`, "2 списка людей", "солёные хеши"}},
		{"/sets?network=vk&account=%3Cb%3Eours&name=dead", []string{`data-rows="1"`, "1 список людей"}},
		{"/inputs?topic=zarya", []string{`data-rows="6"`, "6 введённых чисел", "3 из 4", ">5\u00a0RUB<", "&lt;i&gt;invoice"}},
		{"/inputs?kind=support_requests", []string{">1\u00a0300 в неделю<"}},
		{"/inputs?kind=spend/", []string{`data-rows="2"`, "4\u00a0990\u00a0RUB в месяц, с налогом<"}},
		{"/inputs?kind=cpi", []string{"0,008\u00a0USD, без налога<"}},
		{"/inputs?kind=leads", []string{`data-rows="1"`, ">7</td>"}},
		{"/steps?topic=zarya&stage=contact", []string{`data-rows="3"`, `data-people="2"`, "3 шага к покупке", "людей: 2"}},
	} {
		got := get(h, "GET", test.path)
		body := read(t, got)
		for _, want := range test.want {
			if !strings.Contains(body, want) {
				t.Errorf("%s: %s has no %s", test.path, body, want)
			}
		}
		if strings.Contains(body, "<script>") || strings.Contains(body, "<b>ours") || strings.Contains(body, "<i>") {
			t.Errorf("%s: a stranger's markup is alive", test.path)
		}
	}
}

// TestListsRefuse: what a list does not know is said, and answered with no list.
func TestListsRefuse(t *testing.T) {
	h := handler(t, site{DB: measured(t), Language: "en"})
	for path, want := range map[string]int{
		alerts.PostsPath + "?topic=zarya":   http.StatusBadRequest,
		alerts.FiguresPath + "?skip=x":      http.StatusBadRequest,
		alerts.SetsPath + "?since=soon":     http.StatusBadRequest,
		alerts.InputsPath + "?topic=nobody": http.StatusNotFound,
		alerts.StepsPath + "?topic=nobody":  http.StatusNotFound,
	} {
		if got := get(h, "GET", path); got.StatusCode != want {
			t.Errorf("%s: %s, want %d", path, got.Status, want)
		}
	}
}
