package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"molva/ingest"
	"molva/ingest/query"
	"molva/ingest/stream"
)

// sampleSize is how many hits query test shows.
const sampleSize = 20

// maxDays is longer than anything is kept; so many days mean everything.
const maxDays = 100_000

func (p *program) queryCommand() *cobra.Command {
	c := &cobra.Command{Use: "query", Short: "Queries of topics"}
	var days int
	test := &cobra.Command{
		Use:   "test EXPR",
		Short: "What a query would catch among the raw mentions kept: how many, and 20 of them at random",
		Example: `  molva query test 'kestrel OR кестрел'
  molva query test '"customer service" NEAR/5 kestrel' --days 7`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := p.wants("text", "json"); err != nil {
				return err
			}
			if err := natural("days", days); err != nil {
				return err
			}
			if _, err := query.Parse(args[0]); err != nil {
				return usageError{pointed(err, args[0])}
			}
			found, err := p.catch(c.Context(), args[0], days)
			if err != nil {
				return err
			}
			return p.printCatch(found)
		},
	}
	test.Flags().IntVar(&days, "days", 0, "only the last so many days; 0: everything kept")
	c.AddCommand(test)
	return c
}

// pointed adds a line that points at the column of a query's mistake.
func pointed(err error, expr string) error {
	var at *query.Error
	if errors.As(err, &at) {
		return fmt.Errorf("%w\n%s", err, at.Point(expr))
	}
	return err
}

// catch is what a query would have caught.
type catch struct {
	Raw    int   `json:"raw"`   // mentions looked at
	Count  int   `json:"count"` // caught
	Sample []hit `json:"sample"`
}

type hit struct {
	ID    string       `json:"id"`
	At    time.Time    `json:"seen_at"`
	Text  string       `json:"text"`
	Spans []query.Span `json:"spans"` // bytes of the text
}

// catch asks the running instance, which holds the stream, or opens the stream where none runs.
func (p *program) catch(ctx context.Context, expr string, days int) (found catch, err error) {
	q := url.Values{"expr": {expr}, "days": {strconv.Itoa(days)}}
	err = findInstance(p.dataDir).work(ctx, "query-test", q, nil, func(answer json.RawMessage) error {
		return json.Unmarshal(answer, &found)
	})
	if !errors.Is(err, errNobody) {
		return found, err
	}
	return withRooms(ctx, p, func(r *rooms) (catch, error) { return r.catch(ctx, expr, days) })
}

func (r *rooms) catch(ctx context.Context, expr string, days int) (found catch, err error) {
	q, err := query.Parse(expr)
	if err != nil {
		return found, err
	}
	var since time.Time
	if days > 0 && days < maxDays {
		since = r.now().AddDate(0, 0, -days)
	}
	// Reservoir sampling with a fixed seed: the same mentions give the same sample.
	random := rand.New(rand.NewPCG(1, 2))
	err = r.stream.Raw().Scan(ctx, since, func(item stream.Item) error {
		m, ok := readable(item)
		if !ok {
			return nil
		}
		found.Raw++
		spans, ok := q.Match(&m)
		if !ok {
			return nil
		}
		h := hit{m.Key(), item.Seen.UTC(), m.Text, spans}
		if found.Count++; len(found.Sample) < sampleSize {
			found.Sample = append(found.Sample, h)
		} else if at := random.IntN(found.Count); at < sampleSize {
			found.Sample[at] = h
		}
		return nil
	})
	slices.SortFunc(found.Sample, func(a, b hit) int { return a.At.Compare(b.At) })
	return found, err
}

// readable is a raw message as the classify stage would read it; what goes to the dead letters is no mention.
func readable(item stream.Item) (ingest.Mention, bool) {
	if item.Kind != stream.Mention {
		return ingest.Mention{}, false
	}
	m, _, err := ingest.Decode(item.Body)
	if err == nil {
		err = ingest.Admit(&m, item.Network, item.Seen)
	}
	return m, err == nil && !m.Deleted
}

func (h *house) handleQueryTest(w http.ResponseWriter, req *http.Request) {
	out := answer(w)
	days, err := strconv.Atoi(req.URL.Query().Get("days"))
	if err != nil {
		out.fail(fmt.Errorf("read days: %w", err))
		return
	}
	found, err := h.catch(req.Context(), req.URL.Query().Get("expr"), days)
	if err != nil {
		out.fail(err)
		return
	}
	out.send(found)
}

func (p *program) printCatch(found catch) error {
	if p.output == "json" {
		return printJSON(p.out, found)
	}
	fmt.Fprintln(p.out, p.say().Sprintf("catches %d of %d raw mentions", found.Count, found.Raw))
	for _, h := range found.Sample {
		fmt.Fprintf(p.out, "  %s\n    %s\n", inert(h.ID), inert(marked(h.Text, h.Spans)))
	}
	return nil
}

// marked puts the matched spans between brackets that no keyboard types.
func marked(text string, spans []query.Span) string {
	var b strings.Builder
	at := 0
	for _, s := range spans {
		if s.Start < at || s.End > len(text) {
			continue
		}
		b.WriteString(text[at:s.Start] + "⟦" + text[s.Start:s.End] + "⟧")
		at = s.End
	}
	b.WriteString(text[at:])
	return b.String()
}
