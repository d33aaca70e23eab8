package service_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/alerts/service"
	"molva/classify"
	"molva/ingest"
	"molva/store"
)

var dawn = time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)

// talk is a thread in shorthand, an hour a message: "anna: complaint", "us", "us > 2" for one that answers message 2, "boris: ok" and so
// on. What is not a category is said neutrally of nothing: "ok", or kindly: "thanks", or crossly: "bah". A "!" is said to us, "?" does
// not count.
func talk(lines ...string) (all []store.Exchange) {
	for i, line := range lines {
		who, what, _ := strings.Cut(line, ": ")
		who, parent, _ := strings.Cut(who, " > ")
		m := store.Exchange{ID: fmt.Sprintf("vk:%d", i+1), Network: "vk", Thread: "1", Parent: parent, Author: who, Staff: who == "us",
			Published: dawn.Add(time.Duration(i) * time.Hour), Prompted: strings.Contains(what, "!"), Counted: !strings.Contains(what, "?")}
		what = strings.Trim(what, "!?")
		m.Category = string(classify.Other)
		switch what {
		case "thanks", "praise":
			m.Sentiment = int8(classify.Positive)
		case "bah", "complaint":
			m.Sentiment = int8(classify.Negative)
		}
		if slices.Contains(classify.Categories[:], classify.Category(what)) {
			m.Category = what
		}
		all = append(all, m)
	}
	return all
}

// told is what became of waits: who began with which message, and what the answer took.
func told(all []service.Episode) string {
	var said []string
	for _, e := range all {
		text := e.Author + " " + strings.TrimPrefix(e.First, "vk:")
		if e.Waits() {
			text += " waits"
		} else {
			text += " " + e.Answered.Sub(e.Since).String()
		}
		for name, is := range map[string]bool{" turned": e.Turned, " reopened": e.Reopened} {
			if is {
				text += name
			}
		}
		said = append(said, text)
	}
	return strings.Join(said, "; ")
}

func TestEpisodes(t *testing.T) {
	for name, test := range map[string]struct {
		thread []store.Exchange
		want   string
	}{
		"from the first unanswered message":     {talk("anna: complaint", "anna: bah", "us"), "anna 1 2h0m0s"},
		"nobody answers":                        {talk("anna: question"), "anna 1 waits"},
		"praise and news need no answer":        {talk("anna: praise", "boris: news", "clara: suggestion", "dora: thanks!"), ""},
		"what is said to us does":               {talk("anna: ok!"), "anna 1 waits"},
		"what does not count does not":          {talk("anna: complaint?", "us", "boris: promo!?"), ""},
		"thanks after the answer turn":          {talk("anna: complaint", "us", "anna: thanks!"), "anna 1 1h0m0s turned"},
		"so does a neutral word":                {talk("anna: bah", "us", "anna: ok!"), "anna 1 1h0m0s turned"},
		"a question was not dissatisfied":       {talk("anna: question", "us", "anna: thanks"), "anna 1 1h0m0s"},
		"another's thanks do not turn":          {talk("anna: complaint", "us", "boris: thanks"), "anna 1 1h0m0s"},
		"thanks before the answer do not turn":  {talk("anna: complaint", "anna: thanks", "us"), "anna 1 2h0m0s"},
		"a new complaint reopens":               {talk("anna: complaint", "us", "anna: complaint", "us"), "anna 1 1h0m0s reopened; anna 3 1h0m0s"},
		"one that names nothing reopens too":    {talk("anna: complaint", "us", "anna: bah?"), "anna 1 1h0m0s reopened; anna 3 waits"},
		"thanks, and later a complaint":         {talk("anna: bah", "us", "anna: thanks", "anna: bah"), "anna 1 1h0m0s turned reopened; anna 4 waits"},
		"a new question waits, without a fault": {talk("anna: complaint", "us", "anna: question"), "anna 1 1h0m0s turned; anna 3 waits"},
		"each person waits":                     {talk("anna: complaint", "boris: question", "us"), "anna 1 2h0m0s; boris 2 1h0m0s"},
		"a reply answers one":                   {talk("post: ok", "anna: complaint", "boris: question", "us > 3"), "anna 2 waits; boris 3 1h0m0s"},
		"a reply to the beginning answers all":  {talk("anna: complaint", "boris: question", "us > 1"), "anna 1 2h0m0s; boris 2 1h0m0s"},
		"our own words wait for nobody":         {talk("us: complaint", "us"), ""},
		"a later reply of ours changes nothing": {talk("anna: complaint", "us", "us"), "anna 1 1h0m0s"},
	} {
		if got := strings.ReplaceAll(told(service.Episodes(test.thread)), "reopened turned", "turned reopened"); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestOtherThreadsAndNetworksAreOthers(t *testing.T) {
	all := talk("anna: complaint", "anna: complaint", "us", "us")
	all[2].Thread, all[3].Network = "2", "ok"
	if got := told(service.Episodes(all)); got != "anna 1 waits" {
		t.Errorf("answers elsewhere: %q", got)
	}
}

func TestAnswersThatStoresTell(t *testing.T) {
	all := talk("anna: complaint", "boris: complaint", "clara: complaint")
	for i := range all {
		all[i].Kind, all[i].Thread = ingest.Review, fmt.Sprint(i+1)
	}
	all[0].Answered = dawn.Add(30 * time.Hour)
	all[2].Answered = dawn // before the review was written anew
	if got := told(service.Episodes(all)); got != "anna 1 30h0m0s; boris 2 waits; clara 3 waits" {
		t.Errorf("reviews: %q", got)
	}
}

func TestDirectMessagesNeedAnAnswer(t *testing.T) {
	all := talk("anna: ok", "us", "anna: ok")
	all[0].Kind, all[2].Kind = ingest.Message, ingest.Message
	if got := told(service.Episodes(all)); got != "anna 1 1h0m0s" {
		t.Errorf("a direct message: %q", got)
	}
}

func TestStates(t *testing.T) {
	d := service.NewDesk(parse(t, "mon-fri 09:00-18:00"), time.UTC, 2*time.Hour, dawn, dawn.Add(24*time.Hour))
	wait := func(since, answered int) service.Episode {
		e := service.Episode{Since: dawn.Add(time.Duration(since) * time.Hour)}
		if answered > 0 {
			e.Answered = dawn.Add(time.Duration(answered) * time.Hour)
		}
		return e
	}
	for name, test := range map[string]struct {
		episode  service.Episode
		states   string
		business time.Duration
	}{
		"answered before the shift":      {wait(1, 8), "answered", 0},
		"answered at the limit":          {wait(8, 11), "answered", 2 * time.Hour},
		"answered late":                  {wait(8, 12), "answered late", 3 * time.Hour},
		"waits, and is not over it yet":  {wait(17, 0), "waiting", time.Hour},
		"waits over it":                  {wait(10, 0), "waiting late", 8 * time.Hour},
		"asked after the end of the day": {wait(20, 0), "waiting", 0},
	} {
		var states []string
		for _, s := range []service.State{service.Waiting, service.Answered, service.Late, service.Turned, service.Reopened} {
			if d.In(s, test.episode) {
				states = append(states, string(s))
			}
		}
		if got := strings.Join(states, " "); got != test.states {
			t.Errorf("%s: %s, want %s", name, got, test.states)
		}
		if got := d.Business(test.episode); got.For != test.business || got.Answered == test.episode.Waits() {
			t.Errorf("%s: %+v in business hours, want %v", name, got, test.business)
		}
	}
}

// TestNobodyIsSeenToWaitInSilence: where a network was last heard weeks ago a wait is known until then, not until now.
func TestNobodyIsSeenToWaitInSilence(t *testing.T) {
	d := service.NewDesk(service.Hours{}, time.UTC, 2*time.Hour, dawn, dawn.Add(1000*time.Hour))
	d.Known = map[string]time.Time{"vk": dawn.Add(10 * time.Hour), "ok": dawn.Add(2000 * time.Hour)}
	for name, test := range map[string]struct {
		network         string
		since, answered time.Duration
		want            time.Duration
	}{
		"heard long ago":       {"vk", 4 * time.Hour, 0, 6 * time.Hour},
		"answered before that": {"vk", 4 * time.Hour, 5 * time.Hour, time.Hour},
		"asked last of all":    {"vk", 10 * time.Hour, 0, 0},
		"heard after now":      {"ok", 0, 0, 1000 * time.Hour},
		"nobody says":          {"telegram", 0, 0, 1000 * time.Hour},
	} {
		e := service.Episode{Network: test.network, Since: dawn.Add(test.since)}
		if test.answered > 0 {
			e.Answered = dawn.Add(test.answered)
		}
		if clock, business := d.Clock(e), d.Business(e); clock.For != test.want || business.For != test.want {
			t.Errorf("%s: %v, %v in business hours, want %v", name, clock.For, business.For, test.want)
		}
	}
	if e := (service.Episode{Network: "vk", Since: dawn.Add(9 * time.Hour)}); d.In(service.Late, e) {
		t.Error("who was seen to wait for an hour is over an SLA of two")
	}
}
