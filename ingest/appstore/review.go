package appstore

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"golang.org/x/text/language"

	"molva/ingest"
)

// review is a customer's, as the API has it.
type review struct {
	ID         string `json:"id"`
	Attributes struct {
		Rating    *float64 `json:"rating"`
		Title     string   `json:"title"`
		Body      string   `json:"body"`
		Nickname  string   `json:"reviewerNickname"`
		Created   string   `json:"createdDate"`
		Territory string   `json:"territory"`
	} `json:"attributes"`
	Relationships struct {
		Response struct {
			Data struct {
				ID string `json:"id"`
			} `json:"data"`
		} `json:"response"`
	} `json:"relationships"`
}

// response is what a developer answered.
type response struct {
	ID         string `json:"id"`
	Type       string `json:"type"`
	Attributes struct {
		Body     string `json:"responseBody"`
		Modified string `json:"lastModifiedDate"`
	} `json:"attributes"`
}

// responses are the readable ones by their ids.
func responses(included []json.RawMessage) map[string]response {
	all := map[string]response{}
	for _, data := range included {
		var r response
		if json.Unmarshal(data, &r) == nil && r.Type == "customerReviewResponses" {
			all[r.ID] = r
		}
	}
	return all
}

// parse makes a mention of an app's review.
func parse(data []byte, app string, answers map[string]response) (d ingest.Dated) {
	var r review
	err := json.Unmarshal(data, &r)
	d.Mention = r.mention(app, answers[r.Relationships.Response.Data.ID])
	return checked(d, err)
}

// checked is an item that was read so far as err allows: with a title for a text where it has no other, or why it cannot be taken.
func checked(d ingest.Dated, err error) ingest.Dated {
	if m := &d.Mention; m.Text == "" {
		m.Text, m.Title = m.Title, ""
	}
	switch {
	case err != nil:
		d.Bad = errors.New("review is no readable JSON")
	case d.Mention.ID == "" || d.Mention.Published.IsZero():
		d.Bad = errors.New("review lacks its id or date")
	}
	return d
}

func (r review) mention(app string, answer response) ingest.Mention {
	a, territory := r.Attributes, country(r.Attributes.Territory)
	m := ingest.Mention{
		ID:      idOf(app, r.ID),
		Network: Network,
		URL:     pageOf(app, territory),
		Title:   a.Title,
		Text:    a.Body,
		Author:  ingest.Author{Name: a.Nickname},
		Kind:    ingest.Review,
		Rating:  a.Rating,
		Extra:   map[string]any{},
	}
	m.Published, _ = ingest.ParseTime(a.Created)
	extra(m, "territory", territory)
	extra(m, "answer", answer.Attributes.Body)
	if at, ok := ingest.ParseTime(answer.Attributes.Modified); ok {
		extra(m, "answered_at", at.Format(time.RFC3339))
	}
	return m
}

// idOf is "" for a review without an id.
func idOf(app, review string) string {
	if review == "" {
		return ""
	}
	return app + "/" + review
}

// extra adds what the network tells and mentions have no field for.
func extra(m ingest.Mention, name, value string) {
	if value != "" {
		m.Extra[name] = value
	}
}

// country is the two-letter code of a territory that has three letters; what is none stays as it is.
func country(territory string) string {
	region, err := language.ParseRegion(territory)
	if err != nil {
		return territory
	}
	return region.String()
}

// pageOf is where people find the reviews of an app in the shop of a country; one of its own no review has.
func pageOf(app, country string) string {
	shop := ""
	if len(country) == 2 {
		shop = strings.ToLower(country) + "/"
	}
	return "https://apps.apple.com/" + shop + "app/id" + app + "?see-all=reviews"
}
