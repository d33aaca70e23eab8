package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"molva/alerts"
	"molva/alerts/chat/webhook"
	"molva/alerts/slack"
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
	log, err := p.logger()
	if err != nil {
		return err
	}
	return p.reading(ctx, textOrJSON, func(db *store.DB) error {
		r := p.rooms(cfg, log)
		r.db = db
		desk, err := r.desk(alerts.Links{Base: cfg.HTTP.Base()})
		if err != nil {
			return err
		}
		all, err := r.preview(ctx, desk, flags)
		if err != nil {
			return err
		}
		return p.showPostings(all, cfg.Slack.Channel)
	})
}

func (r *rooms) preview(ctx context.Context, desk *alerts.Desk, flags periodFlags) ([]alerts.Posting, error) {
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
		postings, err := desk.Preview(ctx, t.ID, period, alerts.Kind("digest-"+flags.period))
		if err != nil {
			return nil, err
		}
		all = append(all, postings...)
	}
	return all, nil
}

func (p *program) showPostings(all []alerts.Posting, channel string) error {
	if p.output == "json" {
		rows := make([]postingJSON, len(all))
		for i, one := range all {
			rows[i] = postingJSON{one.Outlet, one.Message.Key, one.Answers, payloadOf(one, channel)}
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

// payloadOf is what goes over the wire to Slack, and to other places what their own form is made of.
func payloadOf(one alerts.Posting, channel string) any {
	service, own, named := strings.Cut(one.Outlet, ":")
	if service != "slack" {
		return webhook.NewEvent(one.Message)
	}
	if named {
		channel = own
	}
	return slack.Render(one.Message, channel)
}
