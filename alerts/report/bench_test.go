package report_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/phrase"
	"molva/alerts/report"
	"molva/classify"
	"molva/ingest"
	"molva/ingest/stream"
	"molva/store"
)

// The load is two years of a company with two products and two competitors, each with four accounts.
var (
	loadEnd   = time.Date(2026, 9, 28, 6, 0, 0, 0, time.UTC)
	loadStart = loadEnd.AddDate(-2, 0, 0)
	loadTree  = []ingest.Topic{
		{ID: "zarya", Name: "Zarya", Zone: time.UTC, Language: "en"},
		{ID: "kestrel", Name: "Kestrel", Parent: "zarya", Zone: time.UTC, Language: "en"},
		{ID: "lumen", Name: "Lumen", Parent: "zarya", Zone: time.UTC, Language: "en"},
		{ID: "boreal", Name: "Boreal", Competitor: true, Zone: time.UTC, Language: "en"},
		{ID: "austral", Name: "Austral", Competitor: true, Zone: time.UTC, Language: "en"},
	}
	loadNetworks = []string{"vk", "telegram", "odnoklassniki", "instagram"}
)

const loadLog = "RAW"

// BenchmarkReports builds and writes every report of the last month. MOLVA_BENCH_MENTIONS says how many mentions the two years
// have; without it they are few, so that the benchmark can be tried anywhere. MOLVA_BENCH_DB names a database to keep between
// two runs.
func BenchmarkReports(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv("MOLVA_BENCH_MENTIONS"))
	if err != nil {
		n = 5_000
	}
	db := loaded(b, n)
	say, err := phrase.New("en", report.Texts, alerts.Texts)
	if err != nil {
		b.Fatal(err)
	}
	month := alerts.Month.Last(loadEnd, time.UTC)
	for _, build := range []struct {
		name string
		of   func(*metric.Reader) (report.Report, error)
	}{
		{"metrics", func(r *metric.Reader) (report.Report, error) { return report.BuildMetrics(b.Context(), r, "") }},
		{"communities", func(r *metric.Reader) (report.Report, error) { return report.BuildCommunities(b.Context(), r) }},
		{"service", func(r *metric.Reader) (report.Report, error) { return report.BuildService(b.Context(), r) }},
		{"answers", func(r *metric.Reader) (report.Report, error) { return report.BuildAnswers(b.Context(), r) }},
		{"funnel", func(r *metric.Reader) (report.Report, error) { return report.BuildFunnel(b.Context(), r) }},
		{"ledger", func(r *metric.Reader) (report.Report, error) {
			return report.BuildLedger(b.Context(), r, report.LedgerOptions{})
		}},
		{"goals", func(r *metric.Reader) (report.Report, error) { return report.BuildGoals(b.Context(), r) }},
		{"ratio", func(*metric.Reader) (report.Report, error) {
			return report.BuildRatio(b.Context(), db, "zarya", alerts.Week, time.Time{}, loadEnd, 8)
		}},
	} {
		b.Run(build.name, func(b *testing.B) {
			for b.Loop() {
				r, err := metric.NewReader(b.Context(), db, loadBusiness(), "zarya", month, loadEnd)
				if err != nil {
					b.Fatal(err)
				}
				made, err := build.of(r)
				if err != nil {
					b.Fatal(err)
				}
				if err := report.Write(io.Discard, made, "html", say, alerts.Links{Base: "/"}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// loaded opens a database with n mentions, and fills it where it is new.
func loaded(b *testing.B, n int) *store.DB {
	b.Helper()
	path := os.Getenv("MOLVA_BENCH_DB")
	if path == "" {
		path = filepath.Join(b.TempDir(), "molva.db")
	}
	_, err := os.Stat(path)
	db, opened := store.Open(b.Context(), store.Options{Path: path, Topics: loadTree, Staff: loadBusiness().Staff, Now: func() time.Time { return loadEnd }})
	if opened != nil {
		b.Fatal(opened)
	}
	b.Cleanup(func() { db.Close() })
	if err == nil {
		return db
	}
	l := load{b: b, db: db}
	l.mentions(n)
	l.communities()
	if err := db.TendAll(b.Context()); err != nil {
		b.Fatal(err)
	}
	return db
}

// load fills a database.
type load struct {
	b   *testing.B
	db  *store.DB
	seq uint64
}

func (l *load) save(batch []classify.Result) {
	if err := l.db.Save(l.b.Context(), loadLog, batch); err != nil {
		l.b.Fatal(err)
	}
}

func (l *load) mentions(n int) {
	step := loadEnd.Sub(loadStart) / time.Duration(n)
	var batch []classify.Result
	for i := range n {
		if batch = append(batch, l.mention(i, loadStart.Add(time.Duration(i)*step))); len(batch) == 5_000 || i == n-1 {
			l.save(batch)
			batch = batch[:0]
		}
	}
}

var loadWords = strings.Fields("battery sound left right earbud case silent parcel late courier refund support answer app crash login lamp flicker light update price sale hinge broke weeks again never love great quiet cheap bass calls microphone")

// mention is the i-th of them: one person in three wrote before, one mention in eight is a complaint, one in twelve our answer.
func (l *load) mention(i int, at time.Time) classify.Result {
	l.seq++
	topic := loadTree[i%len(loadTree)].ID
	network := loadNetworks[i%len(loadNetworks)]
	var words []string
	for j := range 12 {
		words = append(words, loadWords[(i*31+j*j*(i%97+1))%len(loadWords)])
	}
	m := ingest.Mention{ID: strconv.Itoa(i), Network: network, Text: strings.Join(words, " ") + " " + strconv.Itoa(i), Published: at, Seen: at, Topics: []string{topic},
		Author: ingest.Author{ID: strconv.Itoa((i * 7919) % (300_000))}, Kind: ingest.Comment}
	if i%12 == 11 {
		m.Author.ID = "staff"
		m.Thread, m.Parent = strconv.Itoa(i-1), strconv.Itoa(i-1)
		m.Network = loadNetworks[(i-1)%len(loadNetworks)]
		m.Topics = []string{loadTree[(i-1)%len(loadTree)].ID}
		topic = m.Topics[0]
	}
	feels := classify.Sentiments[i*13%7%3]
	v := classify.Verdict{Lang: "en", Sentiment: feels, Category: classify.Other, Model: "load", Opinions: []classify.Opinion{{Topic: topic, Sentiment: feels}}}
	if i%8 == 3 {
		v.Category = classify.Question
	}
	return classify.Result{Item: stream.Item{Seq: l.seq, Network: m.Network, Source: m.Network, Seen: at}, Tagged: classify.Tag(m, v)}
}

// communities are figures by the day and posts that were looked at four times.
func (l *load) communities() {
	for t, topic := range loadTree {
		for n, network := range loadNetworks {
			var figures []ingest.Figure
			var posts []ingest.AccountPost
			for day := loadStart; day.Before(loadEnd); day = day.AddDate(0, 0, 1) {
				age := int(day.Sub(loadStart).Hours() / 24)
				base := ingest.Figure{Account: topic.ID, Network: network, At: day}
				figures = append(figures, with(base, "followers", 0, float64(10_000+t*1000+age*(n+1))))
				for i, metric := range []string{"joins", "leaves", "reach", "views", "visitors"} {
					figures = append(figures, with(base, metric, 24*time.Hour, float64(50+i*100+age%30)))
				}
				id := fmt.Sprint(age)
				posts = append(posts, ingest.AccountPost{Account: topic.ID, Network: network, ID: id, Text: "New #" + loadWords[age%len(loadWords)] + " " + loadWords[age*7%len(loadWords)],
					Form: ingest.Forms[age%5], Published: day.Add(10 * time.Hour)})
				for look, hours := range []int{1, 24, 72, 168} {
					at := day.Add(time.Duration(10+hours) * time.Hour)
					if at.After(loadEnd) {
						break
					}
					base := ingest.Figure{Account: topic.ID, Network: network, Post: id, At: at}
					for i, metric := range []string{"views", "reactions", "comments", "shares", "reach"} {
						figures = append(figures, with(base, metric, 0, float64((look+1)*(1000/(i*10+1)+age%17))))
					}
				}
			}
			l.note(ingest.Note{Figures: figures, Posts: posts})
		}
	}
}

func with(f ingest.Figure, metric string, span time.Duration, value float64) ingest.Figure {
	f.Metric, f.Span, f.Value = metric, span, value
	return f
}

func (l *load) note(n ingest.Note) {
	l.seq++
	n.Source, n.At = "accounts", loadEnd
	l.save([]classify.Result{{Item: stream.Item{Seq: l.seq, Source: n.Source, Seen: loadEnd}, Note: &n}})
}

// loadBusiness owns the accounts.
func loadBusiness() metric.Business {
	b := metric.Business{Followers: 10_000}
	for _, t := range loadTree {
		for _, network := range loadNetworks {
			b.Accounts = append(b.Accounts, metric.Owned{Topic: t.ID, Network: network, Account: t.ID})
		}
	}
	for _, network := range loadNetworks {
		b.Staff = append(b.Staff, network+":staff")
	}
	return b
}
