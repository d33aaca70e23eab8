package config

import (
	"fmt"
	"slices"
	"strings"

	"molva/alerts"
	"molva/classify"
)

// Route sends some of what molva has to say to one place. It is complete in itself: what it leaves out is open, and
// nothing is taken over from other routes.
type Route struct {
	ID        string   `yaml:"id"`        // its name in the outbox; empty: made of To and Channel
	To        string   `yaml:"to"`        // slack, mail, telegram, mattermost or webhook
	Channel   string   `yaml:"channel"`   // of that place, instead of the one in its own section
	Send      []string `yaml:"send"`      // kinds of messages, or groups of them; empty: digests and alerts
	Topics    []string `yaml:"topics"`    // ids; empty: our own roots
	Themes    []string `yaml:"themes"`    // of complaints; empty: all
	Sentiment []string `yaml:"sentiment"` // negative, neutral, positive; empty: all
}

// groups are words for several kinds.
var groups = map[string][]alerts.Kind{
	"digest":     {alerts.DailyDigest, alerts.WeeklyDigest},
	"complaints": {alerts.DailyComplaints, alerts.WeeklyComplaints},
	"reports":    alerts.Reports,
	"alerts":     alerts.Urgent,
}

// sendable lists what a route can send, for people.
func sendable() []string {
	all := []string{"digest", "complaints", "reports", "alerts"}
	for _, k := range alerts.Kinds {
		all = append(all, string(k))
	}
	return all
}

// Name is what the route is called in the outbox.
func (r Route) Name() string {
	switch {
	case r.ID != "":
		return r.ID
	case r.Channel != "":
		return r.To + ":" + r.Channel
	}
	return r.To
}

// route is r as the rooms know it.
func (r Route) route() alerts.Route {
	made := alerts.Route{Topics: r.Topics, Themes: r.Themes}
	for _, word := range r.Send {
		if kinds, ok := groups[word]; ok {
			made.Kinds = append(made.Kinds, kinds...)
			continue
		}
		made.Kinds = append(made.Kinds, alerts.Kind(word))
	}
	for _, word := range r.Sentiment {
		var s classify.Sentiment
		if s.UnmarshalText([]byte(word)) == nil {
			made.Sentiment = append(made.Sentiment, s)
		}
	}
	return made
}

// routed is the configured routes or, where there are none, one for each place that is set up.
func (c *Config) routed() []Route {
	if len(c.Routes) > 0 {
		return c.Routes
	}
	var all []Route
	for _, p := range c.places() {
		if p.enabled {
			all = append(all, Route{To: p.name})
		}
	}
	return all
}

func (c *Config) checkRoutes(d *decoder) {
	names := map[string]bool{}
	for i, r := range c.Routes {
		path := fmt.Sprintf("routes[%d]", i)
		line := d.lines[path]
		c.checkPlace(d, r, line, path)
		c.checkChoices(d, r, line, path)
		if names[r.Name()] {
			d.report(line, path, "two routes are called %q; give one of them an id", r.Name())
		}
		names[r.Name()] = true
		if strings.ContainsAny(r.Name(), "/\n") || strings.ContainsFunc(r.Name(), func(r rune) bool { return r < ' ' }) {
			d.report(line, path, "found %q, want a name without slashes and control characters", r.Name())
		}
	}
}

// checkPlace looks whether what a route names is there.
func (c *Config) checkPlace(d *decoder, r Route, line int, path string) {
	var names []string
	for _, p := range c.places() {
		names = append(names, p.name)
		if p.name != r.To {
			continue
		}
		if !p.enabled {
			d.report(line, join(path, "to"), "%q is not set up; fill its own section", r.To)
		}
		if r.Channel != "" && !p.channels {
			d.report(line, join(path, "channel"), "%q has no channels; take this key out", r.To)
		} else if r.Channel != "" && p.enabled && p.wrong(r.Channel) != nil && p.wrong("") == nil {
			d.complain(p.wrong(r.Channel), line, join(path, "channel"))
		}
		return
	}
	d.report(line, join(path, "to"), "found %q; possible are: %s", r.To, strings.Join(names, ", "))
}

// checkChoices looks at what a route picks.
func (c *Config) checkChoices(d *decoder, r Route, line int, path string) {
	themes := c.themeNames()
	var topics []string
	for _, t := range c.Topics {
		topics = append(topics, t.ID)
	}
	feelings := []string{"negative", "neutral", "positive"}
	for _, pick := range []struct {
		key             string
		found, possible []string
	}{{"send", r.Send, sendable()}, {"topics", r.Topics, topics}, {"themes", r.Themes, themes}, {"sentiment", r.Sentiment, feelings}} {
		for _, word := range pick.found {
			if !slices.Contains(pick.possible, word) {
				d.report(line, join(path, pick.key), "found %q; possible are: %s", word, strings.Join(pick.possible, ", "))
			}
		}
	}
}

// themeNames are the ids of all themes of the packs; none when a pack is wrong, which is said elsewhere.
func (c *Config) themeNames() []string {
	pack, err := c.Complaints.Pack()
	if err != nil {
		return nil
	}
	themes := pack.Themes()
	ids := make([]string, len(themes))
	for i, t := range themes {
		ids[i] = t.ID
	}
	return ids
}

// Channels are those that routes to a place name.
func (c *Config) Channels(place string) (names []string) {
	for _, r := range c.Routes {
		if r.To == place && r.Channel != "" {
			names = append(names, r.Channel)
		}
	}
	return names
}
