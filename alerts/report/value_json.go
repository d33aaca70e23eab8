package report

import (
	"math"
	"strconv"
	"strings"
	"time"

	"molva/alerts"
	"molva/alerts/metric"
)

// valueJSON is a value for machines, the same in every language. What is not known is null and missing names the input; an upper
// end that does not exist is null.
type valueJSON struct {
	Metric      string   `json:"metric"`
	Topic       string   `json:"topic"`
	Network     string   `json:"network,omitempty"`
	Account     string   `json:"account,omitempty"`
	Part        string   `json:"part,omitempty"`
	Value       *float64 `json:"value"`
	Over        bool     `json:"over,omitempty"` // it is more than the value
	Low         *float64 `json:"low"`
	High        *float64 `json:"high"`
	Numerator   *float64 `json:"numerator"`
	Denominator *float64 `json:"denominator"`
	N           int      `json:"n,omitempty"` // of so many posts, answers or the like it is made
	Unit        string   `json:"unit"`
	Currency    string   `json:"currency,omitempty"`
	Class       string   `json:"class"`
	Formula     string   `json:"formula"`
	Basis       string   `json:"basis"` // measured, entered or assumed
	Missing     string   `json:"missing,omitempty"`
	Caveat      string   `json:"caveat,omitempty"`
	Evidence    string   `json:"evidence,omitempty"` // a path below the address of the pages
}

func jsonOf(v metric.Value) valueJSON {
	m := registry()[v.Metric]
	j := valueJSON{Metric: v.Metric, Topic: v.Topic, Network: v.Network, Account: v.Account, Part: v.Part, Unit: string(unitOf(m, v)),
		Currency: v.Currency, Class: string(m.Class), Formula: m.Formula.EN, Basis: basisName(v.Basis), Missing: v.Missing,
		Caveat: v.Caveat.EN, Evidence: string(v.Evidence), N: v.N}
	if !v.Known {
		return j
	}
	j.Missing, j.Value, j.Over = "", finite(v.Value), v.Over
	if v.Interval != nil {
		j.Low = finite(v.Interval.Low)
		if !v.Interval.Open {
			j.High = finite(v.Interval.High)
		}
	}
	if v.Of != nil {
		j.Numerator, j.Denominator = finite(v.Of.Num), finite(v.Of.Den)
	}
	return j
}

func jsonOfAll(values []metric.Value) []valueJSON {
	all := make([]valueJSON, len(values))
	for i, v := range values {
		all[i] = jsonOf(v)
	}
	return all
}

// finite is rounded; what is no number is null.
func finite(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return rounded(x)
}

func basisName(b metric.Basis) string {
	if b == metric.Measured {
		return "measured"
	}
	return string(b)
}

// valueHead is the first row of every CSV of values. It only ever grows, at its end.
var valueHead = []string{"row", "metric", "name", "topic", "network", "account", "part", "value", "low", "high", "numerator", "denominator",
	"unit", "currency", "class", "question", "formula", "divided_by", "inputs", "basis", "missing", "caveat", "evidence", "over", "n", "from", "to"}

// valueRow is a value under that head, in the language of machines: names and formulas are English.
func valueRow(v metric.Value, to alerts.Links) []string {
	m, j := registry()[v.Metric], jsonOf(v)
	var questions []string
	for _, q := range m.Questions {
		questions = append(questions, string(q))
	}
	return []string{strconv.Itoa(m.Row), v.Metric, m.Name.EN, v.Topic, v.Network, v.Account, v.Part,
		exact(j.Value), exact(j.Low), exact(j.High), exact(j.Numerator), exact(j.Denominator),
		j.Unit, j.Currency, j.Class, strings.Join(questions, " "), j.Formula, m.Denominator.EN, strings.Join(m.Needs(), " "),
		j.Basis, j.Missing, j.Caveat, address(v.Evidence, to), strconv.FormatBool(j.Over), strconv.Itoa(j.N), moment(v.Period.From), moment(v.Period.To)}
}

// exact is a number with as many places as it has; what is not known is empty, which no spreadsheet adds up.
func exact(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'f', -1, 64)
}

// moment is a side of a period in UTC; empty where a value is of no period.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
