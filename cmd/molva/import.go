package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"molva/config"
	"molva/ingest"
	"molva/store"
)

// importing says what to import; it travels to a running instance as a query.
type importing struct {
	name, format, network, topic string
	kind                         string            // of mentions that say none
	mapping                      map[string]string // ours → theirs
	backfill                     bool              // these are old mentions; whoever watches for news passes them over
	size                         int64             // bytes, 0 when unknown
	figures                      bool              // not mentions, but figures of accounts and their posts
	account                      string            // whose figures
	inputs                       bool              // not mentions, but numbers that people enter
	crm                          bool              // not mentions, but steps of people towards buying
}

// run begins the name of the run, which every mention keeps.
func (what importing) run() string {
	if what.backfill {
		return ingest.PastRun
	}
	return "import"
}

func (p *program) importCommand() *cobra.Command {
	var what importing
	var mapping []string
	c := &cobra.Command{
		Use:   "import FILE|-",
		Short: "Bring mentions in from a file, through the same pipe as everything else",
		Example: `  molva import mentions.jsonl.gz
  molva import export.csv --network reviews --map text=body --map published_at=created_at
  molva import answers.csv --map nps=Score --map text=Comment
  molva import reviews.csv --network google-play --kind review --map "text=Review Text" --map "rating=Star Rating"
  molva import --figures month.csv --network dzen --account kestrel --map followers=Subscribers
  molva import --inputs costs.csv --topic zarya --map value=Sum
  molva import --crm deals.csv --map customer=E-mail --map at=Date`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) (err error) {
			if what.mapping, err = pairsOf(mapping); err != nil {
				return err
			}
			return p.importFile(c.Context(), args[0], what)
		},
	}
	f := c.Flags()
	f.StringVar(&what.format, "format", "", "jsonl or csv; found out from the file when not given")
	f.StringVar(&what.network, "network", "", "network of all its mentions")
	f.StringVar(&what.kind, "kind", "", "kind of the mentions that have none in the file: post, comment, review, message or survey")
	f.StringVar(&what.topic, "topic", "", "topic of all mentions, in place of the queries")
	f.StringArrayVar(&mapping, "map", nil, "ours=theirs: read our field from theirs; repeat for more")
	f.BoolVar(&what.backfill, "backfill", false, "these are old mentions: mark them, so that no alert takes them for news")
	f.BoolVar(&what.figures, "figures", false, "the file has figures of accounts and their posts, such as followers and views, not mentions")
	f.StringVar(&what.account, "account", "", "with --figures: the account that all of them are of")
	f.BoolVar(&what.inputs, "inputs", false, "the file has numbers that people enter, such as spend and leads, not mentions")
	f.BoolVar(&what.crm, "crm", false, "the file is a CRM's export of people's steps from contact to customer, not of mentions; who they are is kept as salted hashes only")
	c.MarkFlagsMutuallyExclusive("figures", "inputs", "crm")
	return c
}

// check finds what is wrong with the flags before a source is made of them: it would only be heard of as a blind one.
func (what importing) check() error {
	if what.network != "" && !ingest.ValidNetwork(what.network) {
		return usageError{fault("--network: found %q, want small letters, digits and hyphens, at most 64", what.network)}
	}
	if what.account != "" && !what.figures {
		return usageError{fault("--account goes with --figures")}
	}
	if what.figures && (what.topic != "" || what.kind != "" || what.backfill) {
		return usageError{fault("--topic, --kind and --backfill are for mentions, not for --figures")}
	}
	if (what.inputs || what.crm) && (what.network != "" || what.kind != "" || what.backfill) {
		return usageError{fault("--network, --kind and --backfill are for mentions, not for --inputs and --crm")}
	}
	if err := what.form().Validate(); err != nil {
		return usageError{err}
	}
	return nil
}

func pairsOf(texts []string) (map[string]string, error) {
	pairs := map[string]string{}
	for _, text := range texts {
		ours, theirs, ok := strings.Cut(text, "=")
		if !ok || ours == "" || theirs == "" {
			return nil, usageError{fault("--map: found %q, want ours=theirs such as published_at=created_at", text)}
		}
		pairs[ours] = theirs
	}
	return pairs, nil
}

// tally is the outcome of an import, as it is printed: received is the sum of the rest.
type tally struct {
	Received  int `json:"received"`
	Stored    int `json:"stored"`
	Duplicate int `json:"duplicate"`
	Updated   int `json:"updated"`
	Unmatched int `json:"unmatched"`
	Rejected  int `json:"rejected"`
	Dead      int `json:"dead"`

	Figures int `json:"figures,omitempty"` // of accounts and posts; they are no mentions, and received does not count them
	Posts   int `json:"posts,omitempty"`   // of accounts
	Inputs  int `json:"inputs,omitempty"`  // that people entered
	Steps   int `json:"steps,omitempty"`   // of people towards buying

	Unread  []ingest.Rejection `json:"unread,omitempty"`  // the first lines of the file that could not be read
	Reasons []store.Reason     `json:"reasons,omitempty"` // why items were rejected, and which fields we do not know
}

// progress is sent while an import runs.
type progress struct {
	Read  int64 `json:"read"` // bytes of the file
	Items int   `json:"items"`
}

// importFile hands the file to the running instance, or does the work itself where none runs.
func (p *program) importFile(ctx context.Context, name string, what importing) error {
	if err := p.wants("text", "json"); err != nil {
		return err
	}
	if err := what.check(); err != nil {
		return err
	}
	in, size, err := p.open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	what.name, what.size = name, size
	bar := p.newProgress("import", size)
	result, err := p.importThere(ctx, in, what, bar.show)
	if errors.Is(err, errNobody) {
		result, err = withRooms(ctx, p, func(r *rooms) (tally, error) { return r.letThrough(ctx, in, what, bar.show) })
	}
	bar.done()
	if err != nil {
		return err
	}
	return p.printTally(result)
}

func (p *program) open(name string) (io.ReadCloser, int64, error) {
	if name == "-" {
		return io.NopCloser(p.in), 0, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = fault("%s is a folder, want a file", name)
	}
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, info.Size(), nil
}

func (p *program) importThere(ctx context.Context, in io.Reader, what importing, show func(progress)) (result tally, err error) {
	err = findInstance(p.dataDir).work(ctx, "import", what.query(), in, func(answer json.RawMessage) error {
		var said struct {
			Progress *progress
			Result   *tally
		}
		if err := json.Unmarshal(answer, &said); err != nil {
			return err
		}
		if said.Progress != nil {
			show(*said.Progress)
		}
		if said.Result != nil {
			result = *said.Result
		}
		return nil
	})
	return result, err
}

// letThrough publishes a file's mentions and waits until the store has told what became of each.
func (r *rooms) letThrough(ctx context.Context, in io.Reader, what importing, show func(progress)) (tally, error) {
	counted := &countingReader{r: in}
	return r.drain(ctx, what.run(), &fileSource{in: counted, show: show, read: what.reader(ctx, counted, r)})
}

// drain lets all through that a source has.
func (r *rooms) drain(ctx context.Context, kind string, source *fileSource) (tally, error) {
	defer r.memory.raise()()
	run := kind + "-" + strconv.FormatInt(r.now().UnixNano(), 36)
	w := &ingest.Worker{ID: config.ImportSource, Network: "file", Source: source, Pipe: placeless{r.stream}, Now: r.now, Log: r.log, RunID: run, Once: true}
	if err := w.Run(ctx); err != nil {
		return tally{}, err
	}
	if err := r.settled(ctx); err != nil {
		return tally{}, err
	}
	t, err := r.counted(ctx, run, source.items)
	t.Unread, t.Figures, t.Posts, t.Inputs, t.Steps = source.unread, source.figures, source.posts, source.inputs, source.steps
	if err != nil {
		return t, err
	}
	return t, r.db.TendAll(ctx)
}

// placeless is a pipe that remembers no place: an import begins at the start of its file, whichever came before.
type placeless struct{ ingest.Pipe }

// Place is always the start.
func (placeless) Place(context.Context, string) (ingest.Place, error) { return ingest.Place{}, nil }

// Keep forgets.
func (placeless) Keep(context.Context, string, ingest.Place) error { return nil }

// unmoved is how long counted waits for the next item to be tagged elsewhere.
const unmoved = 30 * time.Second

// counted is the outcome of a run. Where a worker elsewhere tags what was published, settled has waited for what that one
// had done by then only: the ledger says when the rest has come back.
func (r *rooms) counted(ctx context.Context, run string, items int) (tally, error) {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	moved, before := time.Now(), 0
	for {
		t, err := r.outcome(ctx, run)
		if err != nil || r.from == r.stream.Raw() || t.Received >= items {
			return t, err
		}
		if t.Received > before {
			moved, before = time.Now(), t.Received
		}
		if time.Since(moved) > unmoved {
			return t, fault("saved %d of %d; the rest waits in the stream for a process with the role classify", t.Received, items)
		}
		select {
		case <-ctx.Done():
			return t, ctx.Err()
		case <-tick.C:
		}
	}
}

func (r *rooms) outcome(ctx context.Context, run string) (t tally, err error) {
	rows, err := r.db.Intake(ctx, run)
	if err != nil {
		return t, err
	}
	for _, i := range rows {
		t = t.plus(tallyOf(i))
	}
	t.Reasons, err = r.db.Reasons(ctx, run)
	return t, err
}

// tallyOf counts what comes again after it was deleted or erased with the duplicates: we know it, and it changes nothing.
func tallyOf(i store.Intake) tally {
	return tally{Received: i.Received, Stored: i.Stored, Duplicate: i.Duplicate + i.Erased, Updated: i.Updated,
		Unmatched: i.Unmatched, Rejected: i.Rejected, Dead: i.Dead}
}

func (t tally) plus(u tally) tally {
	return tally{Received: t.Received + u.Received, Stored: t.Stored + u.Stored, Duplicate: t.Duplicate + u.Duplicate,
		Updated: t.Updated + u.Updated, Unmatched: t.Unmatched + u.Unmatched, Rejected: t.Rejected + u.Rejected, Dead: t.Dead + u.Dead}
}

func (what importing) query() url.Values {
	q := url.Values{"name": {what.name}, "format": {what.format}, "network": {what.network}, "topic": {what.topic}, "kind": {what.kind}, "backfill": {strconv.FormatBool(what.backfill)}}
	if what.figures {
		q.Set("figures", "true")
		q.Set("account", what.account)
	}
	if what.inputs {
		q.Set("inputs", "true")
	}
	if what.crm {
		q.Set("crm", "true")
	}
	for ours, theirs := range what.mapping {
		q.Add("map", ours+"="+theirs)
	}
	return q
}

// handleImport is the running instance's side of the command.
func (h *house) handleImport(w http.ResponseWriter, req *http.Request) {
	out := answer(w)
	q := req.URL.Query()
	mapping, err := pairsOf(q["map"])
	if err != nil {
		out.fail(err)
		return
	}
	what := importing{name: q.Get("name"), format: q.Get("format"), network: q.Get("network"), topic: q.Get("topic"), kind: q.Get("kind"), mapping: mapping,
		backfill: q.Get("backfill") == "true", figures: q.Get("figures") == "true", account: q.Get("account"),
		inputs: q.Get("inputs") == "true", crm: q.Get("crm") == "true"}
	if err := http.NewResponseController(w).EnableFullDuplex(); err != nil {
		out.fail(err)
		return
	}
	result, err := h.letThrough(req.Context(), req.Body, what, func(p progress) { out.send(map[string]any{"progress": p}) })
	if err != nil {
		out.fail(err)
		return
	}
	out.send(map[string]any{"result": result})
}

// fileSource reads one stream of bytes once, as a source.
type fileSource struct {
	in      *countingReader
	read    func(context.Context, func(ingest.Page) error) error
	show    func(progress)
	items   int // read so far, with those that could not be
	unread  []ingest.Rejection
	figures int
	posts   int
	inputs  int
	steps   int
}

// maxUnread is how many unreadable lines are named; the ledger counts them all.
const maxUnread = 20

// Read emits the file's pages and reports the progress after each.
func (s *fileSource) Read(ctx context.Context, _ ingest.Cursor, emit func(ingest.Page) error) error {
	return s.read(ctx, func(page ingest.Page) error {
		if err := emit(page); err != nil {
			return err
		}
		s.items += len(page.Mentions) + len(page.Rejected)
		s.figures, s.posts = s.figures+len(page.Figures), s.posts+len(page.Posts)
		s.inputs, s.steps = s.inputs+len(page.Inputs), s.steps+len(page.Steps)
		s.unread = append(s.unread, page.Rejected[:min(len(page.Rejected), maxUnread-len(s.unread))]...)
		s.show(progress{Read: s.in.n, Items: s.items})
		return nil
	})
}

type countingReader struct {
	r io.Reader
	n int64
}

func (c *countingReader) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}

func (p *program) printTally(t tally) error {
	if p.output == "json" {
		return printJSON(p.out, t)
	}
	say := p.say()
	if t.Figures+t.Posts > 0 {
		fmt.Fprintln(p.out, say.Sprintf("figures: %d, posts: %d", t.Figures, t.Posts))
	}
	if t.Inputs > 0 {
		fmt.Fprintln(p.out, say.Sprintf("entered numbers: %d", t.Inputs))
	}
	if t.Steps > 0 {
		fmt.Fprintln(p.out, say.Sprintf("steps towards buying: %d", t.Steps))
	}
	fmt.Fprintln(p.out, say.Sprintf("%d received = %d stored + %d duplicate + %d updated + %d unmatched + %d rejected + %d dead",
		t.Received, t.Stored, t.Duplicate, t.Updated, t.Unmatched, t.Rejected, t.Dead))
	for _, r := range t.Unread {
		fmt.Fprintln(p.out, "  "+inert(r.Item+": "+r.Reason))
	}
	for _, r := range t.Reasons {
		text := say.Sprintf("rejected: %s (%d)", r.Text, r.Count)
		if r.Field {
			text = say.Sprintf("unknown field %s, kept (%d)", r.Text, r.Count)
		}
		fmt.Fprintln(p.out, "  "+inert(text))
	}
	return nil
}
