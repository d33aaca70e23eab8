package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"molva/alerts/report"
	"molva/store"
)

func (p *program) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the database to a file while everything runs, and check the copy",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return p.reading(c.Context(), textOrJSON, func(db *store.DB) error {
				if err := db.Backup(c.Context(), args[0]); err != nil {
					return err
				}
				if p.output == "json" {
					return printJSON(p.out, map[string]string{"file": args[0]})
				}
				fmt.Fprintln(p.out, p.say().Sprintf("saved to %s and checked", args[0]))
				return nil
			})
		},
	}
}

func (p *program) exportCommand() *cobra.Command {
	var flags filterFlags
	c := &cobra.Command{
		Use:       "export csv|jsonl",
		Short:     "Write the mentions with what was said of them to standard output",
		Args:      cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs),
		ValidArgs: []string{"csv", "jsonl"},
		RunE: func(c *cobra.Command, args []string) error {
			filter, err := flags.filter(p.now())
			if err != nil {
				return err
			}
			out := bufio.NewWriter(p.out)
			write := exportJSONL
			if args[0] == "csv" {
				write = exportCSV
			}
			return p.reading(c.Context(), []string{"text"}, func(db *store.DB) error {
				if err := write(out, db.Mentions(c.Context(), filter)); err != nil {
					return wrongTopic(err)
				}
				return out.Flush()
			})
		},
	}
	flags.add(c)
	c.Flags().Lookup("limit").DefValue, flags.limit = "0", 0
	return c
}

type rowSeq = func(func(store.Row, error) bool)

func exportJSONL(out *bufio.Writer, rows rowSeq) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	for row, err := range rows {
		if err != nil {
			return err
		}
		if err := e.Encode(jsonOf(row)); err != nil {
			return err
		}
	}
	return nil
}

var exportColumns = []string{"id", "network", "source", "url", "author", "kind", "lang", "published_at", "seen_at", "text", "title",
	"thread", "duplicate_of", "topic", "sentiment", "p_negative", "p_neutral", "p_positive", "category", "counted", "labelled_by"}

func exportCSV(out *bufio.Writer, rows rowSeq) error {
	w := report.CSV{W: out}
	w.Row(exportColumns...)
	for row, err := range rows {
		if err != nil {
			return err
		}
		r := jsonOf(row)
		w.Row(r.ID, r.Network, r.Source, r.URL, r.Author, r.Kind, r.Lang, r.PublishedAt.Format(time.RFC3339),
			r.SeenAt.Format(time.RFC3339), r.Text, r.Title, r.Thread, r.DuplicateOf, r.Topic, r.Sentiment.String(),
			number(r.Probabilities.Negative), number(r.Probabilities.Neutral), number(r.Probabilities.Positive),
			string(r.Category), strconv.FormatBool(r.Counted), r.LabelledBy)
	}
	return w.Err()
}

func number(f float64) string { return strconv.FormatFloat(f, 'g', 6, 64) }
