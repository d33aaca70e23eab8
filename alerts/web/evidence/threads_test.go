package evidence

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/report"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// complaining is a store in which 60 people complain on two networks in the week before now, one an hour; every second one is answered,
// sooner or later, and every fourth of them then thanks or comes back.
func complaining(t *testing.T, staff []string) *store.DB {
	t.Helper()
	topics := []ingest.Topic{{ID: "zarya", Name: "Zarya", Zone: time.UTC}}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Staff: staff, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	var batch []classify.Result
	say := func(network, thread, author string, at time.Time, s classify.Sentiment, c classify.Category) {
		id := fmt.Sprint("m", len(batch))
		m := ingest.Mention{ID: id, Network: network, Thread: thread, Text: "<b>where</b> is my order " + id + "?", Author: ingest.Author{ID: author},
			URL: "https://vk.example/" + id, Published: at, Seen: at, Topics: []string{"zarya"}}
		batch = append(batch, classify.Result{Item: stream.Item{Seq: uint64(len(batch) + 1), Network: network, Source: network, Seen: at},
			Tagged: classify.Tag(m, classify.Verdict{Lang: "en", Sentiment: s, Category: c, Model: "test", Opinions: []classify.Opinion{{Topic: "zarya", Sentiment: s}}})})
	}
	monday := now.AddDate(0, 0, -7).Truncate(24 * time.Hour).Add(12 * time.Hour)
	for i := range 60 {
		network, thread, author := []string{"vk", "telegram"}[i/8%2], fmt.Sprint("t", i), fmt.Sprint("a", i%48)
		at := monday.Add(time.Duration(i) * time.Hour)
		say(network, thread, author, at, classify.Negative, classify.ComplaintCategory)
		if i%4 > 1 {
			continue
		}
		say(network, thread, "us", at.Add(time.Duration(i%9)*20*time.Minute), classify.Neutral, classify.Other)
		switch i % 8 {
		case 0:
			say(network, thread, author, at.Add(5*time.Hour), classify.Positive, classify.Praise)
		case 1:
			say(network, thread, author, at.Add(5*time.Hour), classify.Negative, classify.ComplaintCategory)
		}
	}
	if err := db.Save(t.Context(), "test", batch); err != nil {
		t.Fatal(err)
	}
	return db
}

// TestWaitsAreThoseOfTheReport: every count of the service report equals the length of the list that it leads to, and the pages of
// that list hold as many.
func TestWaitsAreThoseOfTheReport(t *testing.T) {
	b := metric.Business{Staff: []string{"vk:us", "telegram:us"}, SLA: time.Hour}
	db := complaining(t, b.Staff)
	h := handler(t, site{DB: db, Business: b})
	week := alerts.Week.Last(now, time.UTC)
	r, err := metric.NewReader(t.Context(), db, b, "zarya", week, now)
	if err != nil {
		t.Fatal(err)
	}
	s, err := report.BuildService(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(s.Data())
	if err != nil {
		t.Fatal(err)
	}
	type counts []struct {
		State, Evidence string
		Waits           int
	}
	var told struct {
		Now      struct{ Counts counts }
		Networks []struct{ Counts counts }
	}
	if err := json.Unmarshal(data, &told); err != nil {
		t.Fatal(err)
	}
	all := told.Now.Counts
	for _, part := range told.Networks {
		all = append(all, part.Counts...)
	}
	for _, v := range s.Values() {
		if v.Of != nil {
			all = append(all, counts{{v.Network + v.Metric, string(v.Evidence), int(v.Of.Num)}}...)
		}
	}
	if len(all) != 3*(4+3) {
		t.Fatalf("%d counts", len(all))
	}
	for _, c := range all {
		listed := 0
		for next := c.Evidence; next != ""; {
			body := read(t, get(h, "GET", next))
			if want := fmt.Sprintf(`data-rows="%d"`, c.Waits); !strings.Contains(body, want) || c.Waits == 0 {
				t.Fatalf("%s: %s is not in %s", c.State, want, next)
			}
			listed += strings.Count(body, `<article class="mention">`)
			next = ""
			if _, rest, more := strings.Cut(body, `<nav class="pager" aria-label="Pages"><a href="`); more {
				next, _, _ = strings.Cut(rest, `"`)
				next = strings.ReplaceAll(next, "&amp;", "&")
			}
		}
		if listed != c.Waits {
			t.Errorf("%s: %d are listed, want %d", c.State, listed, c.Waits)
		}
	}
}

func TestAListOfWaits(t *testing.T) {
	b := metric.Business{Staff: []string{"vk:us", "telegram:us"}, SLA: time.Hour}
	const path = "/threads?since=20260921T0000Z&topic=zarya&until=20260928T0000Z"
	for language, wanted := range map[string][]string{
		"en": {"68 waits for an answer of Zarya, 21–27 Sep 2026", "turned round", "vk, 21 Sep 2026, 12:00, answered after 0 ", "over the SLA", "complained again", "&lt;b&gt;where", `data-people="48"`},
		"ru": {"68 ожиданий ответа темы «Zarya»", "ответ через 0 ", "новая жалоба после ответа"},
	} {
		body := read(t, get(handler(t, site{DB: complaining(t, b.Staff), Business: b, Language: language}), "GET", path))
		for _, text := range wanted {
			if !strings.Contains(body, text) {
				t.Errorf("%s: %q is missing in\n%.3000s", language, text, body)
			}
		}
		if strings.Contains(body, "<b>where") {
			t.Errorf("%s: a stranger's text is markup", language)
		}
	}
	h := handler(t, site{DB: complaining(t, nil)})
	if body := read(t, get(h, "GET", path)); !strings.Contains(body, `data-rows="0"`) || !strings.Contains(body, "staff is not configured") {
		t.Error("without staff the page does not say why it is empty")
	}
	for query, status := range map[string]int{
		"":             400,
		"?topic=zarya": 400,
		strings.TrimPrefix(path, "/threads") + "&state=angry":                       400,
		strings.TrimPrefix(path, "/threads") + "&skip=-1":                           400,
		strings.ReplaceAll(strings.TrimPrefix(path, "/threads"), "zarya", "nobody"): 404,
		strings.TrimPrefix(path, "/threads") + "&skip=1000":                         200,
	} {
		if r := get(h, "GET", "/threads"+query); r.StatusCode != status {
			t.Errorf("%s: %d, want %d", query, r.StatusCode, status)
		}
	}
}

// TestWaitsFile: the file has as many waits as the list that it stands under, and nobody's name.
func TestWaitsFile(t *testing.T) {
	b := metric.Business{Staff: []string{"vk:us", "telegram:us"}, SLA: time.Hour}
	h := handler(t, site{DB: complaining(t, b.Staff), Business: b})
	const asked = "?since=20260921T0000Z&topic=zarya&until=20260928T0000Z"
	page := read(t, get(h, "GET", "/threads"+asked))
	if !strings.Contains(page, `<a href="/threads.csv?since=20260921T0000Z&amp;topic=zarya&amp;until=20260928T0000Z" download>`) {
		t.Error("the page does not lead to the file")
	}
	for _, state := range []string{"", "waiting", "answered", "late", "reopened"} {
		query := asked + "&state=" + state
		_, rows, _ := strings.Cut(read(t, get(h, "GET", "/threads"+query)), ` data-rows="`)
		r := get(h, "GET", "/threads.csv"+query+"&skip=50")
		all, err := csv.NewReader(r.Body).ReadAll()
		if err != nil || !strings.HasPrefix(rows, fmt.Sprintf(`%d"`, len(all)-1)) || len(all) < 2 || r.Header.Get("Content-Disposition") != `attachment; filename="threads.csv"` {
			t.Errorf("%q: %d rows, %v, %.20s are listed", state, len(all), err, rows)
		}
		for _, row := range all[1:] {
			if late := row[6] == "true"; state == "late" && !late || state == "waiting" && row[3] != "" || state == "answered" && row[3] == "" || !strings.Contains(row[10], "where") {
				t.Errorf("%q has %q", state, row)
			}
		}
	}
	for query, status := range map[string]int{"": 400, "?topic=zarya&since=soon&until=2026-09-28": 400, strings.ReplaceAll(asked, "zarya", "nobody"): 404} {
		if r := get(h, "GET", "/threads.csv"+query); r.StatusCode != status {
			t.Errorf("%s: %d, want %d", query, r.StatusCode, status)
		}
	}
}
