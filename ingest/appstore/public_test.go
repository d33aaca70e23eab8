package appstore

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"molva/ingest"
	"molva/ingest/sourcetest"
)

// The feed is walked to its end, which is its tenth page, and whoever was away for longer than it reaches is told so.
func TestFeedPages(t *testing.T) {
	const perPage = 45
	var asked []string
	env := sourcetest.Answers(t, func(u *url.URL) string {
		page := 0
		_, _ = fmt.Sscanf(u.Path, "/us/rss/customerreviews/page=%d/id=7/sortby=mostrecent/json", &page)
		asked = append(asked, u.Path)
		entries := []string{`{"im:name":{"label":"Lumen"},"id":{"label":"x","attributes":{"im:bundleId":"com.lumen.app"}}}`}
		for i := range perPage {
			at := sourcetest.Now().Add(-time.Duration(page*perPage+i) * time.Hour).Format(time.RFC3339)
			entries = append(entries, fmt.Sprintf(`{"id":{"label":"%d-%d"},"content":{"label":"says \"im:bundleId\""},"updated":{"label":%q}}`, page, i, at))
		}
		return `{"feed":{"entry":[` + strings.Join(entries, ",") + `]}}`
	})
	source, rhythm, err := New(Options{BaseURL: "http://feed.test", Public: true, Apps: []string{"7"}, Countries: []string{"us"}}, env)
	if err != nil || len(rhythm.Quotas) > 0 {
		t.Fatal(rhythm, err)
	}
	if _, again := source.(ingest.Refresher); again {
		t.Error("the feed can be asked for one review, want not")
	}
	mentions, gaps := 0, 0
	after := ingest.CursorOf(map[string]ingest.Trail{"us/7": {Until: sourcetest.Now().AddDate(0, -6, 0).Unix()}})
	err = source.Read(t.Context(), after, func(p ingest.Page) error {
		mentions += len(p.Mentions)
		if p.Gap != "" {
			gaps++
		}
		return nil
	})
	if err != nil || len(asked) != feedPages || mentions != feedPages*perPage || gaps != 1 {
		t.Errorf("%v: %d pages, %d reviews, %d gaps", err, len(asked), mentions, gaps)
	}
}

func TestCountry(t *testing.T) {
	for territory, want := range map[string]string{"RUS": "RU", "USA": "US", "KAZ": "KZ", "": "", "XX1": "XX1"} {
		if got := country(territory); got != want {
			t.Errorf("country of %q is %q, want %q", territory, got, want)
		}
	}
	if got := pageOf("7", "XX1"); got != "https://apps.apple.com/app/id7?see-all=reviews" {
		t.Errorf("page is %s", got)
	}
}
