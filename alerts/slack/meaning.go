package slack

import (
	"errors"
	"maps"
	"slices"

	"molva/ingest"
)

// Meaning is what a reaction on a quote says of the mention.
type Meaning string

// The meanings.
const (
	Positive   Meaning = "positive" // towards the topic that it was quoted for
	Neutral    Meaning = "neutral"
	Negative   Meaning = "negative"
	NotAboutUs Meaning = "not-about-us" // it leaves the figures of that topic
	NotSpam    Meaning = "not-spam"     // what was taken for an advert comes back
)

var allMeanings = []Meaning{Positive, Neutral, Negative, NotAboutUs, NotSpam}

// Meanings are those of the options' reactions, or the usual ones where the options name none: 👍 👎 😐 🚫 ✅.
func (o Options) Meanings() map[string]Meaning {
	if len(o.Reactions) > 0 {
		return maps.Clone(o.Reactions)
	}
	return map[string]Meaning{
		"+1": Positive, "thumbsup": Positive, "-1": Negative, "thumbsdown": Negative, "neutral_face": Neutral,
		"no_entry_sign": NotAboutUs, "white_check_mark": NotSpam,
	}
}

// Rights says which people may do what, by their ids in Slack (U…). An empty list lets everybody in who sees the message.
type Rights struct {
	Label []string `yaml:"label"` // say by a reaction that a mention was judged wrongly
	Act   []string `yaml:"act"`   // use the buttons
	Ask   []string `yaml:"ask"`   // ask questions
}

// checkListening joins what is wrong with the options that are for listening.
func (o Options) checkListening() error {
	var all []error
	if o.Token.Empty() && (!o.AppToken.Empty() || !o.SigningSecret.Empty()) {
		all = append(all, ingest.Complain("token is missing: who listens with app_token or signing_secret needs it to answer"))
	}
	for _, name := range slices.Sorted(maps.Keys(o.Reactions)) {
		if m := o.Reactions[name]; !slices.Contains(allMeanings, m) {
			all = append(all, ingest.Complain("reactions: %.40q means %.40q, want one of %v", name, string(m), allMeanings))
		}
	}
	for _, list := range [][]string{o.Allow.Label, o.Allow.Act, o.Allow.Ask} {
		for _, id := range list {
			if !isUser(id) {
				all = append(all, ingest.Complain("allow: %.40q is no user id, want one such as U012ABCDEF (in Slack: profile, More, Copy member ID)", id))
			}
		}
	}
	return errors.Join(all...)
}

// isUser reports whether it looks like a person's id: U or W, then capitals and digits.
func isUser(id string) bool {
	if len(id) < 2 || id[0] != 'U' && id[0] != 'W' {
		return false
	}
	for _, c := range id[1:] {
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}
