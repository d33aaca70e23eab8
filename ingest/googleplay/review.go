package googleplay

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"molva/ingest"
)

const perCall = 100 // reviews

// review is a user's words and the developer's, as the API has them.
type review struct {
	ID       string `json:"reviewId"`
	Author   string `json:"authorName"`
	Comments []struct {
		User      userComment      `json:"userComment"`
		Developer developerComment `json:"developerComment"`
	} `json:"comments"`
}

type userComment struct {
	Text     string   `json:"text"`         // a title may stand before it, and a tab between
	Original string   `json:"originalText"` // of one that was translated
	Modified stamp    `json:"lastModified"`
	Stars    *float64 `json:"starRating"`
	Language string   `json:"reviewerLanguage"`
	Device   string   `json:"device"` // by its code
	Metadata struct {
		Product string `json:"productName"`
	} `json:"deviceMetadata"`
	System      int64  `json:"androidOsVersion"` // of the SDK
	VersionCode int64  `json:"appVersionCode"`
	Version     string `json:"appVersionName"`
	Up          *int64 `json:"thumbsUpCount"`
	Down        *int64 `json:"thumbsDownCount"`
}

type developerComment struct {
	Text     string `json:"text"`
	Modified stamp  `json:"lastModified"`
}

type stamp struct {
	Seconds string `json:"seconds"` // since 1970
}

func (s stamp) time() time.Time {
	at, _ := ingest.ParseTime(s.Seconds)
	return at
}

// page is a part of an app's reviews, the last changed first. One that has none answers without the list.
func (s *Source) page(ctx context.Context, name, token string) (items []ingest.Dated, next string, err error) {
	q := url.Values{"maxResults": {strconv.Itoa(perCall)}}
	if token != "" {
		q.Set("token", token)
	}
	var got struct {
		Reviews []json.RawMessage `json:"reviews"`
		Tokens  struct {
			Next string `json:"nextPageToken"`
		} `json:"tokenPagination"`
	}
	if err := s.get(ctx, name+"/reviews", q, &got); err != nil {
		return nil, "", fmt.Errorf("read the reviews of %s: %w", name, err)
	}
	for _, data := range got.Reviews {
		items = append(items, parse(data, name))
	}
	return items, got.Tokens.Next, nil
}

func parse(data []byte, name string) (d ingest.Dated) {
	var r review
	err := json.Unmarshal(data, &r)
	d.Mention = r.mention(name)
	switch {
	case err != nil:
		d.Bad = errors.New("review is no readable JSON")
	case r.ID == "" || d.Mention.Published.IsZero():
		d.Bad = errors.New("review lacks its reviewId or lastModified")
	}
	return d
}

// said is what stands there now: what was changed last, of the user and of the developer.
func (r review) said() (u userComment, d developerComment) {
	for _, c := range r.Comments {
		if !c.User.Modified.time().Before(u.Modified.time()) {
			u = c.User
		}
		if !c.Developer.Modified.time().Before(d.Modified.time()) {
			d = c.Developer
		}
	}
	return u, d
}

// mention is the review as ingest has it.
func (r review) mention(name string) ingest.Mention {
	u, answer := r.said()
	m := ingest.Mention{
		Network:    Network,
		URL:        "https://play.google.com/store/apps/details?" + url.Values{"id": {name}, "reviewId": {r.ID}}.Encode(),
		Author:     ingest.Author{Name: r.Author},
		Lang:       strings.ReplaceAll(u.Language, "_", "-"),
		Published:  u.Modified.time(),
		Kind:       ingest.Review,
		Rating:     u.Stars,
		Engagement: ingest.Engagement{Likes: ingest.Count(u.Up)},
		Extra:      u.extra(answer),
	}
	if r.ID != "" {
		m.ID = name + "/" + r.ID
	}
	m.Text = cmp.Or(u.Original, u.Text)
	if title, body, titled := strings.Cut(m.Text, "\t"); titled && body != "" {
		m.Title, m.Text = title, body
	}
	return m
}

// extra is what mentions have no field for.
func (u userComment) extra(answer developerComment) map[string]any {
	all := map[string]any{}
	if u.System > 0 {
		all["os"] = fmt.Sprintf("Android SDK %d", u.System)
	}
	if u.VersionCode > 0 {
		all["version_code"] = u.VersionCode
	}
	if n := ingest.Count(u.Down); n != nil {
		all["dislikes"] = *n
	}
	for key, value := range map[string]string{
		"version": u.Version, "device": cmp.Or(u.Metadata.Product, u.Device), "answer": answer.Text,
	} {
		if value != "" {
			all[key] = value
		}
	}
	if at := answer.Modified.time(); !at.IsZero() {
		all["answered_at"] = at.Format(time.RFC3339)
	}
	return all
}

// Refresh asks for each review by its id. One that is not found is left as it is, and so is that of an app that is not read.
func (s *Source) Refresh(ctx context.Context, known []ingest.Known, emit func(ingest.Page) error) error {
	return s.Look(ctx, known, func(ctx context.Context, name, id string) (ingest.Dated, error) {
		var data json.RawMessage
		if err := s.get(ctx, name+"/reviews/"+id, nil, &data); err != nil {
			return ingest.Dated{}, err
		}
		return parse(data, name), nil
	}, emit)
}
