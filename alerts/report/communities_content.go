package report

import (
	"cmp"
	"slices"
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
		for i, v := range best(c.Values[id]) {
			if i > 0 {
				name = plain("")
			}
			t.Rows = append(t.Rows, []Cell{name, plain(w.part(v)), plain(w.Number(v.N)), w.cell(v)})
		}
	}
	if !c.of(ofPosts[0]).Known {
		unknown = append(unknown, ofPosts[0])
	}
	if len(t.Rows) > 0 {
		part.Table = t
		part.Lines = alerts.Lines(w.Sprintf("The best %d of each; where intervals overlap, the order may be chance.", mostOf))
	}
	if len(unknown) > 0 {
		part.After = []alerts.Line{w.reasons(w.Sprintf("Not known (the footnotes say why):"), c, unknown)}
	}
	return part
}

// best are the known values from the highest on; equals keep their order.
func best(values []metric.Value) []metric.Value {
	known := slices.DeleteFunc(slices.Clone(values), func(v metric.Value) bool { return !v.Known })
	slices.SortStableFunc(known, func(a, b metric.Value) int { return cmp.Compare(b.Value, a.Value) })
	return known[:min(len(known), mostOf)]
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
	t := &Table{Head: []string{w.Sprintf("Account"), w.Sprintf("What"), w.Sprintf("Published"), w.Sprintf("How far out (z)")}, Right: []bool{false, false, false, true}}
	for _, n := range w.Networks {
		for _, c := range n.Accounts {
			for _, v := range c.Values["unusual_reactions"] {
				if v.Known && v.Of == nil {
					t.Rows = append(t.Rows, append(append([]Cell{plain(w.column(c))}, w.odd(c, v)...), w.cell(v)))
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
	return []Cell{plain(w.Sprintf("growth of followers")), plain(alerts.Inert(v.Part))}
}
