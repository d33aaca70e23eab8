package report

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"molva/alerts/metric"
	"molva/alerts/roi"
	"molva/ingest"
)

// Change is an input that somebody tries. Its period is that of each ledger, so it has none of its own.
type Change struct {
	name string // lead_to_customer, ctr/before, or lumen:labour_rate of a topic below
	in   ingest.Input
}

// beforeMark stands behind the name of an input of the period before.
const beforeMark = "/before"

// exchangeRate is the kind of exchange/usd. In what a rate is the ledger knows.
const exchangeRate = "exchange"

// changeForm is a number, as a percentage or of so many, in a currency, of each week, month or year.
var changeForm = regexp.MustCompile(`^(\d+(?:\.\d+)?)(%|/\d+)?(?: ?([A-Z]{3}))?(?:/(week|month|year))?$`)

// ChangeError is why a change cannot be read.
type ChangeError struct {
	Name  string // of the input; "": it is not written NAME=VALUE
	Found string
	Want  string // values that the input can have; "" where it is changed twice
}

func (e *ChangeError) Error() string {
	switch {
	case e.Name == "":
		return fmt.Sprintf("found %q, want a name and a value, such as lead_to_customer=12%%", e.Found)
	case e.Want == "":
		return e.Name + " stands there twice"
	}
	return fmt.Sprintf("%s: found %q, want a value such as %s", e.Name, e.Found, e.Want)
}

// ParseChanges reads NAME=VALUE; what is wrong is a *ChangeError. Whether there is such an input is for the ledger to say, which knows
// its topics.
func ParseChanges(texts []string) ([]Change, error) {
	changes := make([]Change, len(texts))
	had := map[string]bool{}
	for i, text := range texts {
		name, value, ok := strings.Cut(text, "=")
		if !ok || name == "" {
			return nil, &ChangeError{Found: text}
		}
		if had[name] {
			return nil, &ChangeError{Name: name, Found: value}
		}
		had[name] = true
		kind := changeKind(name)
		in, ok := parseChange(kind, value)
		if !ok {
			return nil, &ChangeError{name, value, changeExamples(kind)}
		}
		changes[i] = Change{name, in}
	}
	return changes, nil
}

// changeKind is what kind of number a name stands for; what cannot be entered is a count, such as mentions.
func changeKind(name string) ingest.InputKind {
	if _, kind, below := strings.Cut(name, ":"); below {
		name = kind
	}
	if kind, known := ingest.InputOf(strings.TrimSuffix(name, beforeMark)); known {
		return kind
	}
	return ingest.InputKind{Name: name, Unit: ingest.UnitCount}
}

// parseChange reads a value that an input of a kind can have.
func parseChange(kind ingest.InputKind, text string) (in ingest.Input, ok bool) {
	found := changeForm.FindStringSubmatch(text)
	if found == nil {
		return in, false
	}
	in = ingest.Input{Currency: found[3], Per: ingest.Per(found[4])}
	if in.Currency != "" && !priced(kind.Unit) || in.Per != "" && !kind.Flow {
		return in, false
	}
	if of, counted := strings.CutPrefix(found[2], "/"); counted {
		return in, kind.Share && countChange(&in, found[1], of)
	}
	v, err := strconv.ParseFloat(found[1], 64)
	if kind.Name == exchangeRate && (v == 0 || in.Currency != "") {
		return in, false
	}
	percent := found[2] != ""
	if percent {
		v /= 100
	}
	in.Value = &v
	share := kind.Unit == ingest.UnitShare
	return in, err == nil && (share && v <= 1 || !share && !percent)
}

// countChange reads k of n, with the share that they are.
func countChange(in *ingest.Input, some, all string) bool {
	k, err := strconv.Atoi(some)
	if err != nil {
		return false
	}
	n, err := strconv.Atoi(all)
	if err != nil || n == 0 || k > n {
		return false
	}
	v := float64(k) / float64(n)
	in.Value, in.K, in.N = &v, &k, &n
	return true
}

// changeExamples are values that an input of a kind can have.
func changeExamples(kind ingest.InputKind) string {
	switch {
	case kind.Name == exchangeRate:
		return "81.5"
	case kind.Unit == ingest.UnitShare && kind.Share:
		return "12%, 0.12, 17/210"
	case kind.Unit == ingest.UnitShare:
		return "12%, 0.12"
	case priced(kind.Unit) && kind.Flow:
		return "500, 500 RUB, 500 RUB/month"
	case priced(kind.Unit):
		return "500, 500 RUB"
	case kind.Flow:
		return "1300, 1300/week"
	}
	return "1300, 12.5"
}

// ChangesOf are the changes as a ledger of the reader's period takes them.
func ChangesOf(changes []Change, r *metric.Reader) map[string]roi.Input {
	all := make(map[string]roi.Input, len(changes))
	for _, c := range changes {
		period := r.Period
		if strings.HasSuffix(c.name, beforeMark) {
			period = r.Before
		}
		in := c.in
		in.From, in.To = period.From, period.To
		tried := roi.Input{Value: in.Total(r.Topic.Zone), Terms: roi.Terms{Currency: in.Currency}}
		if in.N != nil {
			tried.K, tried.N = *in.K, *in.N
		}
		all[c.name] = tried
	}
	return all
}
