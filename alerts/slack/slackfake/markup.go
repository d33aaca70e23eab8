package slackfake

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Live lists what in a message acts on its readers or could: angle brackets that are not escaped, and rich text that
// calls people. molva has no use for either.
func Live(m Message) []string {
	all := liveText(m.Text, "text")
	var blocks any
	if json.Unmarshal(m.Blocks, &blocks) == nil {
		all = append(all, liveIn(blocks, "blocks")...)
	}
	return all
}

func liveText(s, at string) []string {
	if n := strings.IndexAny(s, "<>"); n >= 0 {
		return []string{fmt.Sprintf("%s has %q at %d", at, s[n], n)}
	}
	return nil
}

// liveIn walks through a value that stands at a place.
func liveIn(value any, at string) (all []string) {
	switch v := value.(type) {
	case string:
		return liveText(v, at)
	case []any:
		for n, e := range v {
			all = append(all, liveIn(e, fmt.Sprintf("%s/%d", at, n))...)
		}
	case map[string]any:
		switch v["type"] {
		case "user", "usergroup", "channel", "broadcast":
			all = append(all, fmt.Sprintf("%s calls a %s", at, v["type"]))
		}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			all = append(all, liveIn(v[name], at+"/"+name)...)
		}
	}
	return all
}
