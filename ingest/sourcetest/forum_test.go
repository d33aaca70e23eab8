package sourcetest_test

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
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/fetch"
)

// options of the forum.
type options struct {
	BaseURL string        `yaml:"base_url"`
	Token   secret.String `yaml:"token"`
}

// forum is a source of a network that does not exist, right but for one fault.
type forum struct {
	api   fetch.API
	env   ingest.Env
	token string
	fault string
}

// post is one of the forum's.
type post struct {
	ID      int        `json:"id"`
	At      time.Time  `json:"at"`
	Text    string     `json:"text"`
	Author  *person    `json:"author"`
	Likes   *int64     `json:"likes"`
	Edited  *time.Time `json:"edited"`
	Removed bool       `json:"removed"`
}

type person struct {
	Name string `json:"name"`
}

// opens makes forums with a fault.
func opens(fault string) ingest.Opener {
	return ingest.Opens(func(o options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
		base, err := url.Parse(o.BaseURL)
		if err != nil {
			return nil, ingest.Rhythm{}, err
		}
		f := &forum{env: env, token: o.Token.Reveal(), fault: fault}
		f.api = fetch.API{Client: env.HTTP, Base: base, Governor: env.Governor, Says: f.says,
			Header: func(h http.Header) { h.Set("Authorization", f.token) }}
		return f, ingest.Rhythm{Every: time.Minute}, nil
	})
}

// says borrows the words of two networks.
func (f *forum) says(a fetch.Answer, err error) error {
	switch f.fault {
	case "hears nobody":
		if a.Status == http.StatusTooManyRequests {
			return nil
		}
	case "takes an expired token for trouble":
		return fetch.Discourse(a, err)
	}
	return fetch.Bluesky(a, fetch.Discourse(a, err))
}

func (f *forum) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	f.env.Log.Debug("read")
	return f.walk(ctx, "/posts", after, emit)
}

func (f *forum) Backfill(ctx context.Context, _ ingest.Span, after ingest.Cursor, emit func(ingest.Page) error) error {
	if f.fault == "begins the past anew" && after != "" {
		return nil
	}
	return f.walk(ctx, "/past", cmp.Or(after, "0"), emit)
}

// walk reads page after page.
func (f *forum) walk(ctx context.Context, path string, after ingest.Cursor, emit func(ingest.Page) error) error {
	for {
		var list struct {
			Posts []json.RawMessage
			Next  int
		}
		if err := f.ask(ctx, path, url.Values{"after": {string(after)}}, &list); err != nil {
			return err
		}
		next := ingest.Cursor(strconv.Itoa(list.Next))
		if len(list.Posts) == 0 && f.fault != "counts all the time" {
			return nil
		}
		if err := f.spoilt(emit)(f.page(list.Posts, next)); err != nil {
			return err
		}
		if after = next; len(list.Posts) == 0 {
			return nil
		}
	}
}

// ask is where some faults lie.
func (f *forum) ask(ctx context.Context, path string, q url.Values, into any) error {
	if f.fault == "goes on" {
		time.Sleep(10 * time.Second)
	}
	err := f.api.Get(ctx, path, q, into)
	switch f.fault {
	case "takes what it can get":
		if throttled := new(ingest.Throttled); !errors.As(err, &throttled) && !errors.Is(err, ingest.ErrDenied) {
			return ctx.Err()
		}
	case "tells the token":
		if err != nil {
			return fmt.Errorf("ask with %s: %w", f.token, err)
		}
	case "logs the token":
		f.env.Log.Info("asked", "with", f.token)
	}
	return err
}

// page turns posts into mentions.
func (f *forum) page(posts []json.RawMessage, next ingest.Cursor) ingest.Page {
	p := ingest.Page{Next: next}
	for i, raw := range posts {
		var one post
		if err := json.Unmarshal(raw, &one); err != nil {
			p.Rejected = append(p.Rejected, ingest.Rejection{Item: strconv.Itoa(i), Reason: "the post cannot be read"})
			continue
		}
		p.Mentions = append(p.Mentions, f.mention(one))
	}
	p.Figures = []ingest.Figure{{Account: "boreal", Network: "forum", Metric: "followers", At: f.env.Now().UTC(), Value: 7}}
	return p
}

func (f *forum) mention(p post) ingest.Mention {
	m := ingest.Mention{ID: strconv.Itoa(p.ID), Network: "forum", Text: p.Text, Published: p.At, Engagement: ingest.Engagement{Likes: p.Likes}}
	if p.Author != nil {
		m.Author = ingest.Author{Name: p.Author.Name}
	}
	if p.Edited != nil {
		m.Edited = *p.Edited
	}
	return m
}

// spoilt is emit with a fault before it.
func (f *forum) spoilt(emit func(ingest.Page) error) func(ingest.Page) error {
	return func(p ingest.Page) error {
		switch f.fault {
		case "swallows refusals":
			_ = emit(p)
			return nil
		case "brings the newest first":
			p.Mentions[0], p.Mentions[len(p.Mentions)-1] = p.Mentions[len(p.Mentions)-1], p.Mentions[0]
		case "keeps the token in the cursor":
			p.Next += ingest.Cursor(" " + f.token)
		case "skips":
			p.Next = "15"
		case "drops what is older than four hours":
			old := f.env.Now().Add(-4 * time.Hour)
			p.Mentions = slices.DeleteFunc(p.Mentions, func(m ingest.Mention) bool { return m.Published.Before(old) })
		case "counts in figures of its own":
			for i := range p.Figures {
				p.Figures[i].Metric = "fans"
			}
		case "brings what nobody asked for":
			p.Mentions = append(p.Mentions, ingest.Mention{ID: "99", Network: "forum", Text: "Kestrel", Published: f.env.Now().UTC()})
		case "says nothing":
			p.Mentions[0].Text = ""
		}
		return emit(p)
	}
}

func (f *forum) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	var p ingest.Page
	for _, k := range known {
		var one post
		switch err := f.ask(ctx, "/posts/"+k.ID, nil, &one); {
		case errors.Is(err, ingest.ErrGone):
			p.Mentions = append(p.Mentions, ingest.Mention{ID: k.ID, Network: k.Network, Deleted: true, Edited: f.env.Now().UTC()})
		case err != nil:
			return err
		default:
			p.Mentions = append(p.Mentions, f.mention(one))
		}
	}
	return f.spoilt(emit)(p)
}

func (f *forum) Examine(ctx context.Context) (string, error) {
	var me person
	err := f.ask(ctx, "/whoami", nil, &me)
	return me.Name, err
}
