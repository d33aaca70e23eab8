package report

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/alerts/service"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// told is a message of the fixture.
type told struct {
	network, thread, author string
	at                      time.Time
	category                classify.Category
	sentiment               classify.Sentiment
}

// conversations are the worked example of the catalogue of metrics on one network, twelve who ask of whom seven are answered, and on
// another one two who are turned round or come back. One asked in the week before, and was answered.
func conversations(monday time.Time) (all []told) {
	ask := func(network, thread string, at time.Time, c classify.Category, s classify.Sentiment) {
		all = append(all, told{network, thread, "c" + thread, at, c, s})
	}
	answer := func(network, thread string, at time.Time) {
		all = append(all, told{network, thread, "us", at, classify.Other, classify.Neutral})
	}
	hours := func(h float64) time.Duration { return time.Duration(h * float64(time.Hour)) }
	for i, after := range []float64{0.4, 0.9, 1.5, 2, 3, 5, 7} {
		thread := fmt.Sprint(i)
		ask("vk", thread, monday, classify.ComplaintCategory, classify.Negative)
		answer("vk", thread, monday.Add(hours(after)))
	}
	for i, since := range []float64{24, 36, 48, 60, 72} {
		ask("vk", fmt.Sprint(10+i), monday.AddDate(0, 0, 6).Add(-hours(since)), classify.Question, classify.Neutral)
	}
	friday := monday.AddDate(0, 0, 4).Add(10 * time.Hour)
	ask("telegram", "20", friday, classify.ComplaintCategory, classify.Negative)
	answer("telegram", "20", friday.Add(time.Hour))
	ask("telegram", "20", friday.Add(2*time.Hour), classify.Praise, classify.Positive)
	ask("telegram", "21", friday, classify.Other, classify.Negative)
	answer("telegram", "21", friday.Add(30*time.Minute))
	ask("telegram", "21", friday.Add(3*time.Hour), classify.ComplaintCategory, classify.Negative)
	ask("telegram", "22", friday.Add(24*time.Hour), classify.Praise, classify.Positive) // the last that was heard there
	ask("vk", "30", monday.AddDate(0, 0, -5), classify.ComplaintCategory, classify.Negative)
	answer("vk", "30", monday.AddDate(0, 0, -5).Add(hours(4)))
	return all
}

func (m told) result(seq int) classify.Result {
	id := fmt.Sprintf("m%d", seq)
	return classify.Result{Item: stream.Item{Seq: uint64(seq), Network: m.network, Source: m.network, Seen: m.at},
		Tagged: classify.Tag(
			ingest.Mention{ID: id, Network: m.network, Text: "Заря, message " + id, Author: ingest.Author{ID: m.author}, Kind: ingest.Comment,
				Thread: m.thread, Published: m.at, Seen: m.at, Topics: []string{"zarya"}},
			classify.Verdict{Lang: "ru", Sentiment: m.sentiment, Category: m.category, Model: "test",
				Opinions: []classify.Opinion{{Topic: "zarya", Sentiment: m.sentiment}}})}
}

// desk is a reader of the week that ended when Sunday the 15th did, at that very moment. One network was read until then; what is known
// of the other one was imported.
func desk(t *testing.T, change func(*metric.Business)) *metric.Reader {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	monday := time.Date(2026, 11, 9, 0, 0, 0, 0, zone)
	week := store.Period{From: monday, To: monday.AddDate(0, 0, 7)}
	hours, err := service.ParseHours("mon-fri 09:00-18:00", nil)
	if err != nil {
		t.Fatal(err)
	}
	b := metric.Business{Staff: []string{"vk:us", "telegram:us"}, Hours: hours, SLA: 2 * time.Hour}
	if change != nil {
		change(&b)
	}
	topics := []ingest.Topic{{ID: "zarya", Name: "Zarya | <b>*Заря*</b>", Zone: zone}, {ID: "boreal", Name: "Boreal", Zone: zone, Competitor: true}}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Staff: b.Staff,
		Now: func() time.Time { return week.To }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	var batch []classify.Result
	for i, m := range conversations(monday.Add(10 * time.Hour)) {
		batch = append(batch, m.result(i+1))
	}
	batch = append(batch, classify.Result{Item: stream.Item{Seq: uint64(len(batch) + 1), Source: "wall", Kind: stream.Note},
		Note: &ingest.Note{Source: "wall", At: week.To, State: &ingest.SourceState{Network: "vk", State: ingest.OK, LastTry: week.To}}})
	if err := db.Save(t.Context(), "test", batch); err != nil {
		t.Fatal(err)
	}
	r, err := metric.NewReader(t.Context(), db, b, "zarya", week, week.To)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func built(t *testing.T, r *metric.Reader) Service {
	t.Helper()
	s, err := BuildService(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestServiceReport(t *testing.T) {
	nobody := func(b *metric.Business) { b.Staff = nil }
	for name, s := range map[string]Service{"service": built(t, desk(t, nil)), "service-nobody": built(t, desk(t, nobody))} {
		for _, language := range []string{"en", "ru"} {
			p, err := phrase.New(language, Texts, alerts.Texts)
			if err != nil {
				t.Fatal(err)
			}
			for _, format := range Formats {
				var b bytes.Buffer
				if err := Write(&b, s, format, p, alerts.Links{Base: "https://molva.test/"}); err != nil {
					t.Fatal(err)
				}
				phrasetest.Golden(t, name+"."+language+"."+format, b.String())
			}
		}
	}
}

// TestServiceByHand holds the report to what a hand counts.
func TestServiceByHand(t *testing.T) {
	s := built(t, desk(t, nil))
	got := map[string]string{}
	for _, v := range s.Values() {
		key := strings.Trim(v.Network+" "+v.Metric+" "+v.Part, " ")
		got[key] = fmt.Sprintf("%.4g", v.Value)
		if v.Over {
			got[key] = "over " + got[key]
		}
		if v.Of != nil {
			got[key] += fmt.Sprintf(" of %g", v.Of.Den)
		}
	}
	for key, want := range map[string]string{
		"response_rate":              "0.6 of 15",
		"vk response_rate":           "0.5833 of 12",
		"telegram response_rate":     "0.6667 of 3",
		"vk waiting_median clock":    "5",
		"vk waiting_median business": "3", // two ask when nobody is there, and have not waited yet: of ten, five are answered by then
		"vk waiting_p90 clock":       "over 86",
		"vk inside_sla":              "0.4", // likewise four of ten
		"turned_round":               "0.1111 of 9",
		"reopened":                   "0.1111 of 9",
		"telegram reopened":          "0.5 of 2",
	} {
		if got[key] != want {
			t.Errorf("%s is %s, want %s", key, got[key], want)
		}
	}
	if mean, median, n := (Served{Serving: s.Now.On("vk")}).usual(); n != 7 || fmt.Sprintf("%.2f", mean.Hours()) != "2.83" || median != 2*time.Hour {
		t.Errorf("others would report %v and %v of %d", mean, median, n)
	}
	if n := s.Before.Count(service.Answered); n != 1 {
		t.Errorf("%d were answered in the week before, want 1", n)
	}
	if len(s.Waiting.Episodes) != 6 {
		t.Errorf("%d wait now, want 6", len(s.Waiting.Episodes))
	}
}

// TestSilenceIsNotNobody: of a week in which nothing was heard there are no counts, in no format; and what nobody heard since is not
// waited for until now.
func TestSilenceIsNotNobody(t *testing.T) {
	r := desk(t, nil)
	early := r.In(r.Before)
	s := built(t, early) // in the week before that one nothing was heard
	if !s.Before.Silent || s.Now.Silent {
		t.Fatalf("silent: %t before, %t then", s.Before.Silent, s.Now.Silent)
	}
	for _, v := range s.Before.Values {
		if v.Known || !strings.Contains(v.Caveat.EN, "nothing was heard") {
			t.Errorf("in silence %s is %+v", v.Metric, v)
		}
	}
	en, _ := printers(t)
	for _, row := range s.Document(en, alerts.Links{}).Parts[0].Table.Rows {
		if got := row[2].Line.String(); !strings.HasPrefix(got, "–") {
			t.Errorf("%s in silence is %q", row[0].Line, got)
		}
	}
	for _, count := range s.Before.json().Counts {
		if count.Waits != nil {
			t.Errorf("in silence %d are %s", *count.Waits, count.State)
		}
	}
	r.Now = r.Now.AddDate(0, 1, 0)
	for _, v := range built(t, r).Now.Values {
		if v.Metric == "waiting_p90" && v.Part == metric.PartClock && v.Value > 86 {
			t.Errorf("a month after anything was heard somebody is seen to wait for %g h", v.Value)
		}
	}
}

// TestAPeriodThatIsNotOver says so, in each report that has one.
func TestAPeriodThatIsNotOver(t *testing.T) {
	r := desk(t, nil)
	en, _ := printers(t)
	for hours, want := range map[time.Duration]bool{-1: true, 0: false} {
		r.Now = r.Period.To.Add(hours * time.Hour)
		f, err := BuildFunnel(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		for name, report := range map[string]Report{"service": built(t, r), "funnel": f} {
			lead := report.Document(en, alerts.Links{}).Lead
			if got := strings.Contains(lead[len(lead)-1].String(), "not over"); got != want {
				t.Errorf("%s, %d h before the end: %q", name, -hours, lead[len(lead)-1])
			}
		}
	}
}

// TestNobodyKnowsHowCompetitorsAnswer: no number of ours is made of their silence.
func TestNobodyKnowsHowCompetitorsAnswer(t *testing.T) {
	r := desk(t, nil)
	for _, v := range built(t, r.Of(r.Rivals()[0])).Now.Values {
		if v.Known || v.Missing != "" || !strings.Contains(v.Caveat.EN, "nobody outside can know") {
			t.Errorf("%s of a competitor is %+v", v.Metric, v)
		}
	}
}
