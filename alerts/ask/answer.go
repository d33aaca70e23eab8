package ask

import (
	"context"
	"fmt"
	"unicode/utf8"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/store"
)

const (
	mostComplaints = 3
	mostUnread     = 120 // characters of what was not understood are repeated
)

// Answer answers a question in the printer's language, which should be the question's. An answer about what people think is
// the digest of that period made short; what it leaves out is only left out.
func Answer(ctx context.Context, db *store.DB, q Question, p *phrase.Printer, to alerts.Links) (s alerts.Story, err error) {
	switch q.Want {
	case Help:
		return help(q.Topics, p), nil
	case Comparison:
		s, err = compare(ctx, db, q, p, to)
	default:
		s, err = about(ctx, db, q, p, to)
	}
	if err != nil {
		return s, fmt.Errorf("answer %s: %w", q, err)
	}
	if q.Unread != "" {
		s.Notes = append(s.Notes, p.Sprintf("Left aside: %s", shown(q.Unread)))
	}
	return s, nil
}

func about(ctx context.Context, db *store.DB, q Question, p *phrase.Printer, to alerts.Links) (alerts.Story, error) {
	d, err := alerts.Build(ctx, db, q.Topics[0].ID, q.Period)
	if err != nil {
		return alerts.Story{}, err
	}
	if q.Want == Complaints {
		return complaints(alerts.TellComplaints(d, p, to)), nil
	}
	return opinion(alerts.Tell(d, p, to)), nil
}

// opinion is the headline of a digest with its numbers, three complaints, two quotes and the coverage.
func opinion(s alerts.Story) alerts.Story {
	short := alerts.Story{Title: s.Title, Headline: s.Headline, Lines: s.Lines, Coverage: s.Coverage}
	if len(s.Recurs) > 0 {
		short.Recurs = []alerts.Section{brief(s.Recurs[0], mostComplaints)}
	}
	if len(s.Quotes) > 0 {
		short.Sections = []alerts.Section{{Title: s.Saying, Quotes: ends(s.Quotes)}}
	}
	return short
}

func complaints(s alerts.Story) alerts.Story {
	short := alerts.Story{Title: s.Title, Headline: s.Headline, News: s.News, Coverage: s.Coverage}
	for _, section := range s.Recurs {
		short.Recurs = append(short.Recurs, brief(section, len(section.Items)))
	}
	return short
}

// brief keeps the first items of a section, of each what it is and where it is going. Buttons belong to the digest.
func brief(s alerts.Section, most int) alerts.Section {
	short := alerts.Section{Title: s.Title, Lines: s.Lines}
	for _, i := range s.Items[:min(len(s.Items), most)] {
		i.Lines, i.Said, i.Actions = i.Lines[:min(len(i.Lines), 1)], nil, nil
		short.Items = append(short.Items, i)
	}
	return short
}

// ends are the first and the last quote: a digest has the negative ones first.
func ends(all []alerts.Said) []alerts.Said {
	if len(all) < 2 {
		return all
	}
	return []alerts.Said{all[0], all[len(all)-1]}
}

// shown makes a stranger's words fit to be repeated.
func shown(words string) string {
	return alerts.Isolate(alerts.Cut(alerts.Inert(words), mostUnread, utf8.RuneCountInString))
}
