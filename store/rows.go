package store

import (
	"encoding/json"
	"fmt"

	"molva/classify/copies"
	"molva/ingest"
)

// insertRow writes a new mention and learns its number; false when the key is taken.
func (f *filing) insertRow(e *entry) (bool, error) {
	m, p := e.m, inMillionths(e.v.P)
	r, err := f.exec(`INSERT INTO mention (network, external_id, source, run, seq, url, title, text, kind, thread, parent, context,
			author_id, author_name, author_url, author_followers, lang, said_lang, rating, views, likes, replies, shares,
			published, edited, seen, fresh, flags, extra, content, sketch, exact, duplicate_of,
			sentiment, p_negative, p_neutral, p_positive, doubt, category, said_category, recommends, model)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (network, external_id) DO NOTHING`,
		e.network, e.external, e.source, e.run, e.seq, m.URL, m.Title, m.Text, string(m.Kind), m.Thread, m.Parent, e.context,
		m.Author.ID, m.Author.Name, m.Author.URL, m.Author.Followers, e.lang, m.Lang, m.Rating,
		m.Engagement.Views, m.Engagement.Likes, m.Engagement.Replies, m.Engagement.Shares,
		e.published, orNull(e.edited), e.fresh, e.fresh, int64(m.Flags), e.extra, e.content, e.print.Sketch, e.print.Exact,
		orNull(e.duplicateOf), int64(e.v.Sentiment), p.negative, p.neutral, p.positive, doubtOf(e.v.Unsure, e.v.Mixed),
		e.category, overruledCategory(string(e.v.Category), e.category), e.v.Recommends, e.v.Model)
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	if err != nil || n == 0 {
		return false, err
	}
	if e.id, err = r.LastInsertId(); err != nil {
		return false, err
	}
	return true, f.score(e.id, m.Scores)
}

// updateRow writes a newer version over a mention and keeps what it said before. What it answers stays as it was told once,
// unless it answers something else now.
func (f *filing) updateRow(e *entry, now int64) error {
	_, err := f.exec(`INSERT INTO mention_history (mention, replaced, title, text, published, edited, sentiment)
		SELECT id, ?, title, text, published, edited, sentiment FROM mention WHERE id = ?`, now, e.id)
	if err != nil {
		return err
	}
	m, p := e.m, inMillionths(e.v.P)
	_, err = f.exec(`UPDATE mention SET seq = ?, url = ?, title = ?, text = ?, kind = ?, thread = ?, parent = ?,
			context = iif(? <> '' OR ? <> parent, ?, context), author_id = ?, author_name = ?, author_url = ?, author_followers = coalesce(?, author_followers),
			lang = ?, said_lang = ?, rating = ?, views = coalesce(?, views), likes = coalesce(?, likes),
			replies = coalesce(?, replies), shares = coalesce(?, shares),
			published = ?, edited = ?, fresh = ?, flags = ?, extra = ?, content = ?, sketch = ?, exact = ?, duplicate_of = ?,
			sentiment = ?, p_negative = ?, p_neutral = ?, p_positive = ?, doubt = ?, category = ?, said_category = ?, recommends = ?, model = ?
		WHERE id = ?`,
		e.seq, m.URL, m.Title, m.Text, string(m.Kind), m.Thread, m.Parent, e.context, m.Parent, e.context,
		m.Author.ID, m.Author.Name, m.Author.URL, m.Author.Followers, e.lang, m.Lang, m.Rating,
		m.Engagement.Views, m.Engagement.Likes, m.Engagement.Replies, m.Engagement.Shares,
		e.published, orNull(e.edited), e.fresh, int64(m.Flags), e.extra, e.content, e.print.Sketch, e.print.Exact,
		orNull(e.duplicateOf), int64(e.v.Sentiment), p.negative, p.neutral, p.positive, doubtOf(e.v.Unsure, e.v.Mixed),
		e.category, overruledCategory(string(e.v.Category), e.category), e.v.Recommends, e.v.Model, e.id)
	if err != nil {
		return err
	}
	return f.rescore(e.id, m.Scores)
}

// refresh takes over what changes without an edit, from a version that was seen no sooner: counters, extra fields such as what we
// answered, when it was seen, and what it answers where that was not told before. What the network no longer tells stays as it
// was last known. The same message again writes nothing.
func (f *filing) refresh(old, e *entry) error {
	switch {
	case e.fresh <= old.fresh && e.edited <= old.edited:
		return nil
	case e.fresh < old.fresh: // there was an edit; of all that changes we know more
		_, err := f.exec(`UPDATE mention SET edited = ? WHERE id = ?`, e.edited, old.id)
		return err
	}
	extra, err := retold(old.extra, e.extra)
	if err != nil {
		return err
	}
	n, a := e.m.Engagement, e.m.Author
	_, err = f.exec(`UPDATE mention SET views = coalesce(?, views), likes = coalesce(?, likes), replies = coalesce(?, replies),
			shares = coalesce(?, shares), author_followers = coalesce(?, author_followers), context = iif(context = '', ?, context),
			fresh = ?, edited = ?, extra = ?
		WHERE id = ?`,
		n.Views, n.Likes, n.Replies, n.Shares, a.Followers, e.context, e.fresh, orNull(max(e.edited, old.edited)), extra, old.id)
	return err
}

// retold are the extra fields of both versions, each as the newer one tells it, if only as null. Where all of them are more than
// a mention may have, they are those of the newer one.
func retold(old, newer string) (string, error) {
	if old == "" || newer == "" {
		return old + newer, nil
	}
	fields := map[string]json.RawMessage{}
	for _, version := range []string{old, newer} {
		if err := json.Unmarshal([]byte(version), &fields); err != nil {
			return "", fmt.Errorf("read extra fields: %w", err)
		}
	}
	all, err := json.Marshal(fields)
	if len(all) > ingest.MaxBody {
		return newer, err
	}
	return string(all), err
}

// blank leaves of a mention what is needed to know it again.
func (f *filing) blank(id int64) error {
	for _, query := range []string{
		`UPDATE mention SET url = '', title = '', text = '', thread = '', parent = '', context = '', author_id = '', author_name = '',
			author_url = '', author_followers = NULL, rating = NULL, views = NULL, likes = NULL, replies = NULL, shares = NULL,
			extra = '', recommends = 0, deleted = 1, duplicate_of = NULL, sketch = 0, exact = 0 WHERE id = ?`,
		`DELETE FROM mention_history WHERE mention = ?`,
		`DELETE FROM score WHERE mention = ?`,
		`DELETE FROM label WHERE mention = ?`,
		`DELETE FROM draw WHERE mention = ?`,
		`DELETE FROM asked WHERE mention = ?`,
		`DELETE FROM reaction WHERE mention = ?`,
		`DELETE FROM exclusion WHERE mention = ?`,
		`DELETE FROM pin WHERE mention = ?`,
		`DELETE FROM handled WHERE mention = ?`,
		`DELETE FROM handled_log WHERE mention = ?`,
		`DELETE FROM search WHERE docid = ?`,
	} {
		if _, err := f.exec(query, id); err != nil {
			return err
		}
	}
	return nil
}

const filedColumns = `id, network, external_id, lang, category, published, duplicate_of, deleted, sketch, exact, author_id, author_name,
	(SELECT b.role FROM member AS b WHERE b.mention = mention.id), text = '' AND title = ''`

func (r row) filed() filed {
	return filed{
		id: r.int(0), network: r.text(1), external: r.text(2), lang: r.text(3), category: r.text(4), published: r.int(5),
		duplicateOf: r.int(6), deleted: r.int(7) == 1, print: copies.Print{Sketch: uint64(r.int(8)), Exact: uint64(r.int(9))},
		author: authorOf(r.text(10), r.text(11), r.text(2)), role: r.int(12), wordless: r.int(13) == 1,
	}
}

// stored looks a key up; nil when there is none.
func (f *filing) stored(network, external string) (*entry, error) {
	found, err := f.rows(`SELECT `+filedColumns+`, edited, fresh, content, seq, extra FROM mention WHERE network = ? AND external_id = ?`, network, external)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	r := found[0]
	return &entry{filed: r.filed(), edited: r.int(14), fresh: r.int(15), content: r.int(16), seq: uint64(r.int(17)), extra: r.text(18)}, nil
}

// orNull is the number, NULL for zero.
func orNull(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}
