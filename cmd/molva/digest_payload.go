package main

import (
	"context"

	"molva/alerts"
	"molva/alerts/slack"
	"molva/config"
	"molva/store"
)

// printPayloads prints the payload of one digest, or an array of those of several.
func (p *program) printPayloads(ctx context.Context, db *store.DB, flags periodFlags) error {
	payloads, err := p.payloads(ctx, db, flags)
	if err != nil {
		return err
	}
	if len(payloads) == 1 {
		return printJSON(p.out, payloads[0])
	}
	return printJSON(p.out, payloads)
}

// payloads are the first pages as Slack gets them. Where no Slack is set up each is one message with everything in it.
func (p *program) payloads(ctx context.Context, db *store.DB, flags periodFlags) ([]any, error) {
	cfg, err := p.load()
	if err == nil && cfg.Slack.Enabled() {
		if all, err := p.firstPages(ctx, db, cfg, flags); err != nil || len(all) > 0 {
			return all, err
		}
	}
	var to alerts.Links
	if err == nil {
		to.Base = cfg.HTTP.Base()
	}
	messages, err := p.digests(ctx, db, flags, to)
	payloads := make([]any, len(messages))
	for i, m := range messages {
		payloads[i] = slack.Render(m, "")
	}
	return payloads, err
}

// firstPages are what the routes to Slack would post outside of threads.
func (p *program) firstPages(ctx context.Context, db *store.DB, cfg *config.Config, flags periodFlags) ([]any, error) {
	postings, err := p.postings(ctx, db, cfg, flags, []alerts.Kind{alerts.Kind("digest-" + flags.period)})
	var all []any
	for _, one := range postings {
		if payload, ok := cfg.Rendered(one.Outlet, one.Message).(slack.Payload); ok && one.Answers == "" {
			all = append(all, payload)
		}
	}
	return all, err
}
