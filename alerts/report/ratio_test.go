package report

import (
	"bytes"
	"encoding/csv"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/classify"
	"molva/classify/quantify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

func TestEverythingIsSaidInRussian(t *testing.T) { phrasetest.Complete(t, ".", Texts) }

// Where two catalogues have a sentence, they say it alike.
func TestCataloguesAgree(t *testing.T) {
	if _, err := phrase.New("ru", catalogues...); err != nil {
		t.Error(err)
	}
}

func sample(t *testing.T) Ratio {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	r := Ratio{Topic: ingest.Topic{ID: "rd", Name: "R&D | <b>*Звук*</b>", Zone: zone}, Every: alerts.Week}
	for i, tone := range []alerts.Tone{
		{Counts: alerts.Counts{Negative: 1, Positive: 2}, Estimated: quantify.Estimates{N: 3, Net: figure(0.2, -0.4, 0.7),
			Favour: figure(0.6, 0.2, 0.99), Ratio: quantify.Figure{Value: 1.5, Low: 0.25, High: 1.5, Known: true, Open: true}}},
		{Counts: alerts.Counts{Neutral: 4, Positive: 7}, Estimated: quantify.Estimates{N: 11, Net: figure(0.6, 0.3, 0.8), Favour: figure(0.95, 0.7, 0.99)}},
		{Counts: alerts.Counts{Negative: 1200, Neutral: 300, Positive: 900}, Estimated: quantify.Estimates{N: 2400, Net: figure(-0.1, -0.16, -0.04),
			Favour: figure(0.444, 0.41, 0.478), Ratio: figure(0.8, 0.695, 0.916)}},
		{},
	} {
		at := time.Date(2026, 7, 29+7*i, 0, 0, 0, 0, zone)
		tone.Estimated.Labels, tone.Estimated.Calibrated = 120, true
		r.Rows = append(r.Rows, Row{store.Week(at, zone), tone})
	}
	r.Reliability = alerts.Reliability{Right: quantify.Of(84, 120)}
	r.Why = []store.Complaint{{ID: 12, Label: "молчит *наушник* | <b>", People: 22, Mentions: 23}, {ID: 3, Label: "=logs out", People: 1, Mentions: 1}}
	us, them := ingest.Topic{ID: "rd", Name: r.Topic.Name}, ingest.Topic{ID: "boreal", Name: "Boreal](javascript:x) <i>", Competitor: true}
	r.Beside = voices([]alerts.Part{{Topic: us, Now: r.Rows[2].Tone}, {Topic: them, Now: r.Rows[0].Tone}})
	return r
}

func figure(value, low, high float64) quantify.Figure {
	return quantify.Figure{Value: value, Low: low, High: high, Known: true}
}

func TestWrite(t *testing.T) {
	for name, r := range map[string]Ratio{"ratio": sample(t), "empty": {Topic: ingest.Topic{ID: "x", Name: "X"}, Every: alerts.Day}} {
		for _, language := range []string{"en", "ru"} {
			p, err := phrase.New(language, Texts, alerts.Texts)
			if err != nil {
				t.Fatal(err)
			}
			for _, format := range Formats {
				var b bytes.Buffer
				if err := Write(&b, r, format, p, alerts.Links{Base: "https://molva.test/x/"}); err != nil {
					t.Fatal(err)
				}
				phrasetest.Golden(t, name+"."+language+"."+format, b.String())
			}
		}
	}
	if err := Write(nil, sample(t), "pdf", nil, alerts.Links{}); err == nil || !strings.Contains(err.Error(), "want one of text, json, html, md, csv") {
		t.Error(err)
	}
}

func TestBuildRatio(t *testing.T) {
	zone := time.FixedZone("MSK", 3*60*60)
	now := time.Date(2026, 9, 30, 12, 0, 0, 0, time.UTC)
	topics := []ingest.Topic{{ID: "kestrel", Name: "Kestrel", Zone: time.UTC}}
	db, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "molva.db"), Topics: topics, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	texts := []string{"звук чудесный и корпус лёгкий", "разрядились за час прямо в дороге", "сломалась крышка футляра", "второй год со мной, ни разу не подвели"}
	feels := []classify.Sentiment{classify.Positive, classify.Negative, classify.Negative, classify.Positive}
	days := []int{9, 16, 30, 22}
	var batch []classify.Result
	for i, text := range texts {
		at := time.Date(2026, 9, days[i], 1, 0, 0, 0, zone)
		batch = append(batch, classify.Result{Item: stream.Item{Seq: uint64(i + 1), Network: "vk", Source: "vk", Seen: at},
			Tagged: classify.Tag(
				ingest.Mention{ID: text, Network: "vk", Text: text, Published: at, Seen: at, Topics: []string{"kestrel"}},
				classify.Verdict{Lang: "ru", Sentiment: feels[i], Category: classify.Other, Model: "test",
					Opinions: []classify.Opinion{{Topic: "kestrel", Sentiment: feels[i]}}})})
	}
	if err := db.Save(t.Context(), "test", batch); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		at   time.Time
		want string
	}{
		{"the last finished week", time.Time{}, "09-07 1/0 09-14 0/1 09-21 1/0"},
		{"the week of a date", now, "09-07 1/0 09-14 0/1 09-21 1/0 09-28 0/1"},
		{"before anything", now.AddDate(-1, 0, 0), "08-11 0/0"},
	} {
		r, err := BuildRatio(t.Context(), db, "kestrel", alerts.Week, c.at, now, 8)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, row := range r.Rows {
			got = append(got, row.Period.From.Format("01-02 ")+string(rune('0'+row.Positive))+"/"+string(rune('0'+row.Negative)))
		}
		if c.name == "before anything" {
			got = got[:1]
		}
		if e := r.estimated(); e.Calibrated || e.Labels != 0 || r.Reliability.Right.Known() {
			t.Errorf("%s: %+v, %+v, and nobody labelled anything", c.name, e, r.Reliability)
		}
		for _, row := range r.Rows {
			if e := row.Estimated; e.N != row.Total() || e.Net.Known != (e.N > 0) {
				t.Errorf("%s: %d counted, estimated %+v", c.name, row.Total(), e)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
	if _, err := BuildRatio(t.Context(), db, "other", alerts.Week, now, now, 8); !errors.Is(err, store.ErrUnknownTopic) {
		t.Error(err)
	}
}

func TestSafe(t *testing.T) {
	for in, want := range map[string]string{
		"plain":           "plain",
		"":                "",
		"=HYPERLINK(1)":   "'=HYPERLINK(1)",
		"  +1":            "'  +1",
		"\u00a0-1":        "'\u00a0-1",
		"@x":              "'@x",
		"＝1":              "'＝1",
		"\tx":             "'\tx",
		"\nx":             "'\nx",
		"a\n=b\r\n c\r@d": "a\n'=b\r\n c\r'@d",
		"-0.18":           "-0.18",
		"-1-cmd()":        "'-1-cmd()",
		"a = b - c":       "a = b - c",
		"\ufeff=1":        "'\ufeff=1",
	} {
		if got := Safe(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func FuzzCSV(f *testing.F) {
	f.Add("=1", "a\n\"b\"\r@c")
	f.Fuzz(func(t *testing.T, a, b string) {
		var out bytes.Buffer
		c := CSV{W: &out}
		c.Row(a, b)
		rows, err := csv.NewReader(&out).ReadAll()
		if err != nil || len(rows) != 1 || len(rows[0]) != 2 {
			t.Fatalf("%q: %v", rows, err)
		}
		for i, cell := range rows[0] {
			for _, line := range strings.FieldsFunc(cell, func(r rune) bool { return r == '\n' || r == '\r' }) {
				if formula(line) && !numeral.MatchString(cell) {
					t.Errorf("%q is a formula", line)
				}
			}
			// The reader of encoding/csv turns \r\n into \n.
			if want := strings.ReplaceAll(Safe([]string{a, b}[i]), "\r\n", "\n"); cell != want {
				t.Errorf("%q came back as %q", want, cell)
			}
		}
	})
}
