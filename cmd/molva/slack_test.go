package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"molva/alerts/export"
	"molva/alerts/slack/slackfake"
)

// slackConfig is a small tree with a bot that posts and, by Socket Mode, listens.
func slackConfig(s *slackfake.Server) string {
	return strings.Replace(shopConfig(s.URL), "slack: {token: xoxb-test,", "slack: {app_token: xapp-test, token: xoxb-test,", 1)
}

// TestSlackTeaches: a digest is posted with its quotes in the thread, a reaction on a quote becomes a label with the name
// of who gave it, taking it away undoes that, and the numbers of the digest lead to as many mentions.
func TestSlackTeaches(t *testing.T) {
	slack, dir := slackfake.New(t), t.TempDir()
	write(t, dir, "molva.yaml", slackConfig(slack))
	m := start(t, dir)
	day := time.Now().UTC().Add(-24 * time.Hour)
	if code := m.post("msg-1", talk(day)); code != http.StatusOK {
		t.Fatalf("status is %d", code)
	}
	eventually(t, "the mentions are stored", func() bool { return strings.Contains(m.do("mentions", "--topic", "zarya"), "6 of 6") })
	m.do("digest", "--topic", "zarya", "--period", "day", "--at", day.Format(time.DateOnly), "--post")
	first := posted(t, slack)
	m.follow(first)

	quote, id := quotedIn(t, slack, first)
	before := m.labelOf(id)
	react := func(kind string) {
		slack.Ack(slack.Send("events_api", map[string]any{"type": "event_callback", "event_id": "E" + kind, "team_id": "T1", "api_app_id": "A1",
			"event": map[string]any{"type": kind, "user": "U7", "reaction": "-1", "item": map[string]any{"type": "message", "channel": "C1", "ts": quote.TS}}}))
	}
	react("reaction_added")
	eventually(t, "the reaction is a label", func() bool { return m.labelOf(id) == "negative by slack:U7" })
	react("reaction_removed")
	eventually(t, "the label is taken back", func() bool { return m.labelOf(id) == before })
	m.do("verify")
}

// talk is what six people said on a day.
func talk(day time.Time) string {
	var all []string
	for i, text := range []string{
		"I love my Kestrel, wonderful sound and a great battery", "Kestrel is the best thing that I bought this year, thank you",
		"Кестрел ужасно разочаровал, кейс сломался за неделю", "The Kestrel app logs me out every day, this is terrible support",
		"my Kestrel arrived broken and nobody answers, awful", "Кестрел прекрасен, звук чистый, рекомендую",
	} {
		all = append(all, fmt.Sprintf(`{"id":"%d","text":%q,"author":"person-%d","published_at":%q}`, i, text, i, day.Format(time.RFC3339)))
	}
	return "[" + strings.Join(all, ",") + "]"
}

// posted waits for the digest.
func posted(t *testing.T, s *slackfake.Server) (first slackfake.Message) {
	t.Helper()
	eventually(t, "the digest is posted", func() bool {
		all := s.Messages("C1")
		if len(all) > 0 {
			first = all[0]
		}
		return len(all) == 1
	})
	return first
}

// quotedIn waits for a message in the thread that quotes one mention.
func quotedIn(t *testing.T, s *slackfake.Server, first slackfake.Message) (quote slackfake.Message, mention string) {
	t.Helper()
	eventually(t, "a quote is in the thread", func() bool {
		for _, answer := range s.Thread("C1", first.TS) {
			var metadata struct {
				Payload struct{ Mention string } `json:"event_payload"`
			}
			if err := json.Unmarshal(answer.Metadata, &metadata); err != nil {
				t.Fatal(err)
			}
			if metadata.Payload.Mention != "" {
				quote, mention = answer, metadata.Payload.Mention
				return true
			}
		}
		return false
	})
	return quote, mention
}

// labelOf says how a mention counts, and by whose word.
func (m *molva) labelOf(id string) string {
	m.t.Helper()
	var all []export.Mention
	if err := json.Unmarshal([]byte(m.do("mentions", "--topic", "kestrel", "--all", "-o", "json")), &all); err != nil {
		m.t.Fatal(err)
	}
	for _, one := range all {
		if one.ID == id {
			return one.Sentiment.String() + " by " + one.LabelledBy
		}
	}
	m.t.Fatalf("mention %s is not listed", id)
	return ""
}

// follow opens every address of ours that a message has.
func (m *molva) follow(message slackfake.Message) {
	m.t.Helper()
	opened := 0
	for _, part := range strings.Split(string(message.Blocks), `"url":"`)[1:] {
		address, _, _ := strings.Cut(part, `"`)
		address = strings.ReplaceAll(address, `\u0026`, "&")
		if !strings.HasPrefix(address, m.url) {
			continue
		}
		opened++
		resp, err := http.Get(address)
		if err != nil {
			m.t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			m.t.Errorf("%s: status %d", address, resp.StatusCode)
		}
	}
	if opened == 0 {
		m.t.Errorf("no number of the digest leads to %s: %s", m.url, message.Blocks)
	}
}
