package store

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"molva/ingest/query"
)

// phrases are the words by which something that repeats an erased mention is known: runs of words as the search index has them.
type phrases struct {
	known   map[string]bool
	lengths []int // in words
}

// What is looked for.
const (
	telling  = 5 // words of a text in a row that two people hardly have in common
	namelike = 4 // letters that a word must have to be looked for alone
)

// wordsOf are the words of a text as the search index has them.
func wordsOf(text string) []string { return strings.FieldsFunc(query.Fold(text), notInWord) }

func (p *phrases) add(words []string) {
	if len(words) == 0 {
		return
	}
	if p.known == nil {
		p.known = map[string]bool{}
	}
	p.known[strings.Join(words, " ")] = true
	if at, there := slices.BinarySearch(p.lengths, len(words)); !there {
		p.lengths = slices.Insert(p.lengths, at, len(words))
	}
}

// text adds all that is said: every few words in a row, or the whole where it is shorter.
func (p *phrases) text(text string) {
	words := wordsOf(text)
	if len(words) > 1 && len(words) < telling {
		p.add(words)
	}
	for i := range max(len(words)-telling+1, 0) {
		p.add(words[i : i+telling])
	}
}

// name adds an id, a name or an address. A single word of letters may be anybody's and is left to whoever finds out that it is
// not.
func (p *phrases) name(name string) {
	words := wordsOf(name)
	if len(words) > 1 || len(words) == 1 && utf8.RuneCountInString(words[0]) > namelike && strings.ContainsFunc(words[0], unicode.IsDigit) {
		p.add(words)
	}
}

// in reports whether a text has any of the phrases, be it as an address writes it.
func (p *phrases) in(text string) bool {
	if len(p.known) == 0 {
		return false
	}
	if plain, err := url.PathUnescape(text); err == nil && plain != text && p.in(plain) {
		return true
	}
	words := wordsOf(text)
	for i := range words {
		for _, n := range p.lengths {
			if i+n > len(words) {
				break
			}
			if p.known[strings.Join(words[i:i+n], " ")] {
				return true
			}
		}
	}
	return false
}

// scrub empties each text of a JSON document that has any of the phrases, and leaves out what has them as a name; where they stand
// across several texts it empties all that are sentences. What is no JSON is one text. It reports whether there was any.
func (p *phrases) scrub(doc string) (string, bool) {
	v, ok := decoded(doc)
	if !ok {
		return "", p.in(doc)
	}
	if !p.across(v) {
		return doc, false
	}
	for _, spoken := range []func(string) bool{p.in, isSentence} {
		if v = without(v, spoken); !p.across(v) {
			return encoded(v), true
		}
	}
	return "null", true
}

// scrubList leaves out of ids, with spaces between them, those that have any of the phrases; the whole where they stand across them.
func (p *phrases) scrubList(ids string) string {
	rest := strings.Join(slices.DeleteFunc(strings.Fields(ids), p.in), " ")
	if p.in(rest) {
		return ""
	}
	return rest
}

func decoded(doc string) (v any, ok bool) {
	d := json.NewDecoder(strings.NewReader(doc))
	d.UseNumber()
	err := d.Decode(&v)
	return v, err == nil && !d.More()
}

func encoded(v any) string {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return "null"
	}
	return strings.TrimSuffix(out.String(), "\n")
}

func isSentence(text string) bool { return len(wordsOf(text)) > 1 }

// across reports whether the texts of a document, one after the other, have any of the phrases.
func (p *phrases) across(v any) bool {
	var all strings.Builder
	gather(&all, v)
	return p.in(all.String())
}

// gather writes all texts of a document one after the other, without the names of its fields.
func gather(all *strings.Builder, v any) {
	switch v := v.(type) {
	case string:
		all.WriteString(v)
		all.WriteByte('\n')
	case []any:
		for _, one := range v {
			gather(all, one)
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if !isField(name) {
				all.WriteString(name)
				all.WriteByte('\n')
			}
			gather(all, v[name])
		}
	}
}

// isField reports whether a name is one that the program gave.
func isField(name string) bool {
	return !strings.ContainsFunc(name, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '_' })
}

// without empties the texts that are spoken, and leaves out what has such a name.
func without(v any, spoken func(string) bool) any {
	switch v := v.(type) {
	case string:
		if spoken(v) {
			return ""
		}
	case []any:
		for i := range v {
			v[i] = without(v[i], spoken)
		}
	case map[string]any:
		for name := range v {
			v[name] = without(v[name], spoken)
			if !isField(name) && spoken(name) {
				delete(v, name)
			}
		}
	}
	return v
}
