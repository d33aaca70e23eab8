package report

import (
	"time"

	"molva/alerts/metric"
	"molva/store"
)

// Data is the answers for machines; texts are English.
func (a Answers) Data() any {
	return struct {
		Topic    string       `json:"topic"`
		Name     string       `json:"name"`
		From     time.Time    `json:"from"`
		To       time.Time    `json:"to"`
		Before   span         `json:"before"`
		Running  bool         `json:"running"`
		Answers  []replyJSON  `json:"answers"`
		Vanity   []courseJSON `json:"vanity"`
		Problems []troubled   `json:"problems"`
		Change   []leverJSON  `json:"change"`
		Goals    any          `json:"goals"`
		Worth    worthJSON    `json:"worth"` // of the work: cost and possible returns
	}{a.Topic.ID, a.Topic.Name, a.Period.From, a.Period.To, span{a.Before.From, a.Before.To}, a.Running, a.replies(), coursesJSON(a.Vanity), a.problems(), leversJSON(a.Levers), a.Goals.Data(), a.worth()}
}

type span struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

type replyJSON struct {
	Question string       `json:"question"` // audience, awareness or opinion
	Answer   Answer       `json:"answer"`
	Why      string       `json:"why"`
	Lacks    []string     `json:"lacks"`
	Unseen   []string     `json:"unseen"` // accounts of which nobody tells who is active
	Rule     string       `json:"rule"`
	Figures  []courseJSON `json:"figures"`
}

func (a Answers) replies() []replyJSON {
	names := []string{"audience", "awareness", "opinion"}
	rules := []metric.Text{audienceRule, awarenessRule, opinionRule}
	all := make([]replyJSON, len(names))
	for i, r := range a.Replies() {
		all[i] = replyJSON{Question: names[i], Answer: r.Answer, Why: r.Why.EN, Lacks: []string{}, Unseen: append([]string{}, r.Unseen...), Rule: rules[i].EN, Figures: coursesJSON(r.Figures)}
		for _, l := range r.Lacks {
			all[i].Lacks = append(all[i].Lacks, l.EN)
		}
	}
	return all
}

type courseJSON struct {
	Now       valueJSON   `json:"now"`
	Before    *valueJSON  `json:"before"` // null of what is a change by itself
	Decides   bool        `json:"decides"`
	Direction string      `json:"direction"`
	Times     bool        `json:"times"` // change is now / before, otherwise now − before
	Change    *float64    `json:"change"`
	Low       *float64    `json:"low"`  // null of a plain difference, as is high
	High      *float64    `json:"high"` // null where there is no upper end
	Rivals    []valueJSON `json:"rivals"`
}

func coursesJSON(all []Course) []courseJSON {
	list := make([]courseJSON, len(all))
	for i, c := range all {
		m := c.Change
		j := courseJSON{Now: jsonOf(c.Now), Decides: c.Decides, Direction: string(m.Direction), Times: m.Times, Rivals: jsonOfAll(c.Beside)}
		if c.Before.Metric != "" {
			was := jsonOf(c.Before)
			j.Before = &was
		}
		if m.Known {
			j.Change = finite(m.Value)
			if !m.Plain {
				j.Low = finite(m.Low)
			}
			if !m.Plain && !m.Open {
				j.High = finite(m.High)
			}
		}
		list[i] = j
	}
	return list
}

// troubled is a complaint or a wish in people.
type troubled struct {
	ID       string    `json:"id"`
	Label    string    `json:"label"`
	Theme    string    `json:"theme,omitempty"`
	State    string    `json:"state"`
	People   int       `json:"people"`
	Before   *int      `json:"people_before"`
	Mentions int       `json:"mentions"`
	First    time.Time `json:"first"`
}

func troubledOf(c store.Complaint) troubled {
	return troubled{ID: c.ID.String(), Label: c.Label, Theme: c.Theme, State: string(c.State), People: c.People, Mentions: c.Mentions, First: c.First.UTC()}
}

func (a Answers) problems() []troubled {
	all := troubledAll(a.Problems)
	for i, t := range a.Problems {
		if a.Heard {
			all[i].Before = new(t.Before)
		}
	}
	return all
}

type leverJSON struct {
	Lever    string     `json:"lever"`
	Troubles []troubled `json:"troubles"`
	Wishes   []troubled `json:"wishes"`
}

func leversJSON(all []Lever) []leverJSON {
	list := make([]leverJSON, len(all))
	for i, l := range all {
		list[i] = leverJSON{Lever: l.ID, Troubles: troubledAll(l.Troubles), Wishes: troubledAll(l.Wishes)}
	}
	return list
}

func troubledAll(all []Trouble) []troubled {
	list := make([]troubled, len(all))
	for i, t := range all {
		list[i] = troubledOf(t.Complaint)
	}
	return list
}
