package metric

import (
	"context"
	"slices"

	"molva/alerts"
	"molva/alerts/roi"
	"molva/classify"
	"molva/store"
)

// heard gives what was said of the topic and how often it was seen. Negative mentions stand apart: a scandal is seen too.
func (g *gathering) heard(ctx context.Context) error {
	t, err := g.tally(ctx)
	if err != nil {
		return err
	}
	good, bad := g.said(), g.felt(classify.Negative)
	good.Without = bad.Sentiment
	negative, err := g.number(ctx, bad)
	if err != nil {
		return err
	}
	all, err := g.attention(ctx)
	if err != nil {
		return err
	}
	scolded, err := g.DB.Viewed(ctx, bad)
	if err != nil {
		return err
	}
	seen := store.Noticed{Sum: all.Views.Sum - scolded.Sum, Known: all.Views.Known - scolded.Known}
	others, list := t.Counted-negative, alerts.OfMentions(good)
	g.counted("mentions", float64(t.Counted), alerts.OfMentions(g.said()), Text{})
	g.counted("mentions_not_negative", float64(others), list, Text{})
	if seen.Known > 0 || others == 0 {
		g.counted("views", float64(seen.Sum), list, partly(seen.Known, others, whatMentions))
	}
	g.aside(1, known(float64(negative)).as(partNegative), bad)
	if scolded.Known > 0 {
		g.aside(1, known(float64(scolded.Sum)).as(partNegativeViews).but(partly(scolded.Known, negative, whatMentions)), bad)
	}
	return nil
}

// Parts of what stands beside line 1.
const (
	partNegative      = "negative_mentions"
	partNegativeViews = "negative_views"
)

var asideNames = map[string]Text{
	partNegative:      {"negative mentions", "отрицательные упоминания"},
	partNegativeViews: {"views of negative mentions", "просмотры отрицательных упоминаний"},
}

// aside puts a count beside a line.
func (g *gathering) aside(line int, v Value, list store.Filter) {
	v = v.called(asideNames[v.Part]).from(alerts.OfMentions(list))
	v.Topic, v.Period, v.Unit = g.Reader.Topic.ID, g.Reader.Period, unitOf(v.Part)
	g.Ledger.Apart = append(g.Ledger.Apart, Apart{line, v})
}

// influencers gives the authors with many followers who spoke, how often they did, and how often one of these mentions was seen.
// All three are taken together, entered or counted: the people of one list do not go with the mentions of another.
func (g *gathering) influencers(ctx context.Context) error {
	entered := slices.ContainsFunc([]string{"influencers", "influencer_mentions", "influencer_reach"}, g.has)
	if entered || g.Business.Followers <= 0 {
		return nil
	}
	notice, err := g.attention(ctx)
	if err != nil || notice.Followers.Known == 0 {
		return err
	}
	f := g.said()
	f.Influential = g.Business.Followers
	mentions, people, err := g.DB.Spoken(ctx, f)
	if err != nil {
		return err
	}
	seen, err := g.DB.Viewed(ctx, f)
	if err != nil {
		return err
	}
	list, from := alerts.OfMentions(f), textf("authors of %d followers or more", "авторы, у которых не меньше %d подписчиков", g.Business.Followers)
	g.counted("influencers", float64(people), list, from)
	g.counted("influencer_mentions", float64(mentions), list, from)
	if seen.Known > 0 {
		mean := Value{Caveat: Text{"mean views of a mention", "просмотры одного упоминания в среднем"}}.but(partly(seen.Known, mentions, whatMentions))
		g.put("influencer_reach", roi.Input{Value: float64(seen.Sum) / float64(seen.Known)}, g.measured("influencer_reach", list, mean.Caveat))
	}
	return nil
}

// event gives the mentions of the event that the configuration names, where it belongs to the topic, and the share of them that is
// positive as it is estimated.
func (g *gathering) event(ctx context.Context) error {
	topic := g.Business.Ledger.Event
	if !slices.Contains(g.subtree(), topic) {
		return nil
	}
	r := g.at(topic)
	t, err := r.tally(ctx)
	if err != nil {
		return err
	}
	if !g.has("event_mentions") {
		g.counted("event_mentions", float64(t.Counted), alerts.OfMentions(r.said()), Text{})
	}
	tone, err := r.Tone(ctx)
	if good := tone.Estimated.Positive; err == nil && good.Known && !g.has("event_positive") {
		in := roi.Input{Value: good.Value, Range: &roi.Range{Low: good.Low, High: good.High}}
		g.put("event_positive", in, g.measured("event_positive", alerts.OfMentions(r.felt(classify.Positive)), byModel(tone.Estimated)))
	}
	return err
}
