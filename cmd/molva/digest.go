package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/ingest"
	"molva/store"
)

// periodFlags pick the topic and the period of a report.
type periodFlags struct{ topic, period, at string }

func (f *periodFlags) add(c *cobra.Command, period, periods string) {
	c.Flags().StringVar(&f.topic, "topic", "", "id of the topic; all of our own roots when not given")
	c.Flags().StringVar(&f.period, "period", period, periods)
	c.Flags().StringVar(&f.at, "at", "", "a day in the wanted period, such as 2026-09-01; the last finished one when not given")
}

func (f *periodFlags) every() (alerts.Every, error) {
	every, err := alerts.ParseEvery(f.period)
	if err != nil {
		return every, usageError{fault("period is %q, want day, week, month, quarter or year", f.period)}
	}
	return every, nil
}

// of is the period in a zone: the one that holds --at, else the last finished one.
func (f *periodFlags) of(zone *time.Location, now time.Time) (store.Period, error) {
	every, err := f.every()
	if err != nil {
		return store.Period{}, err
	}
	if f.at == "" {
		return every.Last(now, zone), nil
	}
	if day, err := time.ParseInLocation(time.DateOnly, f.at, zone); err == nil {
		return every.At(day, zone), nil
	}
	at, err := moment(f.at, now)
	return every.At(at, zone), err
}

// pick finds the topics that a report is about: the named one, or all of our own roots.
func pick(tree []ingest.Topic, id string) ([]ingest.Topic, error) {
	var picked []ingest.Topic
	var ids []string
	for _, t := range tree {
		ids = append(ids, t.ID)
		if t.ID == id || id == "" && t.Parent == "" && !t.Competitor {
			picked = append(picked, t)
		}
	}
	if len(picked) == 0 {
		return nil, usageError{fault("topic is %q, want one of: %s", id, strings.Join(ids, ", "))}
	}
	return picked, nil
}

func (p *program) digestCommand() *cobra.Command {
	var flags periodFlags
	var post, dry bool
	c := &cobra.Command{
		Use:   "digest",
		Short: "What people think of a topic, in one screen",
		Example: `  molva digest --topic kestrel --period week
  molva digest -o json                     # the exact Slack payload
  molva digest --period day --post`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			switch {
			case dry:
				return p.previewDigests(c.Context(), flags)
			case post:
				return p.postDigests(c.Context(), flags)
			}
			return p.reading(c.Context(), textOrJSON, func(db *store.DB) error {
				if p.output == "json" {
					return p.printPayloads(c.Context(), db, flags)
				}
				messages, err := p.digests(c.Context(), db, flags, alerts.Links{})
				if err != nil {
					return err
				}
				return p.showDigests(messages)
			})
		},
	}
	flags.add(c, "week", "day or week")
	c.Flags().BoolVar(&post, "post", false, "post it wherever the routes say, through the outbox")
	c.Flags().BoolVar(&dry, "dry-run", false, "only print what would be posted where, thread and all")
	return formatIsOutput(c)
}

func (p *program) digests(ctx context.Context, db *store.DB, flags periodFlags, to alerts.Links) ([]alerts.Message, error) {
	tree, err := db.Topics(ctx)
	if err != nil {
		return nil, err
	}
	topics, err := pick(tree, flags.topic)
	if err != nil {
		return nil, err
	}
	var messages []alerts.Message
	for _, t := range topics {
		period, err := flags.of(t.Zone, p.now())
		if err != nil {
			return nil, err
		}
		d, err := alerts.Build(ctx, db, t.ID, period)
		if err != nil {
			return nil, err
		}
		say, err := phrase.New(t.Language, alerts.Texts)
		if err != nil {
			return nil, err
		}
		key := fmt.Sprintf("digest-%s/%s/%s", flags.period, t.ID, period.From.Format(time.DateOnly))
		messages = append(messages, alerts.Message{Key: key, Kind: "digest-" + flags.period, Topic: t.ID, Period: d.Period,
			Language: t.Language, Story: alerts.Tell(d, say, to)})
	}
	return messages, nil
}

// showDigests prints digests as a terminal shows them.
func (p *program) showDigests(messages []alerts.Message) error {
	for i, m := range messages {
		if i > 0 {
			fmt.Fprintln(p.out)
		}
		if err := m.Story.Text(p.out); err != nil {
			return err
		}
	}
	return nil
}

// postDigests queues the digests in the running instance, or posts them from here where none runs.
func (p *program) postDigests(ctx context.Context, flags periodFlags) error {
	q := url.Values{"topic": {flags.topic}, "period": {flags.period}, "at": {flags.at}}
	var queued int
	err := findInstance(p.dataDir).work(ctx, "digest-post", q, nil, func(answer json.RawMessage) error {
		return json.Unmarshal(answer, &queued)
	})
	if errors.Is(err, errNobody) {
		queued, err = p.postHere(ctx, flags)
	}
	if err != nil {
		return err
	}
	if queued == 0 {
		fmt.Fprintln(p.out, p.say().Sprintf("nothing new was queued: this digest was queued or posted before"))
		return nil
	}
	fmt.Fprintln(p.out, p.say().Sprintf("%d digests on their way; the outbox has them", queued))
	return nil
}

// postHere queues and sends, until the outbox has nothing that is due.
func (p *program) postHere(ctx context.Context, flags periodFlags) (queued int, err error) {
	cfg, err := p.load()
	if err != nil {
		return 0, err
	}
	log, err := p.logger()
	if err != nil {
		return 0, err
	}
	r, err := p.build(ctx, cfg, roles{storeRole, alertsRole}, log)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, r.close()) }()
	desk, err := r.desk(alerts.Links{Base: cfg.HTTP.Base()})
	if err != nil {
		return 0, err
	}
	if queued, err = r.post(ctx, desk, flags); err != nil {
		return queued, err
	}
	return queued, r.send(ctx, desk)
}

// postingTime is how long a command tries to post what Slack does not take at once.
const postingTime = time.Minute

// send turns the desk until nothing that is due is left, also nothing that waits to be tried again: no instance runs that
// would do it. What cannot be sent within the time stays in the outbox.
func (r *rooms) send(ctx context.Context, desk *alerts.Desk) error {
	ctx, cancel := context.WithTimeout(ctx, postingTime)
	defer cancel()
	for {
		wake, err := desk.Round(ctx)
		if err != nil {
			return err
		}
		for outlet, why := range desk.Trouble() {
			return fault("post to %s: %s", outlet, why)
		}
		left, err := r.overdue(ctx, desk.Notifiers)
		if err != nil || !left {
			return err
		}
		select {
		case <-ctx.Done():
			return fault("not posted within a minute; it waits in the outbox")
		case <-time.After(max(wake.Sub(r.now()), 10*time.Millisecond)):
		}
	}
}

// overdue reports whether the outbox has a letter for one of the outlets whose time has come, even if its next try has not.
func (r *rooms) overdue(ctx context.Context, outlets []alerts.Outlet) (bool, error) {
	letters, err := r.db.Letters(ctx, r.now().AddDate(1, 0, 0))
	return slices.ContainsFunc(letters, func(l store.Letter) bool {
		ours := slices.ContainsFunc(outlets, func(o alerts.Outlet) bool { return o.Name == l.Notifier })
		return ours && !l.Due.After(r.now())
	}), err
}

var errNoOutlet = fault("there is no place to post to: put slack.token and slack.channel, or slack.webhook_url, into the configuration; mail, telegram, mattermost and webhook are others")

func (r *rooms) post(ctx context.Context, desk *alerts.Desk, flags periodFlags) (queued int, err error) {
	if len(desk.Notifiers) == 0 {
		return 0, errNoOutlet
	}
	topics, err := pick(r.topics, flags.topic)
	if err != nil {
		return 0, err
	}
	for _, t := range topics {
		period, err := flags.of(t.Zone, r.now())
		if err != nil {
			return queued, err
		}
		added, err := desk.Post(ctx, t.ID, period)
		if err != nil {
			return queued, err
		}
		if added {
			queued++
		}
	}
	r.record(ctx, store.AuditEntry{What: "digest.post", On: cmp.Or(flags.topic, "all"), Detail: map[string]string{"period": flags.period, "at": flags.at, "messages": strconv.Itoa(queued)}})
	return queued, nil
}

func (h *house) handlePost(w http.ResponseWriter, req *http.Request) {
	out, q := answer(w), req.URL.Query()
	if h.postman == nil {
		out.fail(errors.New("this instance posts nothing; it runs without the role alerts"))
		return
	}
	queued, err := h.post(req.Context(), h.postman, periodFlags{q.Get("topic"), q.Get("period"), q.Get("at")})
	if err != nil {
		out.fail(err)
		return
	}
	out.send(queued)
}
