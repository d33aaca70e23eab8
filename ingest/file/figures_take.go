package file

import (
	"errors"
	"time"

	"molva/ingest"
)

// take makes figures, and perhaps a post, of a record. An error condemns all of it.
func (f *figures) take(r record) error {
	at, err := f.moment(r)
	if err != nil {
		return err
	}
	one := ingest.Figure{Account: r.of("account"), Network: r.of("network"), Post: r.of("post"), At: at}
	if f.options.Account != "" {
		one.Account = f.options.Account
	}
	if f.options.Network != "" {
		one.Network = f.options.Network
	}
	if one.Post != "" {
		f.post(r, one)
	}
	if metric, value := r.of("metric"), r.of("value"); metric+value != "" {
		one.Metric = metric
		return f.figure(r, one, value)
	}
	f.each(r, one)
	return nil
}

// moment is when the figures of a record were so.
func (f *figures) moment(r record) (time.Time, error) {
	at := r.of("at")
	if at == "" {
		return f.options.Taken.UTC(), nil
	}
	t, ok := ingest.ParseTime(f.values.moment(at))
	if !ok {
		return t, errors.New("at is no time that can be read, want one such as 2026-11-20, 20.11.2026 10:30 or 2026-11-20T10:30:00Z")
	}
	return t, nil
}

// each takes the figures of a record that has a field for each metric. One that cannot be read leaves the others alone.
func (f *figures) each(r record, one ingest.Figure) {
	for _, field := range r.fields {
		if !isMetric(field.name) {
			continue
		}
		one.Metric = field.name
		if err := f.figure(r, one, field.value); err != nil {
			f.batch.refuse(r.line, field.name, err)
		}
	}
}

// figure takes one figure. The span of a flow may be found out later.
func (f *figures) figure(r record, one ingest.Figure, value string) (err error) {
	if value == "" {
		return nil
	}
	if one.Value, err = readValue(value, one.Metric); err != nil {
		return err
	}
	d := draft{Figure: one, line: r.line}
	span, flow := r.of("span"), isFlow(one)
	switch {
	case flow && r.of("at") == "":
		return errors.New("at is missing: what is counted over a span began at some time")
	case flow && span == "":
		d.open = true
	case flow || r.of("metric") != "":
		if d.Span, err = readSpan(span, one.At); err != nil {
			return err
		}
	}
	f.batch.drafts = append(f.batch.drafts, d)
	return nil
}

// isFlow reports a figure that was counted over a span.
func isFlow(f ingest.Figure) bool {
	m, _ := ingest.MetricOf(f.Metric)
	if f.Post != "" {
		return m.Post == ingest.Flow
	}
	return m.Account == ingest.Flow
}

// post takes what a record says of the post itself. Of one that is only a post's figures there is nothing to take.
func (f *figures) post(r record, one ingest.Figure) {
	published := r.of("published_at")
	p := ingest.AccountPost{Account: one.Account, Network: one.Network, ID: one.Post, URL: r.of("url"), Text: r.of("text"),
		Form: r.of("form"), Author: r.of("author")}
	if published+p.URL+p.Text+p.Form+p.Author == "" {
		return
	}
	p.Published, _ = ingest.ParseTime(f.values.moment(published))
	seen := f.options.Taken
	if seen.IsZero() {
		seen = p.Published
	}
	if err := p.Admit(seen); err != nil {
		f.batch.refuse(r.line, "post", err)
		return
	}
	f.batch.posts = append(f.batch.posts, p)
}
