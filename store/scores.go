package store

import (
	"encoding/json"
	"maps"
	"slices"

	"molva/ingest"
)

// score saves what somebody answered on scales beside the text.
func (f *filing) score(mention int64, scores ingest.Scores) error {
	for _, name := range slices.Sorted(maps.Keys(scores)) {
		if _, err := f.exec(`INSERT INTO score (mention, name, value) VALUES (?, ?, ?)`, mention, name, scores[name]); err != nil {
			return err
		}
	}
	return nil
}

// rescore puts the answers of a newer version in the place of those that are stored.
func (f *filing) rescore(mention int64, scores ingest.Scores) error {
	if _, err := f.exec(`DELETE FROM score WHERE mention = ?`, mention); err != nil {
		return err
	}
	return f.score(mention, scores)
}

// readScores reads a JSON object; nil when nothing was answered.
func readScores(text string) (scores ingest.Scores, err error) {
	if text == "{}" {
		return nil, nil
	}
	err = json.Unmarshal([]byte(text), &scores)
	return scores, err
}
