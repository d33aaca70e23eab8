package appstore

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"

	"molva/ingest"
	"molva/ingest/fetch"
)

// A feed has up to ten pages of some fifty entries; one of each may be the app itself.
const (
	feedPages = 10
	feedFull  = 400 // reviews that a feed has at least which is at its end
)

// feed reads the reviews of anybody's apps, a list for each app and country.
type feed struct {
	ingest.Lists
	api fetch.API
}

func newFeed(o Options, env ingest.Env, base *url.URL) *feed {
	f := &feed{api: fetch.API{Client: env.HTTP, Base: base, Governor: env.Governor}}
	f.Lists = ingest.Lists{Page: f.page, Most: feedFull, Late: late, Now: env.Now}
	for _, app := range o.Apps {
		for _, country := range o.Countries {
			f.Names = append(f.Names, country+"/"+app)
		}
	}
	return f
}

// Examine asks for the newest reviews of the first list.
func (f *feed) Examine(ctx context.Context) (found string, err error) {
	_, _, err = f.page(ctx, f.Names[0], "")
	return f.api.Base.Host, err
}

// entry is a review in the feed, as the iTunes shop has written it for years; nobody has written down how.
type entry struct {
	ID      text `json:"id"`
	Title   text `json:"title"`
	Content text `json:"content"`
	Rating  text `json:"im:rating"`
	Version text `json:"im:version"`
	Votes   text `json:"im:voteSum"` // of those who found it helpful
	Updated text `json:"updated"`
	Author  struct {
		Name text `json:"name"`
		URI  text `json:"uri"` // …/ru/reviews/id123
	} `json:"author"`
}

type text struct {
	Label string `json:"label"`
}

// page is a part of a list; its token is the number of the page.
func (f *feed) page(ctx context.Context, name, token string) (items []ingest.Dated, next string, err error) {
	country, app, _ := strings.Cut(name, "/")
	number := 1
	if token != "" {
		number, _ = strconv.Atoi(token)
	}
	var got struct {
		Feed *struct {
			Entry json.RawMessage `json:"entry"` // none, one or a list
		} `json:"feed"`
	}
	address := fmt.Sprintf("/%s/rss/customerreviews/page=%d/id=%s/sortby=mostrecent/json", country, number, app)
	if err := f.api.Get(ctx, address, nil, &got); err != nil {
		return nil, "", fmt.Errorf("read the feed of app %s in %s: %w", app, country, err)
	}
	if got.Feed == nil {
		return nil, "", fmt.Errorf("read the feed of app %s in %s: the answer has none", app, country)
	}
	for _, data := range entries(got.Feed.Entry) {
		if !bytes.Contains(data, []byte(`"im:bundleId"`)) { // which is the app itself
			items = append(items, parseEntry(data, country, app))
		}
	}
	if len(items) > 0 && number < feedPages { // how many there are on a page is not for sure
		next = strconv.Itoa(number + 1)
	}
	return items, next, nil
}

func entries(data json.RawMessage) (all []json.RawMessage) {
	if len(data) > 0 && json.Unmarshal(data, &all) != nil {
		return []json.RawMessage{data}
	}
	return all
}

func parseEntry(data []byte, country, app string) (d ingest.Dated) {
	var e entry
	err := json.Unmarshal(data, &e)
	d.Mention = e.mention(country, app)
	return checked(d, err)
}

func (e entry) mention(country, app string) ingest.Mention {
	m := ingest.Mention{
		ID:      idOf(app, e.ID.Label),
		Network: Network,
		URL:     pageOf(app, country),
		Title:   e.Title.Label,
		Text:    e.Content.Label,
		Author:  ingest.Author{Name: e.Author.Name.Label},
		Kind:    ingest.Review,
		Extra:   map[string]any{"territory": strings.ToUpper(country)},
	}
	m.Published, _ = ingest.ParseTime(e.Updated.Label)
	if id := path.Base(e.Author.URI.Label); strings.HasPrefix(id, "id") {
		m.Author.ID = strings.TrimPrefix(id, "id")
	}
	if stars, err := strconv.ParseFloat(e.Rating.Label, 64); err == nil {
		m.Rating = &stars
	}
	if votes, err := strconv.ParseInt(e.Votes.Label, 10, 64); err == nil {
		m.Engagement.Likes = ingest.Count(&votes)
	}
	extra(m, "version", e.Version.Label)
	return m
}
