// Package odnoklassniki reads what is written in your own groups of Odnoklassniki (OK): topics, and the comments on them, on
// photos, videos and goods; and keeps the figures of groups.
//
// The API: https://apiok.ru/en/dev/methods. Its rights are granted on request, by letter to api-support@ok.ru. There is no search
// for words, so what is said elsewhere is not found.
//
// Choices:
//
//   - A mention's id is TYPE/object for a topic and TYPE/object/comment for what is said under it, which is all that looking
//     again needs. Threads are those of OK: a comment's parent is the comment that it answers, or the topic.
//   - The statistics list a group's topics; one more call gives the counters and the first three parts of a hundred, which is
//     all that OK gives of several at once. Comments are asked for where their number is another one than before. The latest two
//     hundred topics of four weeks are followed. Comments on other things are found in the list of discussions of whoever gave
//     the token, who should moderate the group.
//   - The first read brings the topics of a day. Looking back walks topics, with all that is said under them; what is said
//     later under earlier ones is not part of it.
//   - Comments tell their time to the second, without a zone, which others found to be Moscow's. Where it is not, times are wrong
//     by hours and nothing is lost. They tell nothing of edits: looking again brings the text as it is then.
//   - People's ids are made for the application that asks, so there are no links to them.
//   - Members are listed where the options ask for it; active are those who liked or commented on one of the latest hundred
//     topics of the week before.
//   - Of other groups there are counts of members and topics and nothing else. Of own ones the latest hundred topics of a week
//     are counted as well. Figures of days are asked for once a day, for three days, as OK completes them late. What counts
//     people twice, such as its reach by kind of device, is left out.
package odnoklassniki

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"molva/config/secret"
	"molva/ingest"
	"molva/ingest/fetch"
)

// Network is the network of every mention from here.
const Network = "odnoklassniki"

const (
	defaultBase    = "https://api.ok.ru"
	defaultEvery   = 10 * time.Minute
	defaultFigures = time.Hour
	minEvery       = time.Minute
	day            = 24 * time.Hour
	followed       = 28 * day // how long a topic's comments are looked for
	maxGroups      = 5        // of which a cursor can hold how far each thread was read
)

// Grants are the permissions that reading takes (https://apiok.ru/en/ext/oauth/permissions).
var Grants = []ingest.Grant{
	{Name: "VALUABLE_ACCESS", Brings: "topics, comments and counters of groups"},
	{Name: "GROUP_CONTENT", Brings: "the topics, statistics and members of your own groups"},
}

// Options say which groups to read, in whose name.
type Options struct {
	BaseURL           string        `yaml:"base_url"`           // empty: https://api.ok.ru
	ApplicationKey    string        `yaml:"application_key"`    // the public one
	ApplicationSecret secret.String `yaml:"application_secret"` // or session_secret
	Token             secret.String `yaml:"token"`              // of an administrator of the groups; the permanent one, or one that OAuth gave
	SessionSecret     secret.String `yaml:"session_secret"`     // that came with the token
	Groups            []string      `yaml:"groups"`             // numbers of your own groups: their topics and comments, and all of their figures
	Accounts          []string      `yaml:"accounts"`           // numbers of further groups whose counts are kept, such as competitors'
	Members           []string      `yaml:"members"`            // numbers of own groups whose members are kept, and who is active, once a week: a call for each hundred people
	Every             time.Duration `yaml:"every"`              // pause between two reads; 0: ten minutes
	Figures           time.Duration `yaml:"figures"`            // pause between two rounds of figures; 0: an hour
	Quiet             time.Duration `yaml:"quiet"`              // no mention for longer than this makes the source late; 0: learned
}

var numberForm = regexp.MustCompile(`^[0-9]{1,20}$`)

// Validate reports everything that is wrong with the options.
func (o Options) Validate() error {
	_, err := fetch.Base("base_url", o.BaseURL, defaultBase)
	all := []error{err, ingest.CheckPace(o.Every, minEvery, o.Quiet)}
	if o.ApplicationKey == "" {
		all = append(all, ingest.Complain("application_key is missing, want the application's public key"))
	}
	if o.Token.Empty() {
		all = append(all, ingest.Complain("token is missing, want an administrator's access token"))
	}
	if o.ApplicationSecret.Empty() == o.SessionSecret.Empty() {
		all = append(all, ingest.Complain("want either application_secret or session_secret, which sign what is asked"))
	}
	if n := len(o.Groups); n > maxGroups {
		all = append(all, ingest.Complain("groups are %d, want %d or fewer: make it several sources", n, maxGroups))
	}
	if len(o.Groups)+len(o.Accounts)+len(o.Members) == 0 {
		all = append(all, ingest.Complain("nothing to read: name groups, accounts or members"))
	}
	const want = "%s has %q, want the number of a group, as in ok.ru/group/53245288710321"
	all = append(all, ingest.CheckNames("groups", o.Groups, numberForm.MatchString, want),
		ingest.CheckNames("accounts", o.Accounts, numberForm.MatchString, want), ingest.CheckNames("members", o.Members, numberForm.MatchString, want))
	if o.Figures < 0 {
		all = append(all, ingest.Complain("figures is %s, want 0 or more", o.Figures))
	}
	return errors.Join(all...)
}

// Source reads groups with one token.
type Source struct {
	options Options
	env     ingest.Env
	api     fetch.API
}

// New checks the options.
func New(o Options, env ingest.Env) (ingest.Source, ingest.Rhythm, error) {
	base, err := fetch.Base("base_url", o.BaseURL, defaultBase)
	if err := cmp.Or(o.Validate(), err); err != nil {
		return nil, ingest.Rhythm{}, err
	}
	o.Figures = cmp.Or(o.Figures, defaultFigures)
	s := &Source{options: o, env: env}
	s.api = fetch.API{Client: env.HTTP, Base: base, Says: fetch.OK, Governor: env.Governor}
	return s, ingest.Rhythm{Every: cmp.Or(o.Every, defaultEvery), Quiet: o.Quiet, Reach: followed}, nil
}

// Examine asks whose the token is, what the groups are called and which permissions the application was given.
func (s *Source) Examine(ctx context.Context) (found string, err error) {
	found, err = s.me(ctx)
	if err != nil {
		return "", err
	}
	sign := ": "
	for _, id := range s.accounts() {
		g, err := s.info(ctx, id)
		if err != nil {
			return "", err
		}
		found, sign = found+sign+g.Name, ", "
	}
	if lacks, err := s.lacks(ctx); err != nil || len(lacks) > 0 {
		return found, cmp.Or(err, ingest.Lack(lacks))
	}
	for _, g := range s.options.Groups { // whose statistics are for administrators
		if _, err := s.stats(ctx, g, ingest.Span{From: s.env.Now().Add(-day)}, ""); err != nil {
			return "", fmt.Errorf("group %s: %w", g, err)
		}
	}
	return found, nil
}

// lacks asks for each permission that the options need. See users.hasAppPermission.
func (s *Source) lacks(ctx context.Context) (lacks []ingest.Grant, err error) {
	needed := Grants
	if len(s.options.Groups)+len(s.options.Members) == 0 {
		needed = Grants[:1]
	}
	for _, g := range needed {
		var has json.RawMessage // true, in some of the older versions as a string
		if err := s.call(ctx, "users.hasAppPermission", url.Values{"ext_perm": {g.Name}}, &has); err != nil {
			return nil, err
		}
		if strings.Trim(string(has), `"`) != "true" {
			lacks = append(lacks, g)
		}
	}
	return lacks, nil
}

// accounts are all groups whose figures are kept, each once.
func (s *Source) accounts() []string {
	var all []string
	for _, g := range slices.Concat(s.options.Groups, s.options.Accounts, s.options.Members) {
		if !slices.Contains(all, g) {
			all = append(all, g)
		}
	}
	return all
}
