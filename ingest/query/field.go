package query

import (
	"net/url"
	"slices"
	"strings"

	"molva/ingest"
)

const fieldNames = "author, lang, network, title, url"

func isField(name string) bool {
	return slices.Contains(strings.Split(fieldNames, ", "), name)
}

// fieldNode makes a node that looks at one field of a mention beside its text.
func fieldNode(field string, t token) (*node, error) {
	value := strings.Join(strings.Fields(t.text), " ")
	n := &node{op: opField, field: field}
	switch field {
	case "lang", "network":
		n.text = strings.ToLower(value)
		if strings.Trim(n.text, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || n.text == "" {
			return nil, &Error{t.column, t.found(), "letters, digits and hyphens"}
		}
	case "url":
		n.text = trimLink(strings.ToLower(value))
		if n.text == "" || strings.ContainsAny(n.text, `" `) {
			return nil, &Error{t.column, t.found(), "a host, as in example.com or example.com/path"}
		}
	default:
		n.text = strings.Join(slices.Collect(Words(value)), " ")
		if n.text == "" {
			return nil, &Error{t.column, t.found(), "a name"}
		}
	}
	return n, nil
}

// trimLink leaves of a link what tells pages apart.
func trimLink(link string) string {
	if _, rest, ok := strings.Cut(link, "://"); ok {
		link = rest
	}
	return strings.TrimRight(strings.TrimPrefix(link, "www."), "/")
}

// says reports whether the mention's field is as the node wants it.
func says(m *ingest.Mention, field, want string) bool {
	switch field {
	case "lang":
		return isLang(m.Lang, want)
	case "network":
		return strings.EqualFold(m.Network, want)
	case "url":
		return isUnder(m.URL, want)
	}
	return isAuthor(m.Author, want)
}

// isLang takes "ru" for "ru-RU" too.
func isLang(tag, want string) bool {
	if len(tag) > len(want) && (tag[len(want)] == '-' || tag[len(want)] == '_') {
		tag = tag[:len(want)]
	}
	return strings.EqualFold(tag, want)
}

// isAuthor compares the id whole and looks for the words side by side in the name.
func isAuthor(a ingest.Author, want string) bool {
	id := strings.Join(slices.Collect(Words(a.ID)), " ")
	name := strings.Join(slices.Collect(Words(a.Name)), " ")
	return id == want || strings.Contains(" "+name+" ", " "+want+" ")
}

// isUnder reports whether a link leads to the host, to one below it, or to the path there.
func isUnder(link, want string) bool {
	u, err := url.Parse(link)
	if err != nil || link == "" {
		return false
	}
	host, path, _ := strings.Cut(want, "/")
	at := strings.ToLower(u.Hostname())
	if at != host && !strings.HasSuffix(at, "."+host) {
		return false
	}
	rest, ok := strings.CutPrefix(strings.ToLower(strings.Trim(u.Path, "/")), path)
	return ok && (path == "" || rest == "" || rest[0] == '/')
}
