package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"molva/alerts/report"
)

// slip is one line of a file of labels, on its way out to be filled in and on its way back.
type slip struct {
	Mention   string `json:"mention"` // network:external_id
	Topic     string `json:"topic"`
	Purpose   string `json:"purpose,omitempty"` // what it was drawn for, sample or unsure; the store knows better
	Network   string `json:"network,omitempty"`
	Lang      string `json:"lang,omitempty"`
	Published string `json:"published_at,omitempty"`
	URL       string `json:"url,omitempty"`
	Title     string `json:"title,omitempty"`
	Text      string `json:"text,omitempty"`
	Label     string `json:"label"`    // negative, neutral, positive; "" for not labelled
	Category  string `json:"category"` // "" for not said
	By        string `json:"by"`       // who says so; "" for the one who imports
}

// slipColumns are those of the CSV form, in this order on the way out and in any on the way back.
var slipColumns = []string{"mention", "topic", "purpose", "network", "lang", "published_at", "url", "title", "text", "label", "category", "by"}

func (s *slip) cells() []*string {
	return []*string{&s.Mention, &s.Topic, &s.Purpose, &s.Network, &s.Lang, &s.Published, &s.URL, &s.Title, &s.Text, &s.Label, &s.Category, &s.By}
}

func writeSlips(w io.Writer, format string, list []slip) error {
	if format == "csv" {
		c := report.CSV{W: w}
		c.Row(slipColumns...)
		for i := range list {
			var row []string
			for _, cell := range list[i].cells() {
				row = append(row, *cell)
			}
			c.Row(row...)
		}
		return c.Err()
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for _, s := range list {
		if err := e.Encode(s); err != nil {
			return err
		}
	}
	return nil
}

// readSlips reads the lines that say something. The error of a line that cannot be read goes to tell, with its number, and the
// others are read all the same.
func readSlips(r io.Reader, format string, tell func(line int, err error)) ([]slip, error) {
	if format == "csv" {
		return readSlipRows(r, tell)
	}
	var list []slip
	n := 0
	err := lines(r, maxLine, func(line []byte, tooLong bool) error {
		n++
		var s slip
		switch {
		case tooLong:
			tell(n, fmt.Errorf("the line is longer than %d bytes", maxLine))
		case strings.TrimSpace(string(line)) == "":
		default:
			if err := json.Unmarshal(line, &s); err != nil {
				tell(n, fmt.Errorf("not a label: %w", err))
			} else if s.speaks() {
				list = append(list, s)
			}
		}
		return nil
	})
	return list, err
}

func (s slip) speaks() bool { return s.Label != "" || s.Category != "" }

func readSlipRows(r io.Reader, tell func(line int, err error)) ([]slip, error) {
	c := csv.NewReader(r)
	c.FieldsPerRecord = -1
	head, err := c.Read()
	if err != nil {
		return nil, fmt.Errorf("read the heading: %w", err)
	}
	head[0] = strings.TrimPrefix(head[0], "\ufeff")
	if !slices.Contains(head, "mention") || !slices.Contains(head, "label") && !slices.Contains(head, "category") {
		return nil, fault("the heading is %s, want at least mention and label", strings.Join(head, ","))
	}
	var list []slip
	for {
		row, err := c.Read()
		var broken *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return list, nil
		case errors.As(err, &broken):
			tell(broken.Line, broken.Err)
			continue
		case err != nil:
			return list, fmt.Errorf("read labels: %w", err)
		}
		if s := slipOf(head, row); s.speaks() {
			list = append(list, s)
		}
	}
}

// slipOf takes back the apostrophes that kept a spreadsheet from reading a cell as a formula.
func slipOf(head, row []string) (s slip) {
	cells := s.cells()
	for i, name := range head {
		if at := slices.Index(slipColumns, strings.TrimSpace(strings.ToLower(name))); at >= 0 && i < len(row) {
			*cells[at] = strings.TrimPrefix(strings.TrimSpace(row[i]), "'")
		}
	}
	return s
}

// day writes a time for the eyes of who labels.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
