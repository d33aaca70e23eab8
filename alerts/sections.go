package alerts

import (
	"fmt"
	"strings"

	"molva/alerts/phrase"
	"molva/classify"
	"molva/ingest"
)

func sections(d Digest, p *phrase.Printer) []Section {
	var all []Section
	if len(d.Quotes) > 0 {
		all = append(all, Section{Title: p.Sprintf("What people say"), Quotes: tellQuotes(d.Quotes, p)})
	}
	if len(d.Networks) > 0 {
		all = append(all, Section{Title: p.Sprintf("Networks"), Lines: Lines(tellNetworks(d.Networks, p)...)})
	}
	if len(d.Children) > 0 {
		all = append(all, Section{Title: p.Sprintf("Brands and products"), Lines: Lines(tellParts(d.Children, p)...)})
	}
	if len(d.Competitors) > 0 {
		all = append(all, Section{Title: p.Sprintf("Competitors"), Lines: Lines(tellParts(d.Competitors, p)...)})
	}
	return all
}

func tellQuotes(quotes []Quote, p *phrase.Printer) []Said {
	all := make([]Said, len(quotes))
	for i, q := range quotes {
		mark := []string{sentiment(q.Sentiment, p), p.Sprintf("%s sure", p.Percent(q.P)), Inert(q.Network), p.Day(q.Published)}
		all[i] = Said{Text: Isolate(Inert(q.Text)), Mark: strings.Join(mark, ", ")}
		all[i].URL, all[i].Host = Link(q.URL)
	}
	return all
}

func sentiment(s classify.Sentiment, p *phrase.Printer) string {
	switch s {
	case classify.Negative:
		return p.Sprintf("negative")
	case classify.Positive:
		return p.Sprintf("positive")
	}
	return p.Sprintf("neutral")
}

func tellNetworks(channels []Channel, p *phrase.Printer) []string {
	lines := make([]string, len(channels))
	for i, c := range channels {
		lines[i] = Inert(c.Network) + ": " + tellCounts(c.Counts, p)
	}
	return lines
}

func tellParts(parts []Part, p *phrase.Printer) []string {
	lines := make([]string, len(parts))
	for i, part := range parts {
		lines[i] = Inert(part.Topic.Name) + ": " + tellTone(part.Now, p)
		if part.Before.Opinions() > 0 {
			lines[i] += ", " + p.Sprintf("was %s", Ratio(part.Before.Estimated.Ratio, p))
		}
	}
	return lines
}

func tellCounts(c Counts, p *phrase.Printer) string {
	if c.Total() == 0 {
		return p.Sprintf("nothing counted")
	}
	return p.Sprintf("positive %d, negative %d, neutral %d", c.Positive, c.Negative, c.Neutral)
}

// tellTone says counts and ratio in half a line.
func tellTone(t Tone, p *phrase.Printer) string {
	s, ratio := tellCounts(t.Counts, p), t.Estimated.Ratio
	switch {
	case t.Total() == 0:
		return s
	case !ratio.Known:
		return s + ", " + p.Sprintf("ratio undefined")
	}
	return s + ", " + p.Sprintf("ratio %s (%s)", p.Ratio(ratio.Value), RatioInterval(ratio, p))
}

func tellCoverage(c Coverage, p *phrase.Printer) []string {
	if c.Sources() == 0 && len(c.Gaps) == 0 {
		return []string{p.Sprintf("No source has reported yet.")}
	}
	lines := []string{p.Sprintf("Sources read: %d of %d.", c.Up+c.Done, c.Sources())}
	for _, s := range c.Trouble {
		lines = append(lines, tellTrouble(s, p))
	}
	if len(c.Never) > 0 {
		lines = append(lines, p.Sprintf("Never heard: %s.", Inert(p.List(c.Never))))
	}
	for _, g := range c.Gaps {
		lines = append(lines, p.Sprintf("Lost before %s from %s: %s.", p.Moment(g.At), Inert(g.Source), Inert(g.Why)))
	}
	return lines
}

func tellTrouble(s SourceState, p *phrase.Printer) string {
	var line string
	switch name := Inert(s.Source); s.State {
	case ingest.Blind:
		line = p.Sprintf("%s cannot be read", name)
	case ingest.Waiting:
		line = p.Sprintf("%s was told to wait", name)
	default:
		line = p.Sprintf("%s is silent for longer than usual", name)
	}
	if !s.Since.IsZero() {
		line += ", " + p.Sprintf("last mention %s", p.Moment(s.Since))
	}
	if s.Why != "" {
		line += fmt.Sprintf(" (%s)", Inert(s.Why))
	}
	return line + "."
}
