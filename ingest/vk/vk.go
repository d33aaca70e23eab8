// Package vk reads VK by its API: searches, walls, comments, discussion boards and mentions of communities; what the network
// pushes by Callback API, Bots Long Poll or the Streaming API; and the figures of communities, ours and others'.
//
// Choices:
//
//   - A post's id is "<owner>_<post>", as in its address: -1_2. A comment on it is "-1_2_r3", a comment on a photo, video or
//     product "photo-1_7_r8", "video-1_7_r8", "market-1_7_r8", one on a discussion board "board-1_45_6", where 45 is the topic,
//     whose title it has. An owner or author below zero is a community.
//   - A repost without words of its own says nothing and is left out; one with words has the text of the original as its context.
//   - What the search finds comes when it names a topic. Of walls, boards and mentions that the options name everything comes.
//   - The search gives about a thousand posts, newest first; where there are more between two reads, there is a gap. It may be
//     asked 1000 times a day and wall.get 5000 times: with many terms or walls each waits until it is its turn again.
//   - Comments are looked for on the newest hundred posts of a wall and under the hundred topics of a board that moved last,
//     where their number has changed since the last read; what was there at the first read is left to the back-fill. New
//     answers to comments that lie further back than some two hundred are not seen, nor is a comment for which another went.
//   - A post may come to be found half an hour late, or two hundred others later; what comes later still is missed.
//   - The API tells no edits of comments; the Callback API and Bots Long Poll do, without the time, which is then that at which the
//     event came first. Single comments on posts are told to users alone: with another token they are not looked at again.
//   - What VK has against one wall, search or post holds up no other. It is told once, and tried again.
//   - Calls are a third of a second apart, since a user's token is allowed three in a second.
//   - Figures of a day are of VK's day, which begins when its answer says so; it is asked for as Moscow's. Those of the last three
//     days are asked for again, since VK corrects them, and those of an outage, up to a month. They, who the people were that it
//     reached, and the reach of posts are told to a user who runs the community; of others there is what everybody sees, without
//     an error.
//   - Who acted in a week is whoever liked, shared, commented on or wrote what was posted in it, since likes have no time. Who
//     follows a person is not told by name. Members are told by the thousand, and a set of part of them would mislead: it is all
//     of them or none.
//   - The stream shows one post of a hundred unless VK grants more; its rules are the terms of search, and those of others stay.
//   - A source either polls or is told: with callback it waits for what VK posts to /hooks/<id>, with longpoll it asks for the
//     same events and needs no address of its own.
package vk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/fetch"
)

// Network is the network of every mention from here.
const Network = "vk"

const (
	usualBase = "https://api.vk.com"
	version   = "5.199" // of the API, to which the published schema belongs

	defaultEvery = 5 * time.Minute
	minEvery     = 10 * time.Second
	between      = 350 * time.Millisecond // two calls
	maxLists     = 40                     // walls and boards: the cursor has some 2 kB of each
)

// Options says what to read, and with whose token.
type Options struct {
	BaseURL  string        `yaml:"base_url"` // where the API is; "" is api.vk.com
	Token    secret.String `yaml:"token"`    // of the service, a user or a community: each may ask other methods
	Search   []string      `yaml:"search"`   // nil: the terms of all topics; [] is none
	Walls    []string      `yaml:"walls"`    // whose posts and comments are read, as in their address: zarya, club123, id1
	Boards   []string      `yaml:"boards"`   // communities whose discussions are read
	Mentions []string      `yaml:"mentions"` // whom VK tells the mentions of; wants a user's token
	Callback *Callback     `yaml:"callback"` // what VK posts to us; nothing else is read then
	LongPoll int64         `yaml:"longpoll"` // number of the community whose events are asked for with its own token; nothing else is read then
	Messages bool          `yaml:"messages"` // with callback or longpoll: what people write to the community in private, too
	Every    time.Duration `yaml:"every"`    // pause between two reads
	Quiet    time.Duration `yaml:"quiet"`    // no mention for longer than this makes the source late; 0: learned

	FigureOptions    `yaml:",inline"`
	StreamingOptions `yaml:",inline"`
}

// polls reports whether something is named that only asking brings.
func (o Options) polls() bool {
	return len(o.Search)+len(o.Walls)+len(o.Boards)+len(o.Mentions)+len(o.Accounts)+len(o.Members) > 0
}

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	_, err := fetch.Base("base_url", o.BaseURL, usualBase)
	all := []error{err, ingest.CheckTerms(o.Search), checkNames("walls", o.Walls), checkNames("boards", o.Boards),
		checkNames("mentions", o.Mentions), o.FigureOptions.validate(),
		o.StreamingOptions.validate(o), ingest.CheckPace(o.Every, minEvery, o.Quiet)}
	told := o.Callback != nil || o.LongPoll != 0
	switch {
	case o.Callback != nil && o.LongPoll != 0:
		all = append(all, ingest.Complain("callback and longpoll tell the same events: leave one of them out"))
	case told && o.polls():
		all = append(all, ingest.Complain("a source with callback or longpoll reads nothing else: make it two sources"))
	case !told && o.Messages:
		all = append(all, ingest.Complain("messages come by callback or longpoll only"))
	}
	if o.Callback != nil {
		all = append(all, o.Callback.validate())
	} else if o.Token.Empty() {
		all = append(all, ingest.Complain("token is missing, want a service, user or community token"))
	}
	if n := len(o.Walls) + len(o.Boards); n > maxLists {
		all = append(all, ingest.Complain("walls and boards are %d, at most %d can be remembered: make it several sources", n, maxLists))
	}
	if o.LongPoll < 0 {
		all = append(all, ingest.Complain("longpoll is below zero, want the number of a community"))
	}
	return errors.Join(all...)
}

// Source reads VK.
type Source struct {
	options Options
	env     ingest.Env
	api     *fetch.API
	terms   []string
	pace    *rate.Limiter

	behind   string // the task that ended the last read; the next one begins after it
	stuck    int    // how often in a row looking back came no further
	events   sightings
	owners   sync.Map // int64 ids by short name
	obstacle obstacle // where figures came no further
	shut     sync.Map // until when, by method and community, its owner's figures are not asked for
}

// New checks the options.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	if err := o.Validate(); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	base, err := fetch.Base("base_url", o.BaseURL, usualBase)
	if err != nil {
		return nil, ingest.Rhythm{}, err
	}
	if o.Every == 0 {
		o.Every = defaultEvery
	}
	s := &Source{options: o, env: env, terms: o.Search, pace: rate.NewLimiter(rate.Every(between), 1)}
	s.api = &fetch.API{Client: env.HTTP, Base: base, Header: s.authorize, Says: fetch.VK, Governor: env.Governor}
	switch {
	case o.Callback != nil:
		return s.listener(), ingest.Rhythm{Quiet: o.Quiet, Live: true}, nil
	case o.LongPoll != 0:
		return &bot{s}, ingest.Rhythm{Quiet: o.Quiet}, nil
	case o.Search == nil:
		s.terms = ingest.Terms(env.Topics)
	}
	if !o.polls() && len(s.terms) == 0 {
		return nil, ingest.Rhythm{}, ingest.Complain("nothing to read: name search, walls, boards, mentions or accounts")
	}
	quotas := []ingest.Quota{
		{Name: searching, Max: searchesADay, Window: ingest.PerDay, Zone: moscow()},
		{Name: walling, Max: wallsADay, Window: ingest.PerDay, Zone: moscow()},
	}
	if o.Streaming {
		return &stream{s}, ingest.Rhythm{Quiet: o.Quiet, Quotas: quotas}, checkRules(s.terms)
	}
	return s, ingest.Rhythm{Every: o.Every, Quiet: o.Quiet, Quotas: quotas}, nil
}

// Two methods have a limit of a day (dev.vk.com, data limits; python273/vk_api issue 411).
const (
	searching    = "newsfeed.search"
	searchesADay = 1000
	walling      = "wall.get"
	wallsADay    = 5000
)

// methods are these, by the kind of task.
var methods = map[string]string{"search": searching, "wall": walling}

func (s *Source) authorize(h http.Header) { h.Set("Authorization", "Bearer "+s.options.Token.Reveal()) }

// call asks a method and decodes its response.
func call[T any](ctx context.Context, s *Source, method string, q url.Values) (T, error) {
	var said struct {
		Response *T `json:"response"`
	}
	if method == searching || method == walling {
		if err := s.env.Governor.Take(ctx, method, 1); err != nil {
			return *new(T), err
		}
	}
	if err := s.pace.Wait(ctx); err != nil {
		return *new(T), err
	}
	q.Set("v", version)
	if err := s.api.Get(ctx, "/method/"+method, q, &said); err != nil {
		return *new(T), err
	}
	if said.Response == nil { // or it would seem that nothing is there any more
		return *new(T), fmt.Errorf("%s answers without a response", method)
	}
	return *said.Response, nil
}
