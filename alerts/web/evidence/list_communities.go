package evidence

import (
	"context"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"molva/alerts"
	"molva/alerts/metric"
	"molva/alerts/web/frame"
	"molva/ingest"
	"molva/store"
)

// posts lists posts of accounts with their latest figures, the first published first.
func (s *pages) posts(ctx context.Context, v url.Values, of part) (list, error) {
	q, err := alerts.ParsePosts(v)
	if err != nil {
		return list{}, s.misread(v, err)
	}
	a, err := s.about(ctx, "", q.Period)
	if err != nil {
		return list{}, err
	}
	some, n, err := s.DB.PostsPage(ctx, q, of.skip, of.n)
	if err != nil {
		return list{}, err
	}
	p := s.Printer
	a.narrow(q.Account, p.Sprintf("account: %s", alerts.Inert(q.Account)))
	a.narrow(q.Network, p.Sprintf("network: %s", alerts.Inert(q.Network)))
	a.narrow(q.Form, p.Sprintf("form: %s", alerts.Inert(q.Form)))
	a.narrow(q.Tag, p.Sprintf("hashtag: %s", alerts.Inert(q.Tag)))
	a.narrow(q.Part.Slot, p.Sprintf("published: %s", s.partName("result_by_time", q.Part.Slot)))
	a.narrow(q.Part.Length, p.Sprintf("length: %s", s.partName("result_by_length", q.Part.Length)))
	a.narrow(q.Part.Word, p.Sprintf("word: %s", alerts.Inert(q.Part.Word)))
	if q.Users != nil {
		a.terms = append(a.terms, map[bool]string{true: p.Sprintf("written by users"), false: p.Sprintf("written by the account itself")}[*q.Users])
	}
	return list{title: a.titled(p.Sprintf("%d posts", n)), terms: a.terms, n: n,
		head: []string{p.Sprintf("published"), p.Sprintf("account"), p.Sprintf("form"), p.Sprintf("post"), p.Sprintf("figures so far")},
		row: func(i int) []cell {
			post := some[i-of.skip]
			return []cell{a.day(post.Published), harmless(post.Network + ":" + post.Account), harmless(post.Form), s.postCell(post), s.latest(post)}
		}}, nil
}

// partName is what people call a part of a metric's posts.
func (s *pages) partName(id, part string) string {
	m, _ := metric.ByID(id)
	return alerts.Inert(m.PartName(part, s.Printer.Language()))
}

// postCell is the post's text, or its id where there is none, and leads to it.
func (s *pages) postCell(post store.MeasuredPost) cell {
	text := post.Text
	if strings.TrimSpace(text) == "" {
		text = post.ID
	}
	address, host := alerts.Link(post.URL)
	return cell{Text: alerts.Isolate(alerts.Cut(alerts.Inert(text), glimpse, utf8.RuneCountInString)), URL: address, Away: true, Host: host}
}

// latest are the last figures of a post, and lead to all of them.
func (s *pages) latest(post store.MeasuredPost) cell {
	var all []string
	for i, f := range post.Figures {
		if i+1 == len(post.Figures) || post.Figures[i+1].Metric != f.Metric {
			all = append(all, alerts.Inert(f.Metric)+"\u00a0"+s.number(f.Value).Text)
		}
	}
	if len(all) == 0 {
		return cell{}
	}
	return cell{Text: strings.Join(all, ", "), URL: frame.Here.To(alerts.OfFigures(store.FigureQuery{Account: post.Account, Network: post.Network, Post: post.ID}))}
}

// figures lists figures as they were told.
func (s *pages) figures(ctx context.Context, v url.Values, of part) (list, error) {
	q, err := alerts.ParseFigures(v)
	if err != nil {
		return list{}, s.misread(v, err)
	}
	a, err := s.about(ctx, "", q.Period)
	if err != nil {
		return list{}, err
	}
	some, n, err := s.DB.FiguresPage(ctx, q, of.skip, of.n)
	if err != nil {
		return list{}, err
	}
	p := s.Printer
	a.narrow(q.Account, p.Sprintf("account: %s", alerts.Inert(q.Account)))
	a.narrow(q.Network, p.Sprintf("network: %s", alerts.Inert(q.Network)))
	a.narrow(q.Post, p.Sprintf("post: %s", alerts.Inert(q.Post)))
	a.narrow(q.Metric, p.Sprintf("figure: %s", alerts.Inert(q.Metric)))
	return list{title: a.titled(p.Sprintf("%d figures", n)), terms: a.terms, n: n,
		head: []string{p.Sprintf("when"), p.Sprintf("account"), p.Sprintf("post"), p.Sprintf("figure"), p.Sprintf("counted over"), p.Sprintf("value")},
		row:  func(i int) []cell { return s.figureRow(a, some[i-of.skip]) }}, nil
}

func (s *pages) figureRow(a asked, f ingest.Figure) []cell {
	return []cell{a.day(f.At), harmless(f.Network + ":" + f.Account), harmless(f.Post), harmless(f.Metric), {Text: s.span(f.Span)}, s.number(f.Value)}
}

// span is how long something was counted for; nothing is a level.
func (s *pages) span(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d == 0:
		return ""
	case d%day == 0:
		return s.Printer.Sprintf("%d days", int(d/day))
	}
	return s.Printer.Sprintf("%d hours", int(d.Round(time.Hour)/time.Hour))
}

// sets lists when sets of people were taken, and how large they are; who is in them nobody can say.
func (s *pages) sets(ctx context.Context, v url.Values, _ part) (list, error) {
	q, err := alerts.ParseSets(v)
	if err != nil {
		return list{}, s.misread(v, err)
	}
	a, err := s.about(ctx, "", q.Period)
	if err != nil {
		return list{}, err
	}
	all, err := s.censuses(ctx, q)
	if err != nil {
		return list{}, err
	}
	p := s.Printer
	a.narrow(q.Account, p.Sprintf("account: %s", alerts.Inert(q.Account)))
	a.narrow(q.Network, p.Sprintf("network: %s", alerts.Inert(q.Network)))
	a.narrow(q.Name, p.Sprintf("set: %s", alerts.Inert(q.Name)))
	a.terms = append(a.terms, p.Sprintf("only salted hashes of people are kept"))
	return list{title: a.titled(p.Sprintf("%d sets of people", len(all))), terms: a.terms, n: len(all),
		head: []string{p.Sprintf("when"), p.Sprintf("account"), p.Sprintf("set"), p.Sprintf("counted over"), p.Sprintf("people")},
		row: func(i int) []cell {
			c := all[i]
			return []cell{a.day(c.At), harmless(c.Network + ":" + c.Account), harmless(c.Name), {Text: s.span(c.Span)}, s.number(float64(c.People))}
		}}, nil
}

// censuses are the sets that a query means, account by account.
func (s *pages) censuses(ctx context.Context, q alerts.SetQuery) (all []store.Census, err error) {
	accounts, err := s.DB.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	for _, a := range accounts {
		if q.Account != "" && q.Account != a.Account || q.Network != "" && q.Network != a.Network {
			continue
		}
		some, err := s.DB.Censuses(ctx, a.Account, a.Network, q.Name, q.Period)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}
