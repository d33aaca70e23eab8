package api

import (
	"net/http"
	"net/url"

	"molva/alerts"
	"molva/classify"
	"molva/classify/cluster"
	"molva/store"
)

// filter are the parameters of the mentions page, but for its paging. What counts is listed, unless all or counted say otherwise.
func filter() []parameter {
	return []parameter{
		ofTopic,
		choice("sentiment", "towards the topic, or of the whole text", "negative", "neutral", "positive"),
		choice("without", "any other sentiment", "negative", "neutral", "positive"),
		choice("category", "what sort of statement it is", texts(classify.Categories[:])...),
		text("network", "such as vk"), choice("lang", "as detected", "ru", "en", "other", "unknown"),
		text("source", "id of a source"), text("author", "the network's id of the author"),
		text("search", "words that must all be there; in quotes as a phrase"), text("thread", "id of any mention of a thread"),
		id("complaint", "id of a complaint, such as c12", ids["complaint"].Schema.Pattern),
		choice("kind", "in anything that recurs, of this kind", texts(cluster.Kinds[:])...),
		since("since", "published then or later"), since("until", "published before"),
		flag("all", "also what does not count"), flag("counted", "false: only what does not count"), flag("voices", "what counts, and copies of it"),
		flag("unsure", "the model is"), flag("mixed", "good and bad is said"), flag("labelled", "by a person"), flag("copy", "of another mention"),
		flag("recommends", "advises others to take something"), flag("prompted", "ours, or an answer to us, or below what we published"),
		choice("work", "what people do about it", texts(store.Works[:])...), text("assignee", "who takes care of it"),
		number("influential", "at least so many followers of the author are known", 1, 1_000_000_000),
	}
}

// since is a day or a moment as the links of the pages write it.
func since(name, about string) parameter {
	return id(name, about+": a day such as 2026-09-01, or a moment such as 2026-09-01T12:00:00+03:00", `^(\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?|\d{8}T\d{4}Z)$`)
}

// filter is what the query means, in the grammar of the mentions page.
func (c *call) filter() (store.Filter, error) {
	q := url.Values{}
	for _, p := range filter() {
		if values, there := c.query[p.Name]; there {
			q[p.Name] = values
		}
	}
	f, err := alerts.ParseQuery(q)
	if err != nil {
		return f, problem(http.StatusBadRequest, "%v", err)
	}
	return f, nil
}
