package report

import (
	"cmp"
	"encoding/json"
	"io"
	"math"
	"strconv"
	"time"

	"molva/alerts"
	"molva/classify"
	"molva/classify/quantify"
)

// figures is a row for machines: what was counted, then what is estimated. What is undefined, and an upper end that does
// not exist, is null.
type figures struct {
	From      time.Time `json:"from"`
	To        time.Time `json:"to"`
	Positive  int       `json:"positive"`
	Negative  int       `json:"negative"`
	Neutral   int       `json:"neutral"`
	Ratio     *float64  `json:"ratio"`
	Low       *float64  `json:"low"`
	High      *float64  `json:"high"`
	Open      bool      `json:"open"` // the ratio's interval has no upper end
	Share     *float64  `json:"positive_share"`
	ShareLow  *float64  `json:"positive_share_low"`
	ShareHigh *float64  `json:"positive_share_high"`
	Net       *float64  `json:"net"`
	NetLow    *float64  `json:"net_low"`
	NetHigh   *float64  `json:"net_high"`
	Evidence  listed    `json:"evidence"`
}

// listed is where the mentions stand that were counted, as paths below the address of the pages.
type listed struct {
	Positive alerts.Evidence `json:"positive"`
	Negative alerts.Evidence `json:"negative"`
	Neutral  alerts.Evidence `json:"neutral"`
}

func (r Row) listed(topic string) listed {
	return listed{r.evidence(topic, classify.Positive), r.evidence(topic, classify.Negative), r.evidence(topic, classify.Neutral)}
}

func (r Row) figures(topic string) figures {
	f := figures{Evidence: r.listed(topic), From: r.Period.From, To: r.Period.To, Positive: r.Positive, Negative: r.Negative, Neutral: r.Neutral,
		Open: r.Estimated.Ratio.Open}
	f.Ratio, f.Low, f.High = places(r.Estimated.Ratio)
	f.Share, f.ShareLow, f.ShareHigh = places(r.Estimated.Favour)
	f.Net, f.NetLow, f.NetHigh = places(r.Estimated.Net)
	return f
}

func places(f quantify.Figure) (value, low, high *float64) {
	if !f.Known {
		return nil, nil, nil
	}
	if !f.Open {
		high = rounded(f.High)
	}
	return rounded(f.Value), rounded(f.Low), high
}

// rounded keeps six places: what lies beyond differs from processor to processor.
func rounded(x float64) *float64 {
	x = math.Round(x*1e6) / 1e6
	return &x
}

// Data is the ratio for machines.
func (r Ratio) Data() any {
	rows := make([]figures, len(r.Rows))
	for i, row := range r.Rows {
		rows[i] = row.figures(r.Topic.ID)
	}
	e := r.estimated()
	return ratioJSON{r.Topic.ID, r.Topic.Name, string(r.Every), 0.9, e.Labels, e.Calibrated, accuracyOf(r.Reliability), rows, r.complaints(),
		r.beside()}
}

type ratioJSON struct {
	Topic       string      `json:"topic"`
	Name        string      `json:"name"`
	Period      string      `json:"period"`
	Confidence  float64     `json:"confidence"`
	Labels      int         `json:"labels"` // of the topic's random sample, on which the estimates rest
	Calibrated  bool        `json:"calibrated"`
	Accuracy    *accuracy   `json:"accuracy"` // null: never measured
	Rows        []figures   `json:"rows"`
	Complaints  []complaint `json:"complaints"`  // of the most people in the last row
	Competitors []rival     `json:"competitors"` // in the last row, ourselves first; none beside a competitor
}

// accuracy is how often the sentiment is right, for machines.
type accuracy struct {
	N     int      `json:"n"`
	Value *float64 `json:"value"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
	Stale bool     `json:"stale"`
}

func accuracyOf(r alerts.Reliability) *accuracy {
	if !r.Right.Known() {
		return nil
	}
	return &accuracy{r.Right.Of, rounded(r.Right.Share), rounded(r.Right.Low), rounded(r.Right.High), r.Stale}
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// csv has had these columns before there were values; new ones stand at their end.
func (r Ratio) csv(w io.Writer, to alerts.Links) error {
	c, e := CSV{W: w}, r.estimated()
	c.Row("topic", "from", "to", "positive", "negative", "neutral", "ratio", "low", "high", "open", "net", "net_low", "net_high", "labels", "calibrated",
		"positive_evidence", "negative_evidence", "neutral_evidence")
	for _, row := range r.Rows {
		f := row.figures(r.Topic.ID)
		c.Row(r.Topic.ID, f.From.Format(time.RFC3339), f.To.Format(time.RFC3339),
			strconv.Itoa(f.Positive), strconv.Itoa(f.Negative), strconv.Itoa(f.Neutral),
			number(f.Ratio), number(f.Low), number(f.High), strconv.FormatBool(f.Open), number(f.Net), number(f.NetLow), number(f.NetHigh),
			strconv.Itoa(e.Labels), strconv.FormatBool(e.Calibrated),
			address(f.Evidence.Positive, to), address(f.Evidence.Negative, to), address(f.Evidence.Neutral, to))
	}
	return c.Err()
}

// address is where evidence stands: a path where nobody knows the address of the pages.
func address(e alerts.Evidence, to alerts.Links) string {
	return cmp.Or(to.To(e), string(e))
}

// number is a cell; what is undefined is empty, which no spreadsheet adds up.
func number(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'f', 4, 64)
}
