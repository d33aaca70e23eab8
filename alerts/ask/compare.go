package ask

import (
	"context"
	"slices"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/classify/quantify"
	"molva/store"
)

// compare puts topics side by side in one period.
func compare(ctx context.Context, db *store.DB, q Question, p *phrase.Printer, to alerts.Links) (alerts.Story, error) {
	parts := make([]alerts.Part, len(q.Topics))
	for i, t := range q.Topics {
		course, err := alerts.BuildCourse(ctx, db, t.ID, q.Period)
		if err != nil {
			return alerts.Story{}, err
		}
		parts[i] = alerts.Part{Topic: t, Now: course.Tones[0]}
	}
	d, err := alerts.Build(ctx, db, q.Topics[0].ID, q.Period)
	if err != nil {
		return alerts.Story{}, err
	}
	names := make([]string, len(parts))
	for i, part := range parts {
		names[i] = alerts.Inert(part.Topic.Name)
	}
	s := alerts.Story{
		Title:    p.List(names) + ", " + p.Dates(q.Period.From, q.Period.To),
		Headline: ahead(parts, p),
		Coverage: alerts.Tell(d, p, to).Coverage,
	}
	for _, part := range parts {
		s.Lines = append(s.Lines, beside(part, q.Period, p, to))
	}
	return s, nil
}

// ahead says of whom people think best, if that can be told: the 90% intervals of net sentiment of the best and the worst
// must lie apart. By each topic's own calibration, that is a stricter test than one of the difference.
func ahead(parts []alerts.Part, p *phrase.Printer) string {
	known := slices.DeleteFunc(slices.Clone(parts), func(part alerts.Part) bool {
		return !part.Now.Estimated.Net.Known || part.Now.Opinions() < quantify.Enough
	})
	if len(known) < 2 {
		return p.Sprintf("Too few opinions to compare.")
	}
	byNet := func(a, b alerts.Part) int {
		switch x, y := a.Now.Estimated.Net.Value, b.Now.Estimated.Net.Value; {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	}
	best, worst := slices.MaxFunc(known, byNet), slices.MinFunc(known, byNet)
	if best.Now.Estimated.Net.Low <= worst.Now.Estimated.Net.High {
		return p.Sprintf("No clear difference in what people think of them.")
	}
	return p.Sprintf("People think better of %s than of %s: net sentiment is %s against %s.", alerts.Inert(best.Topic.Name),
		alerts.Inert(worst.Topic.Name), alerts.Points(best.Now.Estimated.Net.Value), alerts.Points(worst.Now.Estimated.Net.Value))
}

// beside is one topic in a line, which leads to its mentions.
func beside(part alerts.Part, period store.Period, p *phrase.Printer, to alerts.Links) alerts.Line {
	line := alerts.Words(alerts.Inert(part.Topic.Name) + ": ")
	t := part.Now
	if t.Total() == 0 {
		return append(line, alerts.Span{Text: p.Sprintf("nothing counted")})
	}
	counts := p.Sprintf("positive %d, negative %d, neutral %d", t.Positive, t.Negative, t.Neutral)
	line = append(line, alerts.Span{Text: counts, URL: to.Mentions(store.Filter{Topic: part.Topic.ID, Period: period, Counted: new(true)})})
	if f := t.Estimated.Net; f.Known && t.Opinions() >= quantify.Enough {
		line = append(line, alerts.Span{Text: "; " + p.Sprintf("net sentiment %s points (90%% interval %s)", alerts.Points(f.Value), alerts.PointsInterval(f.Low, f.High, p))})
	}
	if f := t.Estimated.Ratio; f.Known {
		line = append(line, alerts.Span{Text: "; " + p.Sprintf("ratio %s (%s)", p.Ratio(f.Value), alerts.RatioInterval(f, p))})
	}
	return line
}
