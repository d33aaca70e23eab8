package main

import (
	"io"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/report"
	"molva/alerts/roi"
	"molva/cmd/molva/demo"
	"molva/ingest"
	"molva/store"
)

// TestDemo tells the whole story once and asks it what the makers of reports promise.
func TestDemo(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "molva.yaml"), demo.Config, 0o600); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	m, r := startWith(t, dir, func(r *rooms) { r.now = func() time.Time { return demo.End.Add(time.Since(began)) } })
	p := newProgram(dir, io.Discard, io.Discard)
	p.now = r.now
	if err := p.showDemo(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	t.Run("every count is as long as its list", func(t *testing.T) { equalLists(t, m.url, r) })
	t.Run("the catalogue is filled", func(t *testing.T) { filled(t, r) })
	t.Run("the choice of lines decides", func(t *testing.T) { decides(t, r) })
}

// decides: in the demo's last whole month all fourteen lines are known, and whether the work pays depends on which are chosen.
func decides(t *testing.T, r *rooms) {
	l, err := report.BuildLedger(t.Context(), readerOf(t, r, "zarya", alerts.Month.Last(r.now(), demo.End.Location())), report.LedgerOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range l.Lines {
		if !line.Worth.Known || line.Partial != nil {
			t.Errorf("line %d: %+v", line.Number, line.Worth)
		}
	}
	gain := slices.ContainsFunc(l.Combinations, func(c roi.Combination) bool { return c.ROI > 0 })
	loss := slices.ContainsFunc(l.Combinations, func(c roi.Combination) bool { return c.ROI < 0 })
	if len(l.Lines) != 14 || !gain || !loss {
		t.Errorf("%d lines, %d combinations, a gain: %t, a loss: %t", len(l.Lines), len(l.Combinations), gain, loss)
	}
	bases := map[metric.Basis]bool{}
	for _, from := range l.Given {
		bases[from.Basis] = true
	}
	if !bases[metric.Measured] || !bases[metric.Entered] || !bases[metric.Assumed] {
		t.Errorf("inputs are only %v", bases)
	}
}

// filled: what the demo has is enough for 110 of the 119 metrics, in its last whole month and in the one that is not over.
func filled(t *testing.T, r *rooms) {
	for _, period := range []store.Period{alerts.Month.Last(r.now(), demo.End.Location()), alerts.Month.At(r.now(), demo.End.Location())} {
		reader := readerOf(t, r, "zarya", period)
		computed := 0
		for _, m := range metric.All() {
			values, err := reader.Compute(t.Context(), m)
			if err != nil {
				t.Fatal(err)
			}
			if slices.ContainsFunc(values, func(v metric.Value) bool { return v.Known }) {
				computed++
			} else {
				t.Logf("%s, row %d, %s: %s %s", period.From.Month(), m.Row, m.ID, values[0].Missing, values[0].Caveat.EN)
			}
		}
		if t.Logf("%s: %d", period.From.Month(), computed); computed < 110 {
			t.Errorf("%s: %d metrics compute, want 110", period.From.Month(), computed)
		}
	}
}

func readerOf(t *testing.T, r *rooms, topic string, p store.Period) *metric.Reader {
	t.Helper()
	reader, err := metric.NewReader(t.Context(), r.db, r.cfg.Business(), topic, p, r.now())
	if err != nil {
		t.Fatal(err)
	}
	return reader
}

// equalLists: each number of each report leads to a list that opens, and each count is how many stand there.
func equalLists(t *testing.T, base string, r *rooms) {
	l := &lists{t: t, to: alerts.Links{Base: base}, opened: map[string]listed{}}
	for _, topic := range r.topics {
		for name, one := range reportsOf(t, r, topic) {
			l.report(topic.ID+" "+name, one)
		}
	}
	t.Logf("%d counts equal their lists; %d lists were opened", l.counts, len(l.opened))
	if l.counts < 100 {
		t.Errorf("%d counts were compared, want more than a hundred", l.counts)
	}
}

// reportsOf are all reports of a topic: those of its last month, and the ratio of its weeks.
func reportsOf(t *testing.T, r *rooms, topic ingest.Topic) map[string]report.Report {
	t.Helper()
	all := map[string]report.Report{}
	reader := readerOf(t, r, topic.ID, alerts.Month.Last(r.now(), topic.Zone))
	for _, one := range told {
		made, err := one.build(t.Context(), reader)
		if err != nil {
			t.Fatal(err)
		}
		all[one.name] = made
	}
	metrics, err := report.BuildMetrics(t.Context(), reader, "")
	if err != nil {
		t.Fatal(err)
	}
	ratio, err := report.BuildRatio(t.Context(), r.db, topic.ID, alerts.Week, time.Time{}, r.now(), report.Periods(alerts.Week))
	if err != nil {
		t.Fatal(err)
	}
	ledger, err := report.BuildLedger(t.Context(), reader, report.LedgerOptions{})
	if err != nil {
		t.Fatal(err)
	}
	all["metrics"], all["ratio"], all["roi"] = metrics, ratio, ledger
	return all
}

// summed are the metrics that add something up over a list, so that their number is not how many stand in it; notListed are
// parts that count what the rows of a list have: in how many networks, over how many days, how many views, of how many insights.
var (
	summed    = []string{"potential_audience", "seen", "engagement_on_mentions", "reactions_total"}
	notListed = []string{"networks", "days", "views", "insights"}
)

// lists opens the lists that reports lead to.
type lists struct {
	t      *testing.T
	to     alerts.Links
	opened map[string]listed
	counts int
}

// listed is what a list says of itself.
type listed struct{ count, people int }

// report opens every list that a report leads to: by its values, and by its page.
func (l *lists) report(name string, r report.Report) {
	sums := map[string][]float64{}
	for _, v := range r.Values() {
		url := l.to.To(v.Evidence)
		if url == "" {
			continue
		}
		has := l.open(name, url)
		if !v.Known {
			continue
		}
		if !countable(v) {
			sums[url] = append(sums[url], v.Value)
			continue
		}
		l.counts++
		if n := int(math.Round(v.Value)); n != has.count && n != has.people {
			l.t.Errorf("%s: %s %s of %s is %v, its list has %d, of %d people: %s", name, v.Metric, v.Part, v.Topic, v.Value, has.count, has.people, v.Evidence)
		}
	}
	say, err := reportWords(ingest.Topic{Language: "en"})
	if err != nil {
		l.t.Fatal(err)
	}
	for _, span := range spansOf(r.Document(say, l.to)) {
		l.span(name, span, sums[span.URL])
	}
}

// countable are values that say how many stand in a list of something that can be counted.
func countable(v metric.Value) bool {
	m, _ := metric.ByID(v.Metric)
	unit := v.Unit
	if unit == "" {
		unit = m.Unit
	}
	path, _, _ := strings.Cut(string(v.Evidence), "?")
	part := v.Part[strings.LastIndex(v.Part, "/")+1:]
	return unit == ingest.UnitCount && v.Basis == metric.Measured && !slices.Contains(summed, v.Metric) && !slices.Contains(notListed, part) &&
		slices.Contains([]string{alerts.MentionsPath, alerts.PostsPath, alerts.StepsPath, alerts.ThreadsPath}, path)
}

var whole = regexp.MustCompile(`^\d{1,3}(,\d{3})*$`)

// span opens what a piece of a page leads to. A whole number is how long the list is, or a sum over it that a value says.
func (l *lists) span(name string, span alerts.Span, sums []float64) {
	if !strings.HasPrefix(span.URL, l.to.Base) {
		return
	}
	has := l.open(name, span.URL)
	if !whole.MatchString(span.Text) {
		return
	}
	n, err := strconv.Atoi(strings.ReplaceAll(span.Text, ",", ""))
	if err != nil {
		l.t.Fatal(err)
	}
	l.counts++
	said := slices.ContainsFunc(sums, func(x float64) bool { return int(math.Round(x)) == n })
	if n != has.count && n != has.people && !said {
		l.t.Errorf("%s: the page says %s, its list has %d, of %d people: %s", name, span.Text, has.count, has.people, span.URL)
	}
}

func spansOf(d report.Document) (all []alerts.Span) {
	lines := slices.Concat(d.Lead, d.Foot)
	for _, part := range d.Parts {
		lines = append(lines, slices.Concat(part.Lines, part.After)...)
		if part.Table == nil {
			continue
		}
		for _, row := range part.Table.Rows {
			for _, c := range row {
				lines = append(lines, c.Line)
			}
		}
	}
	for _, line := range lines {
		all = append(all, line...)
	}
	return all
}

var (
	dataCount  = regexp.MustCompile(`<main[^>]* data-rows="(\d+)"`)
	dataPeople = regexp.MustCompile(`<main[^>]* data-people="(\d+)"`)
)

// open fetches a list once.
func (l *lists) open(name, url string) listed {
	if has, known := l.opened[url]; known {
		return has
	}
	answer, err := http.Get(url)
	if err != nil {
		l.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	var has listed
	if count := dataCount.FindSubmatch(body); answer.StatusCode != http.StatusOK || count == nil {
		l.t.Errorf("%s: %s: %s: %.200s", name, url, answer.Status, body)
	} else {
		has.count, _ = strconv.Atoi(string(count[1]))
	}
	if people := dataPeople.FindSubmatch(body); people != nil {
		has.people, _ = strconv.Atoi(string(people[1]))
	}
	l.opened[url] = has
	return has
}
