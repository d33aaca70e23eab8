package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"molva/alerts/export"
	"molva/classify"
	"molva/classify/cluster"
	"molva/ingest"
	"molva/store"
)

// filterFlags are the flags that pick mentions, the same grammar as the dashboard's links.
type filterFlags struct {
	topic, sentiment, category, network, lang, source, author, since, until, search, thread, complaint, kind, work, assignee string

	all, unsure, mixed, labelled, copies bool
	limit                                int
}

func (f *filterFlags) add(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&f.topic, "topic", "", "only this topic")
	flags.StringVar(&f.sentiment, "sentiment", "", "negative, neutral or positive")
	flags.StringVar(&f.category, "category", "", "complaint, question, praise, suggestion, promo, news or other")
	flags.StringVar(&f.network, "network", "", "only this network")
	flags.StringVar(&f.lang, "lang", "", "ru, en, other or unknown")
	flags.StringVar(&f.source, "source", "", "only this source")
	flags.StringVar(&f.author, "author", "", "only this author, as network:id")
	flags.StringVar(&f.since, "since", "", "from this day or moment on, such as 2026-09-01 or 7d")
	flags.StringVar(&f.until, "until", "", "up to, and without, this day or moment")
	flags.StringVar(&f.search, "search", "", "words that stand in the text")
	flags.StringVar(&f.thread, "thread", "", "only the thread that this mention stands in, from its beginning")
	flags.StringVar(&f.complaint, "complaint", "", "only this complaint and what was merged into it, such as c12")
	flags.StringVar(&f.kind, "kind", "", "only what stands in a complaint, as complaint, praise or suggestion")
	flags.StringVar(&f.work, "work", "", "only what is in this state of work: new, work, answered or closed")
	flags.StringVar(&f.assignee, "assignee", "", "only what this person takes care of")
	flags.BoolVar(&f.mixed, "mixed", false, "only what says good and bad at once")
	flags.BoolVar(&f.copies, "copies", false, "only copies of other mentions, which count with those")
	flags.BoolVar(&f.unsure, "unsure", false, "only what the model is unsure of")
	flags.BoolVar(&f.labelled, "labelled", false, "only what a person labelled")
	flags.BoolVar(&f.all, "all", false, "also what the figures leave out: copies, promo")
	flags.IntVar(&f.limit, "limit", 50, "at most so many; 0: all")
}

// check finds the flags that no mention could ever match.
func (f *filterFlags) check() error {
	for _, c := range []struct {
		flag, found string
		possible    []string
	}{
		{"category", f.category, []string{"complaint", "question", "praise", "suggestion", "promo", "news", "other"}},
		{"kind", f.kind, []string{"complaint", "praise", "suggestion"}},
		{"lang", f.lang, []string{"ru", "en", "other", "unknown"}},
		{"work", f.work, []string{"new", "work", "answered", "closed"}},
	} {
		if c.found != "" && !slices.Contains(c.possible, c.found) {
			return usageError{fault("--%s: found %q, want one of: %s", c.flag, c.found, strings.Join(c.possible, ", "))}
		}
	}
	return natural("limit", f.limit)
}

// natural refuses a negative number.
func natural(flag string, n int) error {
	if n < 0 {
		return usageError{fault("--%s: found %q, want a whole number, 0 or more", flag, strconv.Itoa(n))}
	}
	return nil
}

// wrongTopic makes a topic that nobody has set up the caller's mistake.
func wrongTopic(err error) error {
	if errors.Is(err, store.ErrUnknownTopic) {
		return usageError{err}
	}
	return err
}

func (f *filterFlags) filter(now time.Time) (store.Filter, error) {
	if err := f.check(); err != nil {
		return store.Filter{}, err
	}
	filter := store.Filter{
		Topic: f.topic, Category: classify.Category(f.category), Network: f.network, Lang: f.lang, Source: f.source,
		Author: f.author, Search: f.search, Thread: f.thread, Kind: cluster.Kind(f.kind),
		Work: store.Work(f.work), Assignee: f.assignee, Limit: f.limit,
	}
	if f.complaint != "" {
		id, err := complaintID(f.complaint)
		if err != nil {
			return filter, err
		}
		filter.Complaint = int64(id)
	}
	if f.sentiment != "" {
		var s classify.Sentiment
		if err := s.UnmarshalText([]byte(f.sentiment)); err != nil {
			return filter, usageError{fault("sentiment is %q, want negative, neutral or positive", f.sentiment)}
		}
		filter.Sentiment = &s
	}
	if network, id, ok := strings.Cut(f.author, ":"); ok && f.network == "" && ingest.ValidNetwork(network) {
		filter.Network, filter.Author = network, id
	}
	if !f.all && !f.copies && (f.topic != "" || f.complaint != "") {
		counted := true
		filter.Counted = &counted
	}
	if f.unsure {
		filter.Unsure = &f.unsure
	}
	if f.mixed {
		filter.Mixed = &f.mixed
	}
	if f.copies {
		filter.Copy = &f.copies
	}
	if f.labelled {
		filter.Labelled = &f.labelled
	}
	var err error
	if filter.Period.From, err = moment(f.since, now); err != nil {
		return filter, err
	}
	filter.Period.To, err = moment(f.until, now)
	return filter, err
}

func (p *program) mentionsCommand() *cobra.Command {
	var flags filterFlags
	c := &cobra.Command{
		Use:   "mentions",
		Short: "The mentions behind the figures, newest first",
		Example: `  molva mentions --topic kestrel --sentiment negative --since 7d
  molva mentions --search 'наушник' -o json`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			filter, err := flags.filter(p.now())
			if err != nil {
				return err
			}
			return p.reading(c.Context(), textOrJSON, func(db *store.DB) error {
				if p.output == "json" {
					return wrongTopic(listJSON(p.out, rowsOf(db.Mentions(c.Context(), filter))))
				}
				return wrongTopic(p.printMentions(c, db, filter))
			})
		},
	}
	flags.add(c)
	return c
}

func (p *program) printMentions(c *cobra.Command, db *store.DB, filter store.Filter) error {
	shown := 0
	for row, err := range db.Mentions(c.Context(), filter) {
		if err != nil {
			return err
		}
		shown++
		m := row.Mention
		head := fmt.Sprintf("%s  %-8s  %s", m.Published.UTC().Format(time.RFC3339), p.feeling(row.Sentiment), m.Key())
		fmt.Fprintln(p.out, inert(head))
		if m.Context != "" {
			fmt.Fprintf(p.out, "    > %s\n", inert(clip(m.Context, 200)))
		}
		fmt.Fprintf(p.out, "    %s\n", inert(clip(m.Text, 300)))
		if m.URL != "" {
			fmt.Fprintf(p.out, "    %s\n", inert(m.URL))
		}
	}
	total, err := db.Count(c.Context(), filter)
	if err != nil {
		return err
	}
	fmt.Fprintln(p.out, p.say().Sprintf("%d of %d mentions", shown, total))
	return nil
}

// feeling is a sentiment in the reader's language.
func (p *program) feeling(s classify.Sentiment) string {
	switch s {
	case classify.Negative:
		return p.say().Sprintf("negative")
	case classify.Positive:
		return p.say().Sprintf("positive")
	}
	return p.say().Sprintf("neutral")
}

// rowsOf turns stored rows into what is printed, one at a time, so that an export of millions needs no memory.
func rowsOf(rows func(func(store.Row, error) bool)) func(func(any, error) bool) {
	return func(yield func(any, error) bool) {
		for row, err := range rows {
			if !yield(export.Of(row), err) {
				return
			}
		}
	}
}

// listJSON writes a JSON array as its items come.
func listJSON(w io.Writer, items func(func(any, error) bool)) error {
	open := "["
	for item, err := range items {
		if err != nil {
			return err
		}
		b, err := json.MarshalIndent(item, "  ", "  ")
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s\n  %s", open, b); err != nil {
			return err
		}
		open = ","
	}
	if open == "[" {
		_, err := fmt.Fprintln(w, "[]")
		return err
	}
	_, err := fmt.Fprintln(w, "\n]")
	return err
}
