package journey

import (
	"encoding/json"
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"golang.org/x/net/html"
)

// mostPages is how many addresses one walk opens at most, and farthest how many links it goes from the menu: from each page that the
// menu leads to, everything is opened, and the numbers on those are opened again.
const (
	mostPages = 3000
	farthest  = 1
	atOnce    = 4
)

// TestEvidence follows every link of every page once. Each opens, and each that says a number opens a list that is as long. In the
// second language only the pages of the menu are gone through: what they count is the same.
func TestEvidence(t *testing.T) {
	for _, language := range languages {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			w := newWalk(t, demoIn(t, language))
			var ahead []step
			for _, at := range sections {
				ahead = append(ahead, step{"the menu", at})
			}
			for depth := 0; depth <= farthest && (depth == 0 || language == languages[0]); depth++ {
				ahead = w.visit(ahead)
			}
			w.compare()
			t.Logf("%d pages, %d counts compared", len(w.seen), w.compared)
			if w.compared < 100 || len(w.seen) == mostPages {
				t.Errorf("%d counts were compared on %d pages", w.compared, len(w.seen))
			}
		})
	}
}

// walk is a reader who opens everything.
type walk struct {
	*testing.T
	*world
	seen     map[string]sheet // by address
	claims   []claim
	values   map[string][]value // of reports, by address
	compared int
	refusals bool // are answers too
}

func newWalk(t *testing.T, w *world) *walk {
	return &walk{T: t, world: w, seen: map[string]sheet{}, values: map[string][]value{}}
}

type step struct{ from, to string }

// visit opens what has not been opened before and returns where it leads.
func (w *walk) visit(steps []step) (ahead []step) {
	var fresh []step
	for _, s := range steps {
		if _, known := w.seen[s.to]; known || len(w.seen) >= mostPages {
			continue
		}
		w.seen[s.to] = sheet{}
		fresh = append(fresh, s)
	}
	for i, got := range w.all(fresh) {
		s := fresh[i]
		w.seen[s.to] = got
		if w.refusals && got.status >= 400 && got.status < 500 {
			continue
		}
		if got.status >= 400 || got.status == 0 {
			w.Errorf("%s, from %s: %d %.200s", s.to, s.from, got.status, got.body)
			continue
		}
		each(got.root, func(n *html.Node) {
			if n.Data == "a" {
				ahead = append(ahead, w.link(s.to, n)...)
			}
		})
	}
	return ahead
}

// all opens addresses, some at a time.
func (w *walk) all(steps []step) []sheet {
	got := make([]sheet, len(steps))
	var next atomic.Int64
	var group sync.WaitGroup
	for range atOnce {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(steps); i = int(next.Add(1)) - 1 {
				got[i] = w.get(w.T, steps[i].to)
			}
		})
	}
	group.Wait()
	return got
}

// claim is a number that leads somewhere.
type claim struct {
	from, to, text string
	n              int
	people         bool // it speaks of people
}

// link notes what an element claims to be behind it, and returns where it leads.
func (w *walk) link(at string, n *html.Node) []step {
	base, _ := url.Parse(at)
	to, err := base.Parse(strings.TrimPrefix(attribute(n, "href"), w.url))
	if err != nil || to.Scheme != "" || to.Host != "" || attribute(n, "href") == "" {
		return nil
	}
	to.Fragment = ""
	text := wordsOf(n)
	if count, people, ok := claimed(n, text); ok && listed(to.RequestURI()) {
		w.claims = append(w.claims, claim{at, to.RequestURI(), text, count, people})
	}
	return []step{{at, to.RequestURI()}}
}

// lists are the pages that say how many stand in them. What people entered, and figures of communities, are values and not counts.
var lists = []string{"/mentions", "/posts", "/steps", "/threads", "/complaints"}

func listed(at string) bool {
	path, _, _ := strings.Cut(at, "?")
	return slices.Contains(lists, path)
}

// whole is a number as people write it, with the words on one side of it.
var whole = regexp.MustCompile(`^(?:(\d{1,3}(?:[ ,\x{00a0}\x{202f}]\d{3})+|\d+)(?: (\pL+))?|(\pL+): (\d+))$`)

// claimed is the count that a link says.
func claimed(n *html.Node, text string) (count int, people, ok bool) {
	if said := attribute(n, "data-people"); said != "" {
		count, err := strconv.Atoi(said)
		return count, true, err == nil
	}
	if said := attribute(n, "data-count"); said != "" {
		count, err := strconv.Atoi(said)
		return count, speaksOfPeople(text), err == nil
	}
	m := whole.FindStringSubmatch(text)
	if m == nil {
		return 0, false, false
	}
	digits := strings.NewReplacer(" ", "", ",", "", "\u00a0", "", "\u202f", "").Replace(m[1] + m[4])
	count, err := strconv.Atoi(digits)
	return count, speaksOfPeople(text), err == nil
}

func speaksOfPeople(text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc([]string{"people", "person", "author", "человек", "люд", "автор"}, func(word string) bool { return strings.Contains(text, word) })
}

// compare opens what every number leads to. Where the link says nothing of people, the number may be of either: a column of
// people says so in its head.
func (w *walk) compare() {
	var unseen []step
	for _, c := range w.claims {
		unseen = append(unseen, step{c.from, c.to})
	}
	claims := w.claims
	w.visit(unseen)
	for _, c := range claims {
		rows, people, ok := w.seen[c.to].total()
		w.compared++
		switch {
		case w.summed(c):
		case !ok:
			w.Errorf("%s says %q and leads to %s, which does not say how long it is", c.from, c.text, c.to)
		case c.people && c.n != people, !c.people && c.n != rows && c.n != people:
			w.Errorf("%s says %q, its list has %d rows of %d people: %s", c.from, c.text, rows, people, c.to)
		}
	}
}

// reports are the pages that can be had as data as well, which say of each value what it is.
var reports = []string{"/answers", "/communities", "/roi", "/reports/"}

// Numbers of reports that are no counts of rows though counts they are: sums over a list, and what the rows of a list have, such as how many days.
var (
	sums  = []string{"potential_audience", "seen", "engagement_on_mentions", "reactions_total", "views", "insights"}
	parts = []string{"networks", "days", "views", "insights"}
)

// summed reports whether a number of a report is no count of rows by what the report says as data: it has another unit, or is a sum.
func (w *walk) summed(c claim) bool {
	path, query, _ := strings.Cut(c.from, "?")
	if !slices.ContainsFunc(reports, func(r string) bool { return strings.HasPrefix(path, r) }) {
		return false
	}
	at := strings.TrimSuffix(path, ".html") + ".json?" + query
	data, known := w.values[at]
	if !known {
		var read any
		if err := json.Unmarshal([]byte(w.get(w.T, at).body), &read); err != nil {
			w.Errorf("%s: %v", at, err)
		}
		data = valuesIn(read)
		w.values[at] = data
	}
	return slices.ContainsFunc(data, func(v value) bool {
		return begun(v.Evidence) == begun(c.to) && int(math.Round(v.Value)) == c.n && v.apart()
	})
}

// begun is a list without its end, which is now where a period still runs.
func begun(to string) string {
	at, err := url.Parse(to)
	if err != nil {
		return to
	}
	asked := at.Query()
	asked.Del("until")
	return at.Path + "?" + asked.Encode()
}

// value is one number of a report as data.
type value struct {
	Metric, Name, Part, Unit, Caveat, Evidence string
	Value                                      float64
}

// apart are values that do not say how many stand in their list, or that say beside themselves what the list has instead.
func (v value) apart() bool {
	part := v.Part[strings.LastIndex(v.Part, "/")+1:]
	return v.Unit != "count" || slices.Contains(sums, v.Metric) || slices.Contains(sums, v.Name) || slices.Contains(parts, part) || strings.Contains(v.Caveat, "the list has")
}

// valuesIn finds all values in a report as data, however deep.
func valuesIn(read any) (all []value) {
	switch read := read.(type) {
	case []any:
		for _, one := range read {
			all = append(all, valuesIn(one)...)
		}
	case map[string]any:
		at, listed := read["evidence"].(string)
		if n, ok := read["value"].(float64); ok && listed {
			said := func(key string) string { text, _ := read[key].(string); return text }
			all = append(all, value{said("metric"), said("name"), said("part"), said("unit"), said("caveat"), at, n})
		}
		for _, one := range read {
			all = append(all, valuesIn(one)...)
		}
	}
	return all
}

// TestDigestEvidence compares every number in the digest, as Slack gets it, with its list.
func TestDigestEvidence(t *testing.T) {
	for _, language := range languages {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			w := newWalk(t, demoIn(t, language))
			for _, period := range []string{"day", "week"} {
				for _, topic := range []string{"zarya", "kestrel", "boreal"} {
					var payload any
					out := w.tell(t, "", "digest", "--topic", topic, "--period", period, "--at", lastDay, "-o", "json")
					if err := json.Unmarshal([]byte(out), &payload); err != nil {
						t.Fatalf("%v: %.300s", err, out)
					}
					w.slack(period+" digest of "+topic, payload)
				}
			}
			w.compare()
			if t.Logf("%d counts compared", w.compared); w.compared == 0 {
				t.Error("no number of the digest leads to a list")
			}
		})
	}
}

// slackLink is a link in Slack's own markup.
var slackLink = regexp.MustCompile(`<(https?://[^|>]+)\|([^>]*)>`)

// slack takes the links out of a message: those in its texts, and those of its elements.
func (w *walk) slack(from string, v any) {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			w.slack(from, one)
		}
	case map[string]any:
		if to, text := v["url"], v["text"]; to != nil && text != nil {
			w.claim(from, fmt.Sprint(to), fmt.Sprint(text))
		}
		for _, one := range v {
			w.slack(from, one)
		}
	case string:
		for _, m := range slackLink.FindAllStringSubmatch(v, -1) {
			w.claim(from, strings.ReplaceAll(m[1], "&amp;", "&"), m[2])
		}
	}
}

func (w *walk) claim(from, to, text string) {
	to = strings.TrimPrefix(to, w.url)
	if count, people, ok := claimed(&html.Node{}, text); ok && listed(to) {
		w.claims = append(w.claims, claim{from, to, text, count, people})
	}
}
