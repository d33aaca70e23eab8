package x

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"molva/ingest"
)

// maxQuery is how many characters a query may have (docs.x.com/x-api/posts/search/integrate/build-a-query, self-serve). The rules
// of the stream may have twice as many.
const maxQuery = 512

// tail follows the words of each query that we make.
const tail = " -is:retweet"

func checkQuery(q string) error {
	if n := utf8.RuneCountInString(q); n > maxQuery || strings.TrimSpace(q) == "" {
		return ingest.Complain("the query has %d characters, want 1 to %d", n, maxQuery)
	}
	return nil
}

// queries are what X is asked for: the owner's own, and as many as it takes for all words.
func (o Options) queries(topics []ingest.Topic) (all []string, err error) {
	if o.Query != "" {
		all = append(all, o.Query)
	}
	if o.Search != nil {
		topics = []ingest.Topic{{Terms: o.Search}}
	} else if o.Query != "" {
		topics = nil
	}
	var words []string
	for _, term := range ingest.Terms(topics) {
		word := quoted(term)
		if n := utf8.RuneCountInString(anyOf([]string{word})); n > maxQuery {
			return nil, ingest.Complain("a word of the search is too long: the query has %d characters, want 1 to %d", n, maxQuery)
		}
		if len(words) > 0 && checkQuery(anyOf(append(words, word))) != nil {
			all, words = append(all, anyOf(words)), nil
		}
		words = append(words, word)
	}
	if len(words) > 0 {
		all = append(all, anyOf(words))
	}
	return all, nil
}

// anyOf asks for each of the words.
func anyOf(words []string) string { return "(" + strings.Join(words, " OR ") + ")" + tail }

// plain reports whether X takes a term for a word, a tag or a name; whatever else stands in quotes.
func plain(term string) bool {
	strange := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_' }
	word := strings.TrimPrefix(strings.TrimPrefix(term, "#"), "@")
	return word != "" && len(word) >= len(term)-1 && !strings.ContainsFunc(word, strange)
}

func quoted(term string) string {
	term = strings.Join(strings.Fields(strings.ReplaceAll(term, `"`, " ")), " ")
	if plain(term) && term != "OR" && term != "AND" && term != "NOT" {
		return term
	}
	return `"` + term + `"`
}
