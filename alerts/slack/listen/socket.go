package listen

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"

	slackgo "github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"molva/alerts/slack"
)

const (
	maxMessage = 1 << 20 // bytes of one message of Slack
	again      = time.Minute
)

// connect keeps a connection of Socket Mode until ctx ends. The library opens a new one whenever Slack says that it will
// close the present one, or it breaks, with growing patience; only when Slack does not know the token does it give up, and
// then we try again each minute, since tokens are put right.
func (e *Ear) connect(ctx context.Context) {
	for ctx.Err() == nil {
		client := socketmode.New(e.api, socketmode.OptionReadLimit(maxMessage))
		ending, stop := context.WithCancel(ctx)
		done := make(chan struct{})
		go func() {
			defer close(done)
			e.follow(ending, client)
		}()
		err := client.RunContext(ctx)
		stop()
		<-done
		if ctx.Err() != nil {
			return
		}
		e.complain(secretless(err).Error())
		e.log.Error("slack cannot be heard", "err", secretless(err))
		pause(ctx, again)
	}
}

// follow takes what comes through a connection.
func (e *Ear) follow(ctx context.Context, client *socketmode.Client) {
	for {
		select {
		case <-ctx.Done():
			return
		case ev := <-client.Events:
			e.through(ctx, client, ev)
		}
	}
}

func (e *Ear) through(ctx context.Context, client *socketmode.Client, ev socketmode.Event) {
	switch ev.Type {
	case socketmode.EventTypeHello:
		e.complain("")
		e.log.Info("slack is heard")
		return
	case socketmode.EventTypeConnectionError:
		if failed, ok := ev.Data.(*slackgo.ConnectionErrorEvent); ok {
			err := secretless(failed.ErrorObj)
			e.complain(err.Error())
			e.log.Warn("slack not connected", "attempt", failed.Attempt, "wait", failed.Backoff, "err", err)
		}
		return
	}
	request, ok := requestOf(ev)
	if !ok {
		return
	}
	r := e.request(request)
	if r.full { // without an acknowledgement Slack sends it again
		e.log.Warn("slack is too fast", "kind", request.Type)
		return
	}
	if err := client.AckCtx(ctx, request.EnvelopeID, r.body); err != nil && ctx.Err() == nil {
		e.log.Warn("slack not answered", "err", err)
	}
}

// request hands over what came to the same handlers as the other door.
func (e *Ear) request(r socketmode.Request) reply {
	switch r.Type {
	case socketmode.RequestTypeEventsAPI:
		return e.event(r.Payload)
	case socketmode.RequestTypeInteractive:
		return e.interaction(r.Payload)
	case socketmode.RequestTypeSlashCommands:
		var c command
		if err := json.Unmarshal(r.Payload, &c); err != nil {
			return reply{malformed: true}
		}
		return e.command(c)
	}
	return reply{}
}

// requestOf is what Slack sent, also where the library could not read it: it reads more of it than we do.
func requestOf(ev socketmode.Event) (r socketmode.Request, ok bool) {
	if ev.Request != nil {
		r = *ev.Request
	} else if bad, is := ev.Data.(*socketmode.ErrorBadMessage); is {
		if json.Unmarshal(bad.Message, &r) != nil {
			return r, false
		}
	}
	return r, r.EnvelopeID != ""
}

// secretless is an error of a connection without the address, which holds a ticket for it.
func secretless(err error) error {
	var outer *url.Error
	switch {
	case err == nil:
		return errors.New("the connection ended")
	case slack.Refusal(err) != "":
		return fmt.Errorf("slack refused: %s", slack.Refusal(err))
	case errors.As(err, &outer):
		return outer.Err
	}
	return err
}

// pause waits, unless ctx ends before.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
