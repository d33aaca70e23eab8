package evidence

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"molva/alerts"
	"molva/alerts/web/frame"
	"molva/classify"
	"molva/store"
)

// toolbar is the form that narrows the list. It sends what the address asks: only what stands in Kept is not seen in it.
type toolbar struct {
	Search, Network, Since, Until string
	First, Others                 []choosing // what is asked for most, and what is asked for now and then
	Kept                          []kept
}

// choosing is one side of the filter of which there are few.
type choosing struct {
	Name, Label string
	Options     []option
}

type option struct {
	Value, Label string
	Here         bool
}

// kept is a side of the filter that the form has no field for.
type kept struct{ Name, Value string }

// offered are the sides that the form has fields for; a page of the list is none of the list's own.
var offered = []string{"search", "network", "since", "until", "topic", "sentiment", "category", "lang", "assignee", "all", "before"}

// toolbar fills the form with what is asked for.
func (s *pages) toolbar(ctx context.Context, q question) (toolbar, error) {
	asked := alerts.Query(q.Filter)
	t := toolbar{Search: q.Search, Network: q.Network, Since: q.field(q.Period.From), Until: q.field(q.Period.To)}
	for name := range asked {
		if !slices.Contains(offered, name) {
			t.Kept = append(t.Kept, kept{name, asked.Get(name)})
		}
	}
	slices.SortFunc(t.Kept, func(a, b kept) int { return strings.Compare(a.Name, b.Name) })
	names, err := s.DB.Assignees(ctx)
	for _, c := range []choosing{s.topicsOf(q), s.feelings()} {
		t.First = append(t.First, c.at(asked.Get(c.Name)))
	}
	for _, c := range []choosing{s.categories(), s.languages(), s.people(names), s.counting()} {
		t.Others = append(t.Others, c.at(asked.Get(c.Name)))
	}
	return t, err
}

// field is a moment as a person may have typed it: a day where it is one as the address reads it, else by the topic's clocks.
func (q question) field(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case t.Equal(t.UTC().Truncate(24 * time.Hour)):
		return t.UTC().Format(time.DateOnly)
	}
	return t.In(q.zone).Format(time.RFC3339)
}

// misread refuses an address. What people type into the form is explained to them; the rest of the grammar is that of links.
func (s *pages) misread(v url.Values, err error) error {
	for _, side := range []string{"since", "until"} {
		if text := v.Get(side); text != "" {
			if _, wrong := alerts.ParsePeriod(url.Values{side: {text}}); wrong != nil {
				return frame.Wrong(errors.New(s.Printer.Sprintf("A day is written such as 2026-09-01, a moment such as 2026-09-01T12:00:00+03:00; found %q.", alerts.Inert(alerts.Cut(text, 40, utf8.RuneCountInString)))))
			}
		}
	}
	return frame.Wrong(err)
}

// any is the option that leaves a side open.
func (s *pages) any() option { return option{Label: s.Printer.Sprintf("any")} }

func (s *pages) topicsOf(q question) choosing {
	all := []option{s.any()}
	for _, t := range frame.InOrder(q.tree) {
		all = append(all, option{Value: t.ID, Label: strings.Repeat("\u2003", t.Depth) + alerts.Inert(t.Name)})
	}
	return choosing{"topic", s.Printer.Sprintf("Topic"), all}
}

func (s *pages) feelings() choosing {
	all := []option{s.any()}
	for _, f := range []classify.Sentiment{classify.Negative, classify.Neutral, classify.Positive} {
		all = append(all, option{Value: f.String(), Label: s.feeling(f)})
	}
	return choosing{"sentiment", s.Printer.Sprintf("Feeling"), all}
}

func (s *pages) categories() choosing {
	all := []option{s.any()}
	for _, c := range classify.Categories {
		all = append(all, option{Value: string(c), Label: s.category(c)})
	}
	return choosing{"category", s.Printer.Sprintf("Kind of statement"), all}
}

func (s *pages) languages() choosing {
	p := s.Printer
	return choosing{"lang", p.Sprintf("Language"), []option{s.any(), {Value: "ru", Label: p.Sprintf("in Russian")}, {Value: "en", Label: p.Sprintf("in English")},
		{Value: "other", Label: p.Sprintf("in another language")}, {Value: "unknown", Label: p.Sprintf("cannot be told")}}}
}

func (s *pages) people(names []string) choosing {
	all := []option{{Label: s.Printer.Sprintf("anybody")}}
	for _, name := range names {
		all = append(all, option{Value: name, Label: alerts.Inert(name)})
	}
	return choosing{"assignee", s.Printer.Sprintf("Who takes care"), all}
}

func (s *pages) counting() choosing {
	p := s.Printer
	return choosing{"all", p.Sprintf("Shown"), []option{{Label: p.Sprintf("what counts")}, {Value: "true", Label: p.Sprintf("everything")}}}
}

// at marks the option that is asked for, and offers it where it is not among the others.
func (c choosing) at(value string) choosing {
	i := slices.IndexFunc(c.Options, func(o option) bool { return o.Value == value })
	if i < 0 {
		c.Options, i = append(c.Options, option{Value: value, Label: alerts.Inert(value)}), len(c.Options)
	}
	c.Options[i].Here = true
	return c
}

// named is what the option of a value is called.
func (c choosing) named(value string) string {
	for _, o := range c.Options {
		if o.Value == value {
			return o.Label
		}
	}
	return alerts.Inert(value)
}

// category is what people call a kind of statement.
func (s *pages) category(c classify.Category) string {
	p := s.Printer
	switch c {
	case classify.ComplaintCategory:
		return p.Sprintf("complaint")
	case classify.Question:
		return p.Sprintf("question")
	case classify.Praise:
		return p.Sprintf("praise")
	case classify.Suggestion:
		return p.Sprintf("suggestion")
	case classify.Promo:
		return p.Sprintf("promo")
	case classify.News:
		return p.Sprintf("news")
	}
	return p.Sprintf("something else")
}

// term is one thing that narrows the list, with the list without it.
type term struct{ Text, Without string }

// without is the list that does not ask for one side of the filter.
func without(f store.Filter, name string) string {
	asked := alerts.Query(whole(f))
	asked.Del(name)
	return alerts.MentionsPath + "?" + asked.Encode()
}
