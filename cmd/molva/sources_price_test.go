package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"molva/alerts/export"
	"molva/ingest"
)

// meter is an X that finds so many posts in a week, and bills each question of how many, and each look at the token.
type meter struct {
	*httptest.Server
	found int

	mu     sync.Mutex
	asked  []string // queries that were counted
	looked int
}

func newMeter(t *testing.T, found int) *meter {
	m := &meter{found: found}
	m.Server = httptest.NewServer(m)
	t.Cleanup(m.Close)
	return m
}

func (m *meter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch r.Method + " " + r.URL.Path {
	case "GET /2/tweets/counts/recent":
		m.asked = append(m.asked, r.URL.Query().Get("query"))
		fmt.Fprintf(w, `{"meta":{"total_tweet_count":%d}}`, m.found)
	case "GET /2/usage/tweets":
		m.looked++
		fmt.Fprint(w, `{"data":{"project_usage":"123","project_cap":"2000000"}}`)
	case "GET /2/tweets/search/recent":
		fmt.Fprint(w, `{"meta":{"result_count":0}}`)
	default:
		http.NotFound(w, r)
	}
}

// told are the queries that were counted, and how often somebody looked at the token.
func (m *meter) told() (asked []string, looked int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.asked, m.looked
}

// bill is what all questions have cost.
func (m *meter) bill() float64 {
	asked, looked := m.told()
	return 0.010*float64(len(asked)) + 0.001*float64(looked)
}

// paying is a folder whose only source that is paid for is X, with a budget. Another one is free.
func paying(t *testing.T, m *meter, language string, budget float64) *molva {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "molva.yaml", fmt.Sprintf("language: %s\nfetch: {allow: [%q]}\ntopics:\n  - {id: kestrel, query: kestrel}\nsources:\n"+
		"  - {id: hook, network: webhook, secrets: [\"whsec_%s\"]}\n  - {id: x, network: x, base_url: %q, token: hunter2, budget: %v}\n",
		language, strings.TrimPrefix(m.URL, "http://"), hookSecret, m.URL, budget))
	return &molva{t: t, dir: dir}
}

// says runs a command whose outcome is all the same and returns all that it printed.
func (m *molva) says(args ...string) string {
	m.t.Helper()
	var out, errs bytes.Buffer
	newProgram(m.dir, &out, &errs).main(m.t.Context(), m.args(args...))
	if all := out.String() + errs.String(); !strings.Contains(all, "hunter2") {
		return all
	}
	m.t.Fatalf("molva %v prints the token", args)
	return ""
}

// want checks that a text has all parts.
func want(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in:\n%s", part, text)
		}
	}
}

const usual = "(kestrel) -is:retweet"

// TestPrice asks where nobody reads. Each question is paid for, and the next process counts on, until the budget has no more.
func TestPrice(t *testing.T) {
	m := newMeter(t, 700)
	p := paying(t, m, "en", 0.025)
	want(t, p.do("sources", "price"), usual, "700 in 7 days", "$15.00", "x: about $15.00 a month; the budget of $0.03 is used up within 0.1 days")
	want(t, p.do("sources", "price", "x", "lumen", "-o", "json"), `"lumen"`)
	want(t, p.do("sources", "price"), "x: nobody can tell: ", "the budget is used up: 0.02 of 0.025 USD a month are used")
	asked, _ := m.told()
	if diff := cmp.Diff([]string{usual, "lumen"}, asked); diff != "" {
		t.Errorf("asked, with money for two questions: %s", diff)
	}
	p = start(t, p.dir)
	want(t, p.do("sources", "price"), "x: nobody can tell: ", "the budget is used up")
	want(t, p.do("doctor"), "the project has read 123 of 2000000 posts")
	p.end()
	if m.bill() != 0.021 {
		t.Errorf("X bills $%v of $0.025", m.bill())
	}
}

// TestPriceOfWhatIsRead asks beside an instance that reads, which pays. What was asked before it began is counted too, and who asks
// after it counts on.
func TestPriceOfWhatIsRead(t *testing.T) {
	m := newMeter(t, 70)
	p := paying(t, m, "en", 5)
	p.do("sources", "price", "x")
	p = start(t, p.dir)
	want(t, p.do("sources", "price"), "x: about $1.50 a month; the budget of $5.00 is enough")
	want(t, p.do("doctor"), "the project has read 123 of 2000000 posts that X allows it a month")
	p.end()
	p.do("sources", "price", "x")
	p = start(t, p.dir)
	var used float64
	eventually(t, "what was paid is told", func() bool {
		used = p.usedBy("x")
		return used >= m.bill()-1e-9
	})
	if asked, looked := m.told(); len(asked) != 3 || looked != 1 || math.Abs(used-m.bill()) > 1e-9 {
		t.Errorf("%d and %d questions cost $%v, of which $%v are counted", len(asked), looked, m.bill(), used)
	}
}

// usedBy is what a source has spent of its budget, as the command sources tells it.
func (m *molva) usedBy(source string) (dollars float64) {
	m.t.Helper()
	var all []export.Source
	if err := json.Unmarshal([]byte(m.do("sources", "-o", "json")), &all); err != nil {
		m.t.Fatal(err)
	}
	for _, s := range all {
		for _, q := range s.Spent {
			if s.Source == source && q.Name == ingest.USD {
				dollars += q.Used
			}
		}
	}
	return dollars
}

// TestPriceInJSON says the same to a program, with or without an instance.
func TestPriceInJSON(t *testing.T) {
	m := newMeter(t, 700)
	p := paying(t, m, "ru", 5)
	monthly := 15.0
	wanted := []priced{{Source: "x", Budget: 5, Monthly: &monthly, Queries: []ingest.Price{{Query: usual, Found: 700, Span: 7 * 24 * 3600e9, Each: 0.005}}}}
	for _, where := range []string{"alone", "beside an instance"} {
		var got []priced
		if err := json.Unmarshal([]byte(p.do("sources", "price", "-o", "json")), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(wanted, got); diff != "" {
			t.Errorf("%s: %s", where, diff)
		}
		if where == "alone" {
			p = start(t, p.dir)
		}
	}
}

func TestPriceInRussian(t *testing.T) {
	m := newMeter(t, 700)
	p := paying(t, m, "ru", 5)
	want(t, p.do("sources", "price"), "источник", "запрос", "найдено", "700 за 7 дней", "x: около $15.00 в месяц; бюджет $5.00 кончится за 10,0 дня")
	p = paying(t, newMeter(t, 70), "ru", 5)
	want(t, p.do("sources", "price"), "x: около $1.50 в месяц; бюджета $5.00 хватит")
	p = paying(t, m, "ru", 0.005)
	want(t, p.do("sources", "price"), "x: сказать нельзя: ")
}

// TestDoctorDoesNotSpend: where nobody reads, the doctor asks nothing that costs money, and says who would.
func TestDoctorDoesNotSpend(t *testing.T) {
	for language, says := range map[string]string{
		"en": "each question costs money and is paid from the budget: 'molva sources price x' asks one",
		"ru": "каждый вопрос стоит денег и оплачивается из бюджета: 'molva sources price x' задаст один",
	} {
		m := newMeter(t, 0)
		want(t, paying(t, m, language, 5).says("doctor"), says)
		if m.bill() > 0 {
			t.Errorf("X bills $%v", m.bill())
		}
	}
}

// TestPriceOfNothing: what cannot be asked costs nothing.
func TestPriceOfNothing(t *testing.T) {
	m := newMeter(t, 700)
	p := paying(t, m, "en", 5)
	long := strings.Repeat("a", 513)
	for _, where := range []string{"alone", "beside an instance"} {
		want(t, p.says("sources", "price", "x", "kestrel", long), "the query has 513 characters, want 1 to 512")
		want(t, p.says("sources", "price", "hook"), `there is no source "hook" that costs money`)
		want(t, p.says("sources", "price", "y"), `there is no source "y" that costs money`)
		if where == "alone" {
			p = start(t, p.dir)
		}
	}
	if m.bill() > 0 {
		t.Errorf("X bills $%v", m.bill())
	}
}
