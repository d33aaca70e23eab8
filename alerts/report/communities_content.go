package report

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"molva/alerts"
	"molva/alerts/metric"
)

// mostOf is how many parts of a kind the document shows, the best; a CSV has them all.
const mostOf = 7

// content is a table for each of our accounts: by which forms, lengths, times, hashtags and words posts do well. Where nothing is
// known it says why.
func (w communitiesWriter) content() (all []Part) {
	for _, n := range w.Networks {
		for _, c := range n.Accounts {
			if c.Ours {
				all = append(all, w.contentOf(c))
			}
		}
	}
	return all
}

func (w communitiesWriter) contentOf(c Community) Part {
	part := Part{Title: w.Sprintf("%s: what works", alerts.Inert(c.name()))}
	t := &Table{Head: []string{w.Sprintf("By"), w.Sprintf("What"), w.Sprintf("Posts"), w.Sprintf("Engagement per view")}, Right: []bool{false, false, true, true}}
	var unknown []string
	for _, id := range byContent {
		name := w.scribe.name(w.rows[id])
		if !c.of(id).Known {
			unknown = append(unknown, id)
			continue
		}
		for _, v := range best(c.Values[id]) {
			t.Rows = append(t.Rows, []Cell{name, w.called(v), w.posted(v), w.cell(v)})
			name = plain("")
		}
	}
	if !c.of(ofPosts[0]).Known {
		unknown = append(unknown, ofPosts[0])
	}
	if len(t.Rows) > 0 {
		part.Table = t
		part.Lines = alerts.Lines(w.Sprintf("The best of each, up to %d; where intervals overlap, the order may be chance.", mostOf))
	}
	if len(unknown) > 0 {
		part.After = []alerts.Line{w.reasons(w.Sprintf("Not known (the footnotes say why):"), c, unknown)}
	}
	return part
}

// called is the part's name; a hashtag has its sign.
func (w communitiesWriter) called(v metric.Value) Cell {
	if v.Metric == "result_by_hashtag" {
		return plain("#" + w.part(v))
	}
	return plain(w.part(v))
}

// posted is how many posts a part's number is made of. Where that is all of them it leads to their list.
func (w communitiesWriter) posted(v metric.Value) Cell {
	if v.Caveat == (metric.Text{}) {
		return counted(v.N, v.Evidence, w.Printer, w.to)
	}
	return plain(w.Number(v.N))
}

// best are the known values from the highest on; equals keep their order. Hours stand before weekdays: the same posts are in both.
func best(values []metric.Value) []metric.Value {
	var hours, others []metric.Value
	for _, v := range values {
		switch {
		case !v.Known:
		case v.Metric == "result_by_time" && strings.HasPrefix(v.Part, "h"):
			hours = append(hours, v)
		default:
			others = append(others, v)
		}
	}
	return slices.Concat(highest(hours), highest(others))
}

func highest(values []metric.Value) []metric.Value {
	slices.SortStableFunc(values, func(a, b metric.Value) int { return cmp.Compare(b.Value, a.Value) })
	return values[:min(len(values), mostOf)]
}

// posts are the best and the worst of every account, the best first.
func (w communitiesWriter) posts() (all []Part) {
	for _, n := range w.Networks {
		t := &Table{Head: []string{w.Sprintf("Account"), w.Sprintf("Post"), w.Sprintf("Published"), w.Sprintf("Engagement per view")},
			Right: []bool{false, false, false, true}}
		for _, c := range n.Accounts {
			for _, v := range c.Values["top_and_bottom_posts"] {
				if v.Known {
					t.Rows = append(t.Rows, append([]Cell{plain(w.column(c))}, append(w.post(c.posts[v.Part]), w.cell(v))...))
				}
			}
		}
		if len(t.Rows) > 0 {
			all = append(all, Part{Title: w.Sprintf("%s: the best posts and the worst", alerts.Inert(n.Name)), Table: t})
		}
	}
	return all
}

// excerpt is how many characters of a post are shown.
const excerpt = 60

// post is the beginning of a post, leading to it on its network, and its day.
func (w communitiesWriter) post(p metric.Post) []Cell {
	text := alerts.Cut(alerts.Inert(p.Text), excerpt, utf8.RuneCountInString)
	if text == "" {
		text = w.Sprintf("(no text, %s)", alerts.Inert(p.ID))
	}
	address, _ := alerts.Link(p.URL)
	return []Cell{{Line: alerts.Line{{Text: text, URL: address}}}, plain(w.Moment(p.Published.In(w.Period.From.Location())))}
}

// unusual are the posts with more likes than their views explain, and the days of unusual growth. It accuses nobody.
func (w communitiesWriter) unusual() (all []Part) {
	t := &Table{Head: []string{w.Sprintf("Account"), w.Sprintf("What"), w.Sprintf("When"), w.Sprintf("How far out (z)")}, Right: []bool{false, false, false, true}}
	for _, n := range w.Networks {
		for _, c := range n.Accounts {
			for _, v := range c.Values["unusual_reactions"] {
				if v.Known && v.Of == nil {
					t.Rows = append(t.Rows, append(append([]Cell{plain(alerts.Inert(c.name()))}, w.odd(c, v)...), w.cell(v)))
				}
			}
		}
	}
	part := Part{Title: w.Sprintf("Unusual, worth a look"), Lines: []alerts.Line{
		alerts.Words(w.Sprintf("Far more likes than the views of a post explain, or a day of far more growth than others. An advert or a lucky post looks the same as bought likes: look before you judge."))}}
	if len(t.Rows) > 0 {
		part.Table = t
	} else {
		part.After = alerts.Lines(w.Sprintf("Nothing of the kind was found where enough is known to tell."))
	}
	return []Part{part}
}

// odd is a post or a day.
func (w communitiesWriter) odd(c Community, v metric.Value) []Cell {
	if p, ok := c.posts[v.Part]; ok {
		return w.post(p)
	}
	when := v.Part
	if day, err := time.Parse(time.DateOnly, v.Part); err == nil {
		when = w.Day(day)
	}
	return []Cell{plain(w.Sprintf("growth of followers")), plain(when)}
}
