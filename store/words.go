package store

import (
	"crypto/sha256"
	"encoding/binary"
	"io"

	"molva/classify"
)

// words are what stands of what people and an outside classifier said of one mention: it overrules the model.
type words struct {
	on       map[int64]word // by topic
	category string         // "": nobody spoke of it
	out      map[int64]bool // topics whose figures it was taken out of
}

type word struct {
	sentiment classify.Sentiment
	by        string // as labelled_by has it
}

// words reads what stands; a person's word hides a second opinion, and a later one an earlier.
func (f *filing) words(mention int64) (w words, err error) {
	found, err := f.rows(`SELECT topic, 1 AS kind, sentiment, category, labeller, id FROM label
			WHERE mention = ?1 AND undone IS NULL AND stale = 0
		UNION ALL SELECT topic, 0, sentiment, '', '`+secondPrefix+`' || name, 0 FROM asked WHERE mention = ?1 AND sentiment IS NOT NULL
		UNION ALL SELECT topic, 2, NULL, '', '', 0 FROM exclusion WHERE mention = ?1
		ORDER BY kind, id`, mention)
	if err != nil || len(found) == 0 {
		return w, err
	}
	w.on, w.out = map[int64]word{}, map[int64]bool{}
	for _, r := range found {
		if r[2] != nil {
			w.on[r.int(0)] = word{classify.Sentiment(r.int(2)), r.text(4)}
		}
		if r.text(3) != "" {
			w.category = r.text(3)
		}
		if r.int(1) == 2 {
			w.out[r.int(0)] = true
		}
	}
	return w, nil
}

// overrule puts the words in the place of what the model said of the topics that a mention names.
func (w words) overrule(named []stance) {
	for i := range named {
		s := &named[i]
		s.sentiment, s.by, s.excluded = s.said, "", w.out[s.topic.id]
		if on, ok := w.on[s.topic.id]; ok {
			s.sentiment, s.by = on.sentiment, on.by
		}
	}
}

// textHash is of what a person reads and judges.
func textHash(title, text string) int64 {
	h := sha256.New()
	writeNumber(h, uint64(len(title)))
	io.WriteString(h, title)
	io.WriteString(h, text)
	return int64(binary.BigEndian.Uint64(h.Sum(nil)))
}

// reword marks the labels on another text of a mention than the one that it has now, and forgets what an outside
// classifier said of one.
func (f *filing) reword(mention int64, title, text string) error {
	hash := textHash(title, text)
	if _, err := f.exec(`UPDATE label SET stale = (text <> ?1) WHERE mention = ?2`, hash, mention); err != nil {
		return err
	}
	_, err := f.exec(`DELETE FROM asked WHERE mention = ? AND text <> ?`, mention, hash)
	return err
}
