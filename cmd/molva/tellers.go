package main

import (
	"context"
	"maps"
	"net/http"

	"molva/alerts"
	"molva/alerts/slack/listen"
	"molva/alerts/watch"
	"molva/config"
	"molva/ingest"
)

// tellers are the loops of the role alerts.
type tellers struct {
	postman *alerts.Desk
	watcher *watch.Watch
	ear     *listen.Ear // nil where nobody listens to Slack
}

// openTellers makes the loops. Whoever listens must be able to write what people say, so that is only where the store is.
func (r *rooms) openTellers(links alerts.Links, picked roles) (t tellers, err error) {
	if t.postman, err = r.desk(links); err != nil {
		return t, err
	}
	if t.watcher, err = r.watch(t.postman); err != nil {
		return t, err
	}
	ear, err := listen.New(r.cfg.Slack, r.db, func() []ingest.Topic { return r.topics }, links, r.now, r.log)
	if err != nil || !ear.Listens() {
		return t, err
	}
	if !picked.has(storeRole) {
		r.log.Warn("nobody listens to Slack: that needs the role store in the same process")
		return t, nil
	}
	t.ear = ear
	return t, nil
}

// desk is the loop that plans digests and posts what is due.
func (r *rooms) desk(links alerts.Links) (*alerts.Desk, error) {
	schedule, err := alerts.ParseSchedule(r.cfg.Digest.Daily, r.cfg.Digest.Weekly, r.cfg.Digest.Monthly)
	if err != nil {
		return nil, err
	}
	outlets, err := config.Outlets(r.cfg, r.log, r.now)
	if err != nil {
		return nil, err
	}
	return &alerts.Desk{DB: r.db, Topics: r.topics, Schedule: schedule, Notifiers: outlets, Links: links, Reports: r.stories(links),
		Now: r.now, Log: r.log, Step: r.step}, nil
}

// watch is the loop that opens and closes incidents, and tells of them through the desk.
func (r *rooms) watch(desk *alerts.Desk) (*watch.Watch, error) {
	quiet, err := alerts.ParseQuiet(r.cfg.Alerts.Quiet)
	if err != nil {
		return nil, err
	}
	a := r.cfg.Alerts
	return watch.New(watch.Options{DB: r.db, Topics: r.topics, Outlets: desk.Notifiers, Budget: a.Budget, Quiet: quiet,
		Repeat: a.Repeat, Followers: a.Followers, Links: desk.Links, Now: r.now, Log: r.log, Ring: desk.Ring})
}

// start starts those that there are.
func (t tellers) start(ctx context.Context, l *loops) {
	if t.postman == nil {
		return
	}
	l.start(ctx, "alerts", t.postman.Run)
	l.start(ctx, "watch", t.watcher.Run)
	if t.ear != nil {
		l.start(ctx, "slack", t.ear.Run)
	}
}

// trouble says what cannot be sent or heard, by outlet.
func (t tellers) trouble() map[string]string {
	if t.postman == nil {
		return nil
	}
	all := map[string]string{}
	maps.Copy(all, t.postman.Trouble())
	if t.ear != nil && t.ear.Trouble() != "" {
		all["slack"] = t.ear.Trouble()
	}
	return all
}

// hears is the handler of what Slack sends by HTTP, nil where that is not set up.
func (t tellers) hears() http.Handler {
	if t.ear == nil {
		return nil
	}
	return t.ear.Handler()
}
