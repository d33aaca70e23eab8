package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/rss"

	"molva/ingest"
)

// maxPause is the longest that a feed may ask to be left alone; beyond it we would not notice that it lives.
const maxPause = 24 * time.Hour

// document is a feed that was read.
type document struct {
	lang     string
	author   string // of items that name none
	items    []*gofeed.Item
	rejected []ingest.Rejection
	pause    int64 // seconds that the feed wants between two requests
	whole    bool  // false: ask for all of it again
	broken   error // why it is not whole, when items are known to be missing
}

// parse reads text, which is valid UTF-8.
func parse(text []byte, max int) (document, error) {
	if bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		return parseJSON(text, max)
	}
	c, err := cutXML(text, max)
	if err != nil {
		return document{}, err
	}
	doc := document{rejected: c.rejected, whole: c.whole, broken: c.broken}
	if head, err := gofeedParse(c.root + closed(c) + "</" + c.name + ">"); err == nil {
		doc.describe(head)
	}
	for _, item := range c.items {
		doc.add(item.place, c.root+string(item.text)+"</"+c.name+">")
	}
	return doc, nil
}

// closed is the head with its channel closed, which in RSS goes on around the items.
func closed(c cuts) string {
	lower := strings.ToLower(c.head)
	if strings.Contains(lower, "<channel") && !strings.Contains(lower, "</channel") {
		return c.head + "</channel>"
	}
	return c.head
}

func parseJSON(text []byte, max int) (document, error) {
	c, err := cutJSON(text, max)
	if err != nil {
		return document{}, err
	}
	if _, ok := c.head["version"]; !ok {
		return document{}, errors.New("found JSON without a version, want JSON Feed")
	}
	doc := document{rejected: c.rejected, whole: c.whole, broken: c.broken}
	if head, err := json.Marshal(c.head); err == nil {
		if feed, err := gofeedParse(string(head)); err == nil {
			doc.describe(feed)
		}
	}
	for _, item := range c.items {
		doc.add(item.place, `{"version":"https://jsonfeed.org/version/1.1","items":[`+string(item.text)+`]}`)
	}
	return doc, nil
}

func gofeedParse(text string) (*gofeed.Feed, error) {
	p := gofeed.NewParser()
	p.KeepOriginalFeed = true // RSS keeps its ttl there
	return p.Parse(strings.NewReader(text))
}

// add parses one item that stands alone in its feed.
func (d *document) add(place int, text string) {
	feed, err := gofeedParse(text)
	if err != nil || len(feed.Items) != 1 || feed.Items[0] == nil {
		d.rejected = append(d.rejected, ingest.Rejection{Item: itemName(place), Reason: "the item cannot be parsed"})
		return
	}
	d.items = append(d.items, feed.Items[0])
}

// describe takes what the feed says of all its items.
func (d *document) describe(feed *gofeed.Feed) {
	d.lang = feed.Language
	if feed.FeedType != "rss" && len(feed.Authors) > 0 && feed.Authors[0] != nil {
		d.author = feed.Authors[0].Name
	}
	d.pause = int64(min(max(ttl(feed), updates(feed)), maxPause) / time.Second)
}

// ttl is the minutes that RSS may be kept.
func ttl(feed *gofeed.Feed) time.Duration {
	original, ok := feed.OriginalFeed().(*rss.Feed)
	if !ok {
		return 0
	}
	n, err := strconv.Atoi(strings.TrimSpace(original.TTL))
	if err != nil || n < 0 {
		return 0
	}
	return time.Duration(min(n, int(maxPause/time.Minute))) * time.Minute
}

// updates is the pause that the syndication module asks for: a period, divided by how often it brings something.
func updates(feed *gofeed.Feed) time.Duration {
	value := func(name string) string {
		if e := feed.Extensions["sy"][name]; len(e) > 0 {
			return strings.TrimSpace(e[0].Value)
		}
		return ""
	}
	period := map[string]time.Duration{
		"hourly": time.Hour, "daily": maxPause, "weekly": 7 * maxPause, "monthly": 30 * maxPause, "yearly": 365 * maxPause,
	}[value("updatePeriod")]
	if n, err := strconv.Atoi(value("updateFrequency")); err == nil && n > 0 {
		period /= time.Duration(n)
	}
	return period
}
