package watch

import (
	"strings"
	"testing"
	"time"

	"molva/ingest"
)

// Whose credentials end is told a week before, once, and that they were renewed.
func TestExpiring(t *testing.T) {
	r := enter(t, 35, .5)
	ends := r.clock.Add(7*24*time.Hour + 30*time.Minute)
	r.state("vk", ingest.SourceState{State: ingest.OK, Expires: ends})
	r.pass(20*time.Minute, .5)
	r.wantTold()
	r.pass(30*time.Minute, .5)
	r.state("vk", ingest.SourceState{State: ingest.OK, Expires: ends.AddDate(1, 0, 0)})
	r.pass(2*time.Hour, .5)
	var headlines []string
	for _, l := range r.letters() {
		headlines = append(headlines, r.story(l).Headline)
	}
	if len(headlines) != 2 || !strings.HasPrefix(headlines[0], "The credentials of vk end: ") || headlines[1] != "The credentials of vk were renewed." {
		t.Errorf("headlines %q", headlines)
	}
	if title := r.story(r.letters()[0]).Title; title != "Credentials end: vk" {
		t.Errorf("title %q", title)
	}
}

// A source whose credentials do not end, or end in a year, is no news.
func TestNotExpiring(t *testing.T) {
	r := enter(t, 35, .5)
	r.state("vk", ingest.SourceState{State: ingest.OK})
	r.state("forum", ingest.SourceState{State: ingest.OK, Expires: r.clock.AddDate(1, 0, 0)})
	r.pass(time.Hour, .5)
	r.wantTold()
}
