package config

import (
	"maps"
	"slices"

	"molva/alerts/phrase"
	"molva/ingest"
	"molva/ingest/appstore"
	"molva/ingest/bluesky"
	"molva/ingest/discourse"
	"molva/ingest/email"
	"molva/ingest/facebook"
	"molva/ingest/feed"
	"molva/ingest/file"
	"molva/ingest/googleplay"
	"molva/ingest/hackernews"
	"molva/ingest/instagram"
	"molva/ingest/mastodon"
	"molva/ingest/odnoklassniki"
	"molva/ingest/reddit"
	"molva/ingest/rustore"
	"molva/ingest/stackexchange"
	"molva/ingest/telegram"
	"molva/ingest/threads"
	"molva/ingest/vk"
	"molva/ingest/webhook"
	"molva/ingest/x"
	"molva/ingest/youtube"
	"molva/ingest/zendesk"
)

// Network is a row of the table of networks that a source may name: what molva reads there, or why it cannot. The texts
// are keys of RussianNetworks.
type Network struct {
	Name   string
	Reads  string
	Needs  string // what it takes to read it; "" nothing
	More   string // what a key would add where none is needed; "" nothing
	Terms  string // what the network asks of whoever keeps its posts
	Closed string // not empty: molva cannot read it; why, and the way round

	Grants   []ingest.Grant // permissions that a token there may lack
	Supplies []string       // inputs of community metrics, as ingest/sourcetest names them

	opener ingest.Opener
}

// In is the row in the language of a printer that knows RussianNetworks.
func (n Network) In(p *phrase.Printer) Network {
	for _, text := range []*string{&n.Reads, &n.Needs, &n.More, &n.Terms, &n.Closed} {
		if *text != "" {
			*text = p.Sprintf(*text)
		}
	}
	return n
}

// Granted is a permission in the language of a printer that knows RussianNetworks.
func Granted(p *phrase.Printer, g ingest.Grant) ingest.Grant {
	g.Brings = p.Sprintf(g.Brings)
	return g
}

// Open reports whether molva can read the network.
func (n Network) Open() bool { return n.Closed == "" }

// networks is the table. What cannot be read stays in it with the reason, so that whoever asks for it is told.
var networks = map[string]Network{
	"bluesky": {
		opener: ingest.Opens(bluesky.New), Supplies: bluesky.Supplies,
		Reads: "public posts that name a topic, as they are written, what they answer, counters, accounts",
		More:  "a handle and an app password let it read the past beyond the first page of each search",
		Terms: "deletions are honoured: of recent posts at once, of older ones at the next look",
	},
	"telegram": {
		opener: ingest.Opens(telegram.New), Supplies: telegram.Supplies,
		Reads: "channels and groups that your bot is in, from 24 hours back: comments, reactions, member counts, no views",
		Needs: "a bot token; administrator in channels, privacy mode off in groups",
		Terms: "bots are not told of deletions: delete on request yourself",
	},
	"hackernews": {
		opener: ingest.Opens(hackernews.New),
		Reads:  "stories and comments that the search finds, what they answer, their past and their points",
		Terms:  "a link to each item stays with it",
	},
	"stackexchange": {
		opener: ingest.Opens(stackexchange.New),
		Reads:  "questions and answers that the search finds, on any site of the network",
		More:   "a free key allows 10,000 calls a day instead of 300",
		Terms:  "CC BY-SA: author and link are kept and shown",
	},
	"discourse": {
		opener: ingest.Opens(discourse.New), Supplies: discourse.Supplies,
		Reads: "a forum's posts, those that name a topic or all of them, and its figures",
		Needs: "the forum's address",
		More:  "a key opens what guests may not read",
		Terms: "each forum has rules of its own; deletions are honoured at the next look",
	},
	"youtube": {
		opener: ingest.Opens(youtube.New), Supplies: youtube.Supplies,
		Reads: "comments of channels, of videos and of those that the search finds, replies to threads of the last week, figures",
		Needs: "a free API key",
		Terms: "what is kept is asked for again or dropped within 30 days; made-up metrics have rules of their own",
	},
	"zendesk": {
		opener: ingest.Opens(zendesk.New),
		Reads:  "every message that a customer wrote in a ticket, not only the first",
		Needs:  "your address and an API token",
		Terms:  "your own customers' words: keep them no longer than you need",
	},
	"email": {
		opener: ingest.Opens(email.New),
		Reads:  "a mailbox by IMAP, read only, without quotes and signatures",
		Needs:  "server, user, and an app password or token",
		Terms:  "letters are personal: keep them no longer than you need",
	},
	"feed": {
		opener: ingest.Opens(feed.New),
		Reads:  "RSS, Atom and JSON feeds: news, blogs, forums, alerts",
		Needs:  "the feed's address",
		Terms:  "only what the feed itself gives is kept; ETag and Retry-After are obeyed",
	},
	"file": {
		opener: ingest.Opens(file.New),
		Reads:  "CSV and JSON lines, once or as they grow: reviews, surveys (NPS, CSAT, ACSI-style), anything else",
		Needs:  "a file",
		Terms:  "those of wherever the file comes from",
	},
	"mastodon": {
		opener: ingest.Opens(mastodon.New), Supplies: mastodon.Supplies,
		Reads: "hashtags and their past, what posts answer, counters, accounts",
		Needs: "a server's address",
		More:  "a token lets it search all words, hear mentions of your account and get posts as they appear",
		Terms: "each server has rules of its own; deletions are honoured",
	},
	"webhook": {
		opener: ingest.Opens(webhook.New),
		Reads:  "whatever another program pushes, signed: shops, surveys, review sites, messengers",
		Needs:  "a secret",
		Terms:  "those of wherever it comes from",
	},
	"vk": {
		opener: ingest.Opens(vk.New), Grants: vk.Grants, Supplies: vk.Supplies,
		Reads: "searches, walls, discussion boards, comments and mentions, asked for or pushed; figures and members of communities, ours and others'",
		Needs: "a service token for searches and walls; the token of an administrator for the figures of your own communities",
		Terms: "the law on personal data: molva counts people, it makes no profile of anybody",
	},
	"odnoklassniki": {
		opener: ingest.Opens(odnoklassniki.New), Grants: odnoklassniki.Grants, Supplies: odnoklassniki.Supplies,
		Reads: "topics of your own groups, comments on them, on photos, videos and goods; figures and members of groups; there is no search",
		Needs: "an application's two keys and a token; Odnoklassniki grants the rights on request",
		Terms: "deletions are honoured at the next look",
	},
	"facebook": {
		opener: ingest.Opens(facebook.New), Grants: facebook.Grants, Supplies: facebook.Supplies,
		Reads: "your page's posts, comments, recommendations and where it is tagged, asked for or pushed; figures; there is no search",
		Needs: "the page's token; pages of others need an approved app",
		Terms: "deletions are honoured at the next look; names come only where Meta shows them to the app",
	},
	"instagram": {
		opener: ingest.Opens(instagram.New), Grants: instagram.Grants, Supplies: instagram.Supplies,
		Reads: "comments on your media, where you are tagged or mentioned, 30 hashtags a week; figures of yours and other professional accounts",
		Needs: "a professional account behind a page, and its token from an approved app",
		Terms: "what a hashtag finds has no author; deletions are honoured under your own posts",
	},
	"threads": {
		opener: ingest.Opens(threads.New), Grants: threads.Grants, Supplies: threads.Supplies,
		Reads: "searches, mentions and replies, asked for or pushed; figures of your account, fewer of others",
		Needs: "a token; until the app is approved, searches find your own posts alone",
		Terms: "deletions are honoured under your own posts; elsewhere delete on request",
	},
	"x": {
		opener: ingest.Opens(x.New), Supplies: x.Supplies,
		Reads: "what a search of the last week finds, mentions, the filtered stream, figures",
		Needs: "a bearer token and a budget: every post that is read costs money",
		Terms: "what authors delete is to be deleted: set refresh, which costs money too, or delete on request",
	},
	"reddit": {
		opener: ingest.Opens(reddit.New), Supplies: reddit.Supplies,
		Reads: "what the search finds, posts and comments of subreddits, their figures",
		Needs: "a key, which Reddit approves by hand",
		Terms: "what users delete is deleted at the next look; commercial use takes a contract",
	},
	"app-store": {
		opener: ingest.Opens(appstore.New), Grants: appstore.Grants,
		Reads: "reviews of your apps with rating, country and your answer; of others' apps the newest 500 of a country, by an unofficial feed",
		Needs: "an App Store Connect key; nothing for the feed",
		Terms: "deletions are honoured at the next look",
	},
	"google-play": {
		opener: ingest.Opens(googleplay.New), Grants: googleplay.Grants,
		Reads: "reviews of your apps of the last week with rating, version, device and your answer",
		Needs: "a service account with the right to see reviews",
		Terms: "removals are not told: delete on request; older reviews come by import from the monthly CSV",
	},
	"rustore": {
		opener: ingest.Opens(rustore.New), Grants: rustore.Grants,
		Reads: "reviews of your apps with rating, version and your answer",
		Needs: "a key of the RuStore console",
		Terms: "deletions are honoured at the next look",
	},

	"dzen":         {Closed: "Dzen has no public interface for reading; take a channel's RSS with a feed source, or a file"},
	"linkedin":     {Closed: "LinkedIn lets nobody search what its members say; bring the comments on your own page with a webhook or file source"},
	"maps":         {Closed: "Yandex, 2GIS and Google show reviews of places but give programs no search in them; export yours and import the file"},
	"marketplaces": {Closed: "marketplaces give reviews to the seller's own programs alone; push them to a webhook source, or import a file"},
	"max":          {Closed: "MAX has no public search; push what your own bot gets to a webhook source"},
	"tiktok":       {Closed: "TikTok gives companies no mention search; use a webhook or file source"},
	"whatsapp":     {Closed: "WhatsApp lets nobody but the people in a chat read it; push what your own support number gets to a webhook source"},
}

// Table lists every network, those that can be read first, each part sorted by name.
func Table() []Network {
	var open, closed []Network
	for _, name := range slices.Sorted(maps.Keys(networks)) {
		row := networks[name]
		row.Name = name
		if row.Open() {
			open = append(open, row)
		} else {
			closed = append(closed, row)
		}
	}
	return append(open, closed...)
}

// Networks lists the networks that can be read, sorted.
func Networks() []string {
	var names []string
	for _, row := range Table() {
		if row.Open() {
			names = append(names, row.Name)
		}
	}
	return names
}
