// Package instagram reads what is said to a professional account of Instagram and about it, by the Graph API with Facebook Login.
//
// The reference: https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference. There is no published
// schema, and no search but by hashtag.
//
// Choices:
//
//   - A mention's id is Instagram's number of the post or comment. A comment's thread is its post, and its parent the comment or
//     the post that it answers, whose text is its context. Comments have no address of their own and take that of their post.
//   - The comments of a post are read when their number has changed and once a day, of the newest 25 posts: the newest 500, and of
//     the replies to each 50. What comes into a list more than an hour after its time is not seen.
//   - Of hashtags Instagram gives what is not older than a day, without its author, and 30 different ones in seven days. A 31st is
//     not asked for, and said so. It needs the feature "Instagram Public Content Access", which no token tells of. Posts that
//     name no topic are left out; those that tag the account never are.
//   - Mentions in captions and comments of others come by the webhook only; what they say is asked for before Meta has its answer.
//     Comments that come by it do not say what their post says, nor when they were written: that is when Meta tells of them.
//   - Looking again brings the comments on our posts, deleted where they stand no more. Posts of others cannot be asked for by
//     their number: what becomes of them, nobody is told.
//   - A list that the token may not read is told once, and the others are read.
//   - A day's figures may come two days late (the reference says so), so the last three days are asked for once a day. Days are
//     those of UTC. Who an account's followers are is told for the moment and kept for the day of the question; an account of
//     fewer than 100 followers is told nothing of it, nor who came and went. A day's profile views are visits.
//   - Clicks on a post are the taps on the profile that it led to; its shares have its reposts with them; replies to a story are
//     its comments. Of others' accounts there are the followers, and the likes and comments of their posts.
package instagram

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"molva/ingest"
	"molva/ingest/fetch"
	"molva/ingest/graph"
	"molva/ingest/push"
)

// Network is the network of every mention from here.
const Network = "instagram"

const (
	defaultEvery   = 10 * time.Minute
	minEvery       = time.Minute
	defaultFigures = time.Hour
	minFigures     = 10 * time.Minute
	reach          = 24 * time.Hour // of a hashtag
)

// Grants are the permissions that the options may need.
var Grants = []ingest.Grant{
	{Name: "instagram_basic", Brings: "the account and its posts"},
	{Name: "instagram_manage_comments", Brings: "comments, mentions and posts that tag the account"},
	{Name: "instagram_manage_insights", Brings: "reach, views, saves and followers gained and lost"},
	{Name: "pages_manage_metadata", Brings: "news by the webhook"},
	{Name: "pages_read_engagement", Brings: "access by the page that the account belongs to"},
}

// Supplies are the inputs of community metrics that the network has.
var Supplies = []string{"active", "audience", "clicks", "comments", "followers", "form", "joins", "leaves", "post.clicks",
	"post.comments", "post.exits", "post.joins", "post.reach", "post.reactions", "post.saves", "post.shares", "post.views",
	"post.watched", "posts", "published", "reach", "reach_followers", "reach_paid", "reactions", "saves", "shares", "text", "views",
	"visits"}

// Options says for which account to read, and what.
type Options struct {
	graph.Options `yaml:",inline"`

	Account  string        `yaml:"account"`  // number of the professional account that the token acts for
	Hashtags []string      `yaml:"hashtags"` // without #, at most 30
	Tags     bool          `yaml:"tags"`     // posts of others in which the account is tagged
	Comments bool          `yaml:"comments"` // the account's own posts, and what is said under them
	Accounts []string      `yaml:"accounts"` // names of professional accounts whose figures are kept, ours and competitors'
	Figures  time.Duration `yaml:"figures"`  // pause between two rounds of figures; 0: an hour
	Every    time.Duration `yaml:"every"`    // pause between two reads; 0: ten minutes
	Quiet    time.Duration `yaml:"quiet"`    // no mention for longer than this makes the source late; 0: learned
	Webhook  *graph.Hook   `yaml:"webhook"`  // comments and mentions as Meta posts them, and nothing else
}

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	all := []error{o.Options.Validate(graph.Facebook), ingest.CheckPace(o.Every, minEvery, o.Quiet)}
	if !graph.IsNumber(o.Account) {
		all = append(all, ingest.Complain("account is %q, want the account's number, which /PAGE?fields=instagram_business_account gives", o.Account))
	}
	for _, tag := range o.Hashtags {
		if !isHashtag(tag) {
			all = append(all, ingest.Complain("hashtags has %q, want letters, digits and _ without #", tag))
		}
	}
	if len(o.Hashtags) > maxHashtags {
		all = append(all, ingest.Complain("there are %d hashtags, Instagram lets %d be read in seven days", len(o.Hashtags), maxHashtags))
	}
	all = append(all, graph.CheckNames(o.Accounts))
	if o.Figures != 0 && o.Figures < minFigures {
		all = append(all, ingest.Complain("figures is %s, want %s or more", o.Figures, minFigures))
	}
	reads := len(o.Hashtags) > 0 || o.Tags || o.Comments || len(o.Accounts) > 0
	switch {
	case o.Webhook != nil && reads:
		all = append(all, ingest.Complain("webhook takes comments and mentions and reads nothing else: make it two sources"))
	case o.Webhook == nil && !reads:
		all = append(all, ingest.Complain("nothing to read: name hashtags or accounts, or set tags, comments or a webhook"))
	}
	if o.Webhook != nil {
		all = append(all, o.Webhook.Validate())
	}
	return errors.Join(all...)
}

func isHashtag(tag string) bool {
	return tag != "" && utf8.RuneCountInString(tag) <= 100 && !strings.ContainsFunc(tag, func(r rune) bool {
		return r != '_' && !unicode.In(r, unicode.L, unicode.M, unicode.N)
	})
}

// Source reads for one account.
type Source struct {
	options Options
	env     ingest.Env
	graph   *graph.Client
}

// listener is a source that Meta posts to.
type listener struct {
	*Source
	*push.Door
}

// Read lets Meta in until ctx ends.
func (l *listener) Read(ctx context.Context, after ingest.Cursor, emit func(ingest.Page) error) error {
	return l.Door.Read(ctx, after, emit)
}

// New checks the options. With a webhook the source listens and does not read.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	if err := o.Validate(); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	client, err := graph.New(o.Options, graph.Facebook, env)
	if err != nil {
		return nil, ingest.Rhythm{}, err
	}
	s := &Source{options: o, env: env, graph: client}
	if o.Webhook != nil {
		return &listener{s, o.Webhook.Door(env, s.posted)}, ingest.Rhythm{Live: true, Quiet: o.Quiet}, nil
	}
	rhythm := ingest.Rhythm{Every: cmp.Or(o.Every, defaultEvery), Quiet: o.Quiet}
	if len(o.Hashtags) > 0 {
		rhythm.Reach = reach
	}
	return s, rhythm, nil
}

// Examine asks for the account's name and what the token may.
func (s *Source) Examine(ctx context.Context) (found string, err error) {
	who, err := s.profile(ctx)
	if err != nil {
		return "", err
	}
	scopes, err := s.graph.Scopes(ctx)
	if err != nil {
		return "", err
	}
	return who.Username, ingest.Lack(graph.Missing(s.needs(), scopes))
}

// needs are the permissions that the options cannot do without.
func (s *Source) needs() []ingest.Grant {
	o := s.options
	idle := map[string]bool{
		"instagram_manage_comments": !o.Comments && !o.Tags && o.Webhook == nil,
		"instagram_manage_insights": len(o.Accounts) == 0,
		"pages_manage_metadata":     o.Webhook == nil,
	}
	return slices.DeleteFunc(slices.Clone(Grants), func(g ingest.Grant) bool { return idle[g.Name] })
}

// profile is what the account's owner is told of it.
type profile struct {
	ID        string `json:"id"`
	Username  string `json:"username"`
	Followers *int64 `json:"followers_count"`
	Posts     *int64 `json:"media_count"`
}

func (s *Source) profile(ctx context.Context) (who profile, err error) {
	err = s.ask(ctx, "", url.Values{"fields": {"id,username,followers_count,media_count"}}, &who)
	return who, err
}

// ask asks for something of the account.
func (s *Source) ask(ctx context.Context, edge string, q url.Values, into any) error {
	return s.graph.Get(ctx, "/"+s.options.Account+edge, q, into)
}

// alone reports whether an error concerns what was asked for and nothing else. What is denied to a token that is good, it may not.
func (s *Source) alone(ctx context.Context, err error) bool {
	if errors.Is(err, ingest.ErrDenied) {
		_, err := s.profile(ctx)
		return err == nil
	}
	return errors.Is(err, ingest.ErrGone) || errors.As(err, new(*fetch.MetaError)) || errors.As(err, new(spent))
}
