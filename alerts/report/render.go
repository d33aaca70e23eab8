package report

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/classify/quantify"
)

// Formats are what a report can be written as.
var Formats = []string{"text", "json", "html", "md", "csv"}

// Write renders the ratio in one of the formats; JSON and CSV are for machines and look the same in every language.
func (r Ratio) Write(w io.Writer, format string, p *phrase.Printer) error {
	switch format {
	case "text":
		return r.sheet(p).text(w)
	case "json":
		return r.json(w)
	case "html":
		return r.sheet(p).html(w)
	case "md":
		return r.sheet(p).markdown(w)
	case "csv":
		return r.csv(w)
	}
	return fmt.Errorf("format is %q, want one of %s", format, strings.Join(Formats, ", "))
}

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
}

func (r Row) figures() figures {
	f := figures{From: r.Period.From, To: r.Period.To, Positive: r.Positive, Negative: r.Negative, Neutral: r.Neutral,
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

func (r Ratio) json(w io.Writer) error {
	rows := make([]figures, len(r.Rows))
	for i, row := range r.Rows {
		rows[i] = row.figures()
	}
	e := r.estimated()
	return writeJSON(w, struct {
		Topic      string      `json:"topic"`
		Name       string      `json:"name"`
		Period     string      `json:"period"`
		Confidence float64     `json:"confidence"`
		Labels     int         `json:"labels"` // of the topic's random sample, on which the estimates rest
		Calibrated bool        `json:"calibrated"`
		Accuracy   *accuracy   `json:"accuracy"` // null: never measured
		Rows       []figures   `json:"rows"`
		Complaints []complaint `json:"complaints"` // of the most people in the last row
	}{r.Topic.ID, r.Topic.Name, string(r.Every), 0.9, e.Labels, e.Calibrated, accuracyOf(r.Reliability), rows, r.complaints()})
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

func (r Ratio) csv(w io.Writer) error {
	c, e := CSV{W: w}, r.estimated()
	c.Row("topic", "from", "to", "positive", "negative", "neutral", "ratio", "low", "high", "open", "net", "net_low", "net_high", "labels", "calibrated")
	for _, row := range r.Rows {
		f := row.figures()
		c.Row(r.Topic.ID, f.From.Format(time.RFC3339), f.To.Format(time.RFC3339),
			strconv.Itoa(f.Positive), strconv.Itoa(f.Negative), strconv.Itoa(f.Neutral),
			number(f.Ratio), number(f.Low), number(f.High), strconv.FormatBool(f.Open), number(f.Net), number(f.NetLow), number(f.NetHigh),
			strconv.Itoa(e.Labels), strconv.FormatBool(e.Calibrated))
	}
	return c.Err()
}

// number is a cell; what is undefined is empty, which no spreadsheet adds up.
func number(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'f', 4, 64)
}
