package store

import (
	"context"
	"database/sql"
	"fmt"

	"molva/classify"
	"molva/ingest"
)

// StoredMention is a mention with what its model says of it, whatever people say.
type StoredMention struct {
	RowID   int64
	Mention ingest.Mention   // Topics: those that it names itself
	Verdict classify.Verdict // one opinion for each of them, in their order
	Counted []bool           // whether each opinion counts
	Settled []bool           // whether each opinion has another's word in the place of the model's

	content int64 // the version that was read
}

// Stored returns at most max mentions after a row, in the order of arrival, without those that their authors deleted.
// Fewer than max means that there are no more.
func (db *DB) Stored(ctx context.Context, after int64, max int) ([]StoredMention, error) {
	tx, err := db.read.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("read stored mentions: %w", err)
	}
	defer tx.Rollback()
	all, err := storedAfter(ctx, tx, after, max)
	if err == nil && len(all) > 0 {
		err = readOpinions(ctx, tx, all)
	}
	if err != nil {
		return nil, fmt.Errorf("read stored mentions: %w", err)
	}
	return all, nil
}

func storedAfter(ctx context.Context, tx *sql.Tx, after int64, max int) (all []StoredMention, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT `+ofWholeText(nil)+ofMention+`, m.content, coalesce(m.said_category, m.category), m.recommends, m.model`+fromMention+`
		WHERE m.id > ? AND m.deleted = 0 ORDER BY m.id LIMIT ?`, after, max)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var s StoredMention
		r, err := scanRow(rows, "", &s.content, &s.Verdict.Category, &s.Verdict.Recommends, &s.Verdict.Model)
		if err != nil {
			return nil, err
		}
		s.RowID, s.Mention = r.RowID, r.Mention
		s.Verdict.Lang, s.Verdict.Sentiment, s.Verdict.P, s.Verdict.Unsure, s.Verdict.Mixed = r.Lang, r.Said, r.P, r.Unsure, r.Mixed
		all = append(all, s)
	}
	return all, rows.Err()
}

// readOpinions adds the opinions on what each mention names.
func readOpinions(ctx context.Context, tx *sql.Tx, all []StoredMention) error {
	rows, err := tx.QueryContext(ctx, `SELECT o.mention, t.slug, coalesce(o.said, o.sentiment), o.p_negative, o.p_neutral, o.p_positive,
			o.doubt & 1 <> 0, o.doubt & 2 <> 0, o.counted, o.labelled_by <> ''
		FROM opinion AS o JOIN topic AS t ON t.id = o.topic
		WHERE o.mention >= ? AND o.mention <= ? AND o.direct = 1 ORDER BY o.mention, t.place, t.id`, all[0].RowID, all[len(all)-1].RowID)
	if err != nil {
		return err
	}
	defer rows.Close()
	for next := 0; rows.Next(); {
		var row int64
		var o classify.Opinion
		var p millionths
		var counted, settled bool
		if err := rows.Scan(&row, &o.Topic, &o.Sentiment, &p.negative, &p.neutral, &p.positive, &o.Unsure, &o.Mixed, &counted, &settled); err != nil {
			return err
		}
		for all[next].RowID < row {
			next++
		}
		s := &all[next]
		o.P = p.probabilities()
		s.Verdict.Opinions, s.Counted, s.Settled = append(s.Verdict.Opinions, o), append(s.Counted, counted), append(s.Settled, settled)
	}
	return rows.Err()
}

// Reclassify puts the verdicts of mentions that [DB.Stored] returned in the place of those that are stored, all in one
// transaction, and says how many mentions read otherwise now: another language, category, sentiment or advice. What people and a
// second opinion said stays, and so does the verdict on a mention that was edited or deleted since it was read. Opinions
// on topics that the mention does not name are passed over. It may run beside the writer, and again.
func (db *DB) Reclassify(ctx context.Context, batch []StoredMention) (changed int, err error) {
	err = db.amend(ctx, func(f *filing) error {
		changed = 0
		for i := range batch {
			did, err := f.reclassify(&batch[i])
			if err != nil {
				return fmt.Errorf("row %d: %w", batch[i].RowID, err)
			}
			if did {
				changed++
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("reclassify %d mentions: %w", len(batch), err)
	}
	return changed, nil
}

func (f *filing) reclassify(s *StoredMention) (changed bool, err error) {
	st, err := f.standing(s.RowID)
	if err != nil || st == nil || st.content != s.content {
		return false, err
	}
	st.hear(&s.Verdict)
	return f.restate(st)
}
