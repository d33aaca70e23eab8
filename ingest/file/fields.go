package file

import (
	"strings"

	"molva/ingest"
)

// kind is how a value is written in the wire format.
type kind uint8

const (
	text   kind = iota
	number      // in CSV also with spaces between the digits and a decimal comma
	flag        // true or false; in CSV also 1, 0, yes, no
	list        // in CSV separated by comma, semicolon or bar
	clock       // a moment; in CSV also as spreadsheets write it
	object      // whatever stands there
)

// fields are the names of the wire format, in the order in which messages list them. A scale of scores has its own name
// in short.
var fields = []struct {
	name string
	kind kind
}{
	{"id", text}, {"network", text}, {"url", text}, {"text", text}, {"title", text},
	{"author", text}, {"author.id", text}, {"author.name", text}, {"author.url", text}, {"author.followers", number},
	{"lang", text}, {"published_at", clock}, {"kind", text}, {"thread", text}, {"parent", text}, {"context", text},
	{"rating", number}, {"scores", object}, {"nps", number}, {"csat", number}, {"acsi_satisfaction", number},
	{"acsi_expectations", number}, {"acsi_ideal", number},
	{"engagement", object}, {"engagement.views", number}, {"engagement.likes", number},
	{"engagement.replies", number}, {"engagement.shares", number},
	{"topics", list}, {"edited_at", clock}, {"deleted", flag}, {"extra", object},
}

// kindOf looks a name of the wire format up; the second result is false when it is none.
func kindOf(name string) (kind, bool) {
	for _, f := range fields {
		if f.name == name {
			return f.kind, true
		}
	}
	return object, false
}

// known lists the names of the wire format for messages.
func known() string {
	all := make([]string, len(fields))
	for i, f := range fields {
		all[i] = f.name
	}
	return strings.Join(all, ", ")
}

// wireName is where a field stands in a mention.
func wireName(name string) string {
	for _, scale := range ingest.Scales {
		if scale.Name == name {
			return "scores." + name
		}
	}
	return name
}
