package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"molva/alerts/slack/slackfake"
)

// TestSpikeReachesSlack: after weeks of their usual talk, many people complain of the same within minutes. One message
// says so, with the number of mentions and a button, and a second start does not say it again.
func TestSpikeReachesSlack(t *testing.T) {
	slack, dir := slackfake.New(t), t.TempDir()
	write(t, dir, "molva.yaml", slackConfig(slack)+"digest: {daily: \"\", weekly: \"\"}\n")
	m := start(t, dir)
	now := time.Now().UTC()
	m.do("import", write(t, dir, "past.jsonl", usualTalk(now)))
	for batch := range 6 {
		if code := m.post(fmt.Sprint("outage-", batch), outage(now, batch)); code != http.StatusOK {
			t.Fatalf("status is %d", code)
		}
	}
	eventually(t, "the outage is stored", func() bool { return strings.Contains(m.do("mentions", "--search", "outage"), "of 60") })
	m.end()

	again := start(t, dir) // it looks at once
	first := posted(t, slack)
	if !strings.Contains(first.Text, "60 mentions") || !strings.Contains(string(first.Blocks), `"action_id":"acknowledge"`) {
		t.Errorf("the alert says %s, in %s", first.Text, first.Blocks)
	}
	if said := again.do("alerts"); !strings.Contains(said, "spike") || !strings.Contains(said, "running") {
		t.Errorf("alerts lists %s", said)
	}
	again.do("alerts", "acknowledge", "i1", "--by", "olga")
	if said := again.do("alerts"); !strings.Contains(said, "acknowledged by olga") {
		t.Errorf("alerts lists %s", said)
	}
	again.end()

	start(t, dir).do("alerts", "budget")
	if n := len(slack.Messages("C1")); n != 1 {
		t.Errorf("%d messages stand in the channel, want 1", n)
	}
}

// usualTalk is forty days of a mention every two hours.
func usualTalk(now time.Time) string {
	var b strings.Builder
	for i := range 40 * 12 {
		at := now.Add(-time.Duration(i)*2*time.Hour - 3*time.Hour - time.Duration(i%7)*9*time.Minute)
		fmt.Fprintf(&b, `{"id":"past-%d","network":"shop","text":"thoughts about the kestrel, number %d","author":"p%d","published_at":%q}`+"\n", i, i, i%90, at.Format(time.RFC3339))
	}
	return b.String()
}

// outage is ten of the people who all complain at once.
func outage(now time.Time, batch int) string {
	var all []string
	for i := range 10 {
		n := batch*10 + i
		all = append(all, fmt.Sprintf(`{"id":"now-%d","text":"kestrel outage number %d: the app does not let me in, terrible","author":"q%d","published_at":%q}`,
			n, n, n, now.Add(-time.Duration(n)*time.Second).Format(time.RFC3339)))
	}
	return "[" + strings.Join(all, ",") + "]"
}
