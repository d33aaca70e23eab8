package store

import (
	"slices"

	"molva/ingest/query"
)

// mute brings the words that say nothing of a trouble, since they name the topics, up to the config.
func (f *filing) mute() error {
	words, err := mutedWords(f.rows)
	if err != nil {
		return err
	}
	b := f.memory.books
	if slices.Equal(words, b.muted) {
		return nil
	}
	if err := f.write(line{what: "mute", payload: toJSON(words)}); err != nil {
		return err
	}
	b.silence(words)
	return nil
}

// mutedWords are those that name the topics of the config.
func mutedWords(rows rowsOf) ([]string, error) {
	found, err := rows(`SELECT name, query FROM topic WHERE removed = 0 ORDER BY place, id`)
	words := []string{}
	for _, r := range found {
		words = append(words, r.text(0))
		if q, err := query.Parse(r.text(1)); err == nil && r.text(1) != "" { // the config's own check has said what is wrong
			words = append(words, q.Names()...)
		}
	}
	return words, err
}
