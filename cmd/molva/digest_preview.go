package main

import (
	"context"
	"errors"
	"fmt"

	"molva/alerts"
	"molva/config"
	"molva/store"
)

// postingJSON is one message that would be posted.
type postingJSON struct {
	Outlet  string `json:"outlet"`
	Key     string `json:"key"`
	Answers string `json:"answers,omitempty"` // key of the message in whose thread it stands
	Payload any    `json:"payload"`           // for Slack as it is posted, for other places what it is rendered from
}

// previewDigests prints what --post would send, and sends and writes nothing.
func (p *program) previewDigests(ctx context.Context, flags periodFlags) error {
	cfg, err := p.load()
	if err != nil {
		return err
	}
	every, err := flags.every()
	if err != nil {
		return err
	}
	return p.reading(ctx, textOrJSON, func(db *store.DB) error {
		all, err := p.postings(ctx, db, cfg, flags, reportKinds(every))
		if err != nil {
			return err
		}
		return p.showPostings(all, cfg)
	})
}

// postings are all messages that digests and reports of some kinds would make.
func (p *program) postings(ctx context.Context, db *store.DB, cfg *config.Config, flags periodFlags, kinds []alerts.Kind) ([]alerts.Posting, error) {
	log, err := p.logger()
	if err != nil {
		return nil, err
	}
	r := p.rooms(cfg, log)
	r.db = db
	desk, err := r.desk(alerts.Links{Base: cfg.HTTP.Base()})
	if err != nil {
		return nil, err
	}
	return r.preview(ctx, desk, flags, kinds)
}

func (r *rooms) preview(ctx context.Context, desk *alerts.Desk, flags periodFlags, kinds []alerts.Kind) ([]alerts.Posting, error) {
	if len(desk.Notifiers) == 0 {
		return nil, errNoOutlet
	}
	topics, err := pick(r.topics, flags.topic)
	if err != nil {
		return nil, err
	}
	var all []alerts.Posting
	for _, t := range topics {
		period, err := flags.of(t.Zone, r.now())
		if err != nil {
			return nil, err
		}
		for _, kind := range kinds {
			postings, err := desk.Preview(ctx, t.ID, period, kind)
			if err != nil {
				return nil, err
			}
			all = append(all, postings...)
		}
	}
	return all, nil
}

func (p *program) showPostings(all []alerts.Posting, cfg *config.Config) error {
	if p.output == "json" {
		rows := make([]postingJSON, len(all))
		for i, one := range all {
			rows[i] = postingJSON{one.Outlet, one.Message.Key, one.Answers, cfg.Rendered(one.Outlet, one.Message)}
		}
		return printJSON(p.out, rows)
	}
	if len(all) == 0 {
		fmt.Fprintln(p.out, p.say().Sprintf("no route takes this digest"))
	}
	var errs []error
	for _, one := range all {
		fmt.Fprintf(p.out, "→ %s\n", inert(one.Outlet))
		if said := one.Message.Said; said != nil {
			fmt.Fprintf(p.out, "  — %s\n    %s\n\n", inert(said.Text), inert(said.Mark))
			continue
		}
		errs = append(errs, one.Message.Story.Text(p.out))
		fmt.Fprintln(p.out)
	}
	return errors.Join(errs...)
}
