package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"molva/alerts/export"
	"molva/ingest"
	"molva/store"
)

func (p *program) dlqCommand() *cobra.Command {
	c := &cobra.Command{Use: "dlq", Short: "Dead letters: what could not be read, tagged or saved, with its raw bytes"}
	c.AddCommand(
		&cobra.Command{Use: "list", Short: "List the dead letters", Args: cobra.NoArgs,
			RunE: func(c *cobra.Command, _ []string) error { return p.listDead(c.Context()) }},
		&cobra.Command{Use: "show ID", Short: "Show one dead letter with its bytes", Args: cobra.ExactArgs(1),
			RunE: func(c *cobra.Command, args []string) error { return p.showDead(c.Context(), args[0]) }},
		&cobra.Command{Use: "replay ID…|all", Short: "Send dead letters through the pipe again", Args: cobra.MinimumNArgs(1),
			RunE: func(c *cobra.Command, args []string) error { return p.settleDead(c.Context(), "replay", args) }},
		&cobra.Command{Use: "drop ID…|all", Short: "Remove dead letters for good", Args: cobra.MinimumNArgs(1),
			RunE: func(c *cobra.Command, args []string) error { return p.settleDead(c.Context(), "drop", args) }},
	)
	return c
}

func (p *program) listDead(ctx context.Context) error {
	letters, err := p.readDead(ctx)
	if err != nil {
		return err
	}
	if p.output == "json" {
		list := make([]export.Dead, len(letters))
		for i, d := range letters {
			list[i] = export.OfDead(d, len(d.Raw))
		}
		return printJSON(p.out, list)
	}
	if len(letters) == 0 {
		fmt.Fprintln(p.out, p.say().Sprintf("no dead letters"))
		return nil
	}
	var rows [][]string
	for _, d := range letters {
		rows = append(rows, []string{strconv.FormatInt(d.ID, 10), d.At.UTC().Format(time.RFC3339), d.Source, d.Stage, fmt.Sprint(len(d.Raw)), d.Reason})
	}
	table(p.out, rows)
	return nil
}

// readDead reads the dead letters of those numbers, or all.
func (p *program) readDead(ctx context.Context, numbers ...int64) (letters []store.Dead, err error) {
	err = p.reading(ctx, textOrJSON, func(db *store.DB) error {
		letters, err = collect(db.Dead(ctx, numbers...))
		return err
	})
	return letters, err
}

func (p *program) showDead(ctx context.Context, id string) error {
	if err := p.wants("text", "json"); err != nil {
		return err
	}
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return usageError{fault("found %q, want the number of a dead letter, as 'dlq list' shows it", id)}
	}
	letters, err := p.readDead(ctx, n)
	if err != nil {
		return err
	}
	if len(letters) == 0 {
		return fault("there is no dead letter %s", id)
	}
	d := letters[0]
	if p.output == "json" {
		full := export.OfDead(d, len(d.Raw))
		full.Raw = d.Raw
		return printJSON(p.out, full)
	}
	fmt.Fprintf(p.out, "%d  %s  %s  %s: %s\n%q\n", d.ID, d.At.UTC().Format(time.RFC3339), inert(d.Source), d.Stage, inert(d.Reason), d.Raw)
	return nil
}

// settleDead replays or drops dead letters through the running instance, or in this process where none runs.
func (p *program) settleDead(ctx context.Context, verb string, ids []string) error {
	var done int
	err := findInstance(p.dataDir).work(ctx, "dlq-"+verb, url.Values{"id": ids}, nil, func(answer json.RawMessage) error {
		return json.Unmarshal(answer, &done)
	})
	if errors.Is(err, errNobody) {
		done, err = p.settleDeadHere(ctx, verb, ids)
	}
	if err != nil {
		return err
	}
	if p.output == "json" {
		return printJSON(p.out, map[string]int{verb: done})
	}
	if verb == "replay" {
		fmt.Fprintln(p.out, p.say().Sprintf("%d dead letters sent through the pipe again", done))
		return nil
	}
	fmt.Fprintln(p.out, p.say().Sprintf("%d dead letters removed", done))
	return nil
}

func (p *program) settleDeadHere(ctx context.Context, verb string, ids []string) (int, error) {
	return withRooms(ctx, p, func(r *rooms) (int, error) {
		n, err := r.settleDeadBy(ctx, verb, ids)
		if err != nil {
			return n, err
		}
		return n, r.settled(ctx)
	})
}

// settleDeadBy is settleDead for the command line.
func (r *rooms) settleDeadBy(ctx context.Context, verb string, ids []string) (int, error) {
	n, err := r.settleDead(ctx, verb, ids)
	if n > 0 {
		r.record(ctx, store.AuditEntry{What: "dead." + verb, On: strings.Join(ids, " "), Detail: map[string]string{"letters": strconv.Itoa(n)}})
	}
	return n, err
}

// settleDead drops dead letters, or publishes their bytes again first, and says how many. One that cannot be published
// again does not hold up the others.
func (r *rooms) settleDead(ctx context.Context, verb string, ids []string) (int, error) {
	numbers, err := numbersOf(ids)
	if err != nil {
		return 0, err
	}
	letters, err := collect(r.db.Dead(ctx, numbers...))
	if err != nil {
		return 0, err
	}
	letters = slices.DeleteFunc(letters, func(d store.Dead) bool { return !d.Replayed.IsZero() }) // another one was faster
	if len(letters) < len(numbers) {
		return 0, fault("found %d of the %d dead letters named; 'dlq list' shows all", len(letters), len(numbers))
	}
	settled := 0
	var errs []error
	for _, d := range letters {
		if err := r.settle(ctx, verb, d); err != nil {
			errs = append(errs, fmt.Errorf("%s dead letter %d: %w", verb, d.ID, err))
			continue
		}
		settled++
	}
	return settled, errors.Join(errs...)
}

func (r *rooms) settle(ctx context.Context, verb string, d store.Dead) error {
	if verb == "replay" {
		if err := r.republish(ctx, d); err != nil {
			return err
		}
		if r.step != nil {
			r.step("republished")
		}
		return r.db.Replayed(ctx, d.ID)
	}
	_, err := r.db.DropDead(ctx, d.ID)
	return err
}

// numbersOf reads the ids of dead letters; all of them is no number at all.
func numbersOf(ids []string) ([]int64, error) {
	if len(ids) == 1 && ids[0] == "all" {
		return nil, nil
	}
	numbers := make([]int64, len(ids))
	for i, id := range ids {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return nil, fault("found %q, want the number of a dead letter, as 'dlq list' shows it, or all", id)
		}
		numbers[i] = n
	}
	return numbers, nil
}

// collect gathers a sequence that may fail.
func collect[T any](seq iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for item, err := range seq {
		if err != nil {
			return nil, err
		}
		all = append(all, item)
	}
	return all, nil
}

// republish publishes under a key of its own: the stream may still remember the first one and would drop a repeat.
func (r *rooms) republish(ctx context.Context, d store.Dead) error {
	if d.Network == "" {
		var n ingest.Note
		if err := json.Unmarshal(d.Raw, &n); err != nil {
			return fmt.Errorf("the note cannot be read, only dropped: %w", err)
		}
		return r.stream.Note(ctx, n)
	}
	_, err := r.stream.Publish(ctx, []ingest.Envelope{{
		Source: d.Source, Network: d.Network, ID: fmt.Sprintf("dead letter %d of %v", d.ID, d.At.UnixNano()),
		Seen: d.At, Body: d.Raw,
	}})
	return err
}

func (h *house) handleDead(verb string) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		out := answer(w)
		n, err := h.settleDeadBy(req.Context(), verb, req.URL.Query()["id"])
		if err != nil {
			out.fail(err)
			return
		}
		out.send(n)
	}
}
