package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"strings"

	"molva/classify"
	"molva/classify/cluster"
	"molva/ingest"
)

// Row is one mention as an opinion on one topic.
type Row struct {
	RowID       int64
	Mention     ingest.Mention         // Topics: those that it names itself
	Topic       string                 // as asked for
	Sentiment   classify.Sentiment     // as it counts
	Said        classify.Sentiment     // by the model
	P           classify.Probabilities // the model's
	Unsure      bool                   // the model's doubts
	Mixed       bool
	Category    classify.Category
	Lang        string     // as detected; Mention.Lang is what the network says
	Counted     bool       // without a topic: for any topic
	DuplicateOf string     // public id of what it repeats, "" when it repeats nothing that is still here
	Complaint   cluster.ID // what it stands in today, praise and wishes too; 0: in nothing
	LabelledBy  string     // model:VERSION, second:NAME for an outside classifier, or a person
	Source      string
}

// pageSize is how many rows are read at once. Between two pages no transaction is open, so that a slow reader does not
// hold up checkpoints.
const pageSize = 500

// Mentions yields what the filter means, newest first; a thread from its beginning. Mentions that arrive meanwhile do not disturb it. An error is
// yielded once, as the last.
func (db *DB) Mentions(ctx context.Context, f Filter) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for left, last := f.Limit, (*Row)(nil); ; {
			want := pageSize
			if f.Limit > 0 {
				want = min(want, left)
			}
			page, err := db.page(ctx, f, last, want)
			if err != nil {
				yield(Row{}, fmt.Errorf("read mentions: %w", err))
				return
			}
			for i, r := range page {
				if !yield(r, nil) {
					return
				}
				last = &page[i]
			}
			left -= len(page)
			if len(page) < want || f.Limit > 0 && left == 0 {
				return
			}
		}
	}
}

// Count is how many rows Mentions would yield without a limit, from the newest on.
func (db *DB) Count(ctx context.Context, f Filter) (n int, err error) {
	if f.Work == Untouched {
		return db.countUntouched(ctx, f)
	}
	known := false
	if f.summed() {
		n, known, err = db.countSums(ctx, f)
	}
	if err == nil && !known {
		n, err = db.countRows(ctx, f)
	}
	if err != nil {
		return 0, fmt.Errorf("count mentions: %w", err)
	}
	return n, nil
}

// countUntouched is all without those that somebody has touched, which are few beside the others.
func (db *DB) countUntouched(ctx context.Context, f Filter) (n int, err error) {
	for _, w := range [...]Work{"", InWork, Answered, Closed} {
		f.Work = w
		some, err := db.Count(ctx, f)
		if err != nil {
			return 0, err
		}
		if w != "" {
			some = -some
		}
		n += some
	}
	return n, nil
}

// CountNetworks is of how many networks the rows are that Mentions would yield without a limit.
func (db *DB) CountNetworks(ctx context.Context, f Filter) (n int, err error) {
	ctx, p, err := db.predicate(ctx, f)
	if err == nil {
		err = db.read.QueryRowContext(ctx, `SELECT count(DISTINCT m.network)`+p.rows(), p.args...).Scan(&n)
	}
	if err != nil {
		return 0, fmt.Errorf("count networks: %w", err)
	}
	return n, nil
}

func (db *DB) countRows(ctx context.Context, f Filter) (n int, err error) {
	ctx, p, err := db.predicate(ctx, f)
	if err != nil {
		return 0, err
	}
	return n, db.read.QueryRowContext(ctx, `SELECT count(*)`+p.number(), p.args...).Scan(&n)
}

// summed reports whether the sums could tell how many mentions a filter means.
func (f Filter) summed() bool {
	byMention := f.Category != "" || f.Source != "" || f.Author != "" || f.Search != "" || f.Complaint != 0 || f.Kind != "" || f.Thread != "" ||
		f.Influential != 0 || f.Work != "" || f.Assignee != "" || f.Without != nil || f.Voices != nil || f.Recommends != nil || f.Prompted != nil || f.Copy != nil || f.Unsure != nil || f.Mixed != nil || f.Labelled != nil
	counted := f.Counted != nil && *f.Counted
	return f.Topic != "" && !byMention && (counted || f.Counted == nil && f.Sentiment == nil)
}

// countSums counts in the sums, which at millions of mentions is a thousand times faster. It does not know where the sums
// hold more than the list, because retention or an erasure has removed mentions.
func (db *DB) countSums(ctx context.Context, f Filter) (n int, known bool, err error) {
	ctx, scope, err := db.scope(ctx, f.Topic)
	if err != nil {
		return 0, false, err
	}
	of := `mentions`
	switch {
	case f.Sentiment != nil:
		of = f.Sentiment.String()
	case f.Counted != nil:
		of = `negative + neutral + positive`
	}
	from, to := f.Period.bounds()
	args := append(partsOf(scope.id, f.Period), f.Network, f.Lang, from, to)
	err = db.read.QueryRowContext(ctx, parts+`SELECT coalesce(sum(`+of+`), 0), (SELECT value FROM meta WHERE name = 'kept_since') <= ?10
			AND NOT EXISTS (SELECT 1 FROM thinned_hour WHERE hour BETWEEN ?10 / 3600000 AND ?11 / 3600000)
		FROM part WHERE (?8 = '' OR network = ?8) AND (?9 = '' OR lang = ?9)`, args...).Scan(&n, &known)
	return n, known, err
}

// page reads the rows after last, nil for those after f.Before, in the order of publishing, and of arrival where that is the
// same. It goes by what last was when it was read: retention may have removed it meanwhile.
func (db *DB) page(ctx context.Context, f Filter, last *Row, size int) ([]Row, error) {
	ctx, p, err := db.predicate(ctx, f)
	if err != nil {
		return nil, err
	}
	opinion, published, number := ofOpinion, `o.published`, `o.mention`
	if f.Topic == "" {
		opinion, published, number = ofWholeText(p.seen), `m.published`, `m.id`
	}
	beyond, way := ` < `, ` DESC`
	if f.Thread != "" {
		published, number = `+`+published, `+`+number // no index: a thread is found faster than all that was said is walked
		beyond, way = ` > `, ``
	}
	place := `(` + published + `, ` + number + `)`
	switch {
	case last != nil:
		p.and(place+beyond+`(?, ?)`, max(ms(last.Mention.Published), 0), last.RowID)
	case f.Before != 0 && !f.BeforeAt.IsZero():
		p.and(place+beyond+`(?, ?)`, ms(f.BeforeAt), f.Before)
	case f.Before != 0:
		p.and(place+beyond+`(SELECT published, id FROM mention WHERE id = ?)`, f.Before)
	}
	rows, err := db.read.QueryContext(ctx, `SELECT `+opinion+ofMention+p.rows()+` ORDER BY `+published+way+`, `+number+way+` LIMIT ?`, append(p.args, size)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var page []Row
	for rows.Next() {
		r, err := scanRow(rows, f.Topic)
		if err != nil {
			return nil, err
		}
		p.seen.trim(&r)
		page = append(page, r)
	}
	return page, rows.Err()
}

const (
	ofOpinion = `o.sentiment, coalesce(o.said, o.sentiment), o.p_negative, o.p_neutral, o.p_positive, o.doubt, o.counted, CASE o.labelled_by WHEN '' THEN 'model:' || m.model ELSE o.labelled_by END,
		(SELECT c.root FROM complaint AS c WHERE c.id = o.complaint)`
	ofMention = `, m.id, m.external_id, m.network, m.url, m.text, m.title, m.author_id, m.author_name, m.author_url, m.author_followers,
		m.said_lang, m.kind, m.thread, m.parent, m.context, m.rating, m.views, m.likes, m.replies, m.shares, m.deleted, m.flags, m.extra,
		m.published, m.edited, m.seen, m.category, m.lang, m.source,
		(SELECT d.network || ':' || d.external_id FROM mention AS d WHERE d.id = m.duplicate_of),
		(SELECT json_group_object(s.name, json(printf('%!.17g', s.value))) FROM score AS s WHERE s.mention = m.id),
		(SELECT group_concat(slug, char(10)) FROM (SELECT t.slug FROM opinion AS n JOIN topic AS t ON t.id = n.topic
			WHERE n.mention = m.id AND n.direct = 1 ORDER BY t.place, t.id))`
)

// ofWholeText is what is said without a topic.
func ofWholeText(seen *reach) string {
	return `m.sentiment, m.sentiment, m.p_negative, m.p_neutral, m.p_positive, m.doubt, ` + anyCounted(seen) + `, 'model:' || m.model,
		(SELECT c.root FROM member AS b JOIN complaint AS c ON c.id = b.complaint WHERE b.mention = m.id)`
}

// scanRow reads a row that begins with what is said and ofMention, and what more it has.
func scanRow(rows *sql.Rows, topic string, more ...any) (Row, error) {
	r := Row{Topic: topic}
	m := &r.Mention
	var doubt, published, seen int64
	var complaint, edited sql.NullInt64
	var p millionths
	var extra, scores string
	var original, topics sql.NullString
	err := rows.Scan(append([]any{&r.Sentiment, &r.Said, &p.negative, &p.neutral, &p.positive, &doubt, &r.Counted, &r.LabelledBy, &complaint,
		&r.RowID, &m.ID, &m.Network, &m.URL, &m.Text, &m.Title, &m.Author.ID, &m.Author.Name, &m.Author.URL, &m.Author.Followers,
		&m.Lang, &m.Kind, &m.Thread, &m.Parent, &m.Context, &m.Rating, &m.Engagement.Views, &m.Engagement.Likes, &m.Engagement.Replies,
		&m.Engagement.Shares, &m.Deleted, &m.Flags, &extra, &published, &edited, &seen, &r.Category, &r.Lang, &r.Source,
		&original, &scores, &topics}, more...)...)
	if err != nil {
		return Row{}, err
	}
	if m.Extra, err = readExtra(extra); err != nil {
		return Row{}, fmt.Errorf("extra fields of row %d: %w", r.RowID, err)
	}
	if m.Scores, err = readScores(scores); err != nil {
		return Row{}, fmt.Errorf("scores of row %d: %w", r.RowID, err)
	}
	if topics.String != "" {
		m.Topics = strings.Split(topics.String, "\n")
	}
	r.P, r.Unsure, r.Mixed, r.DuplicateOf = p.probabilities(), doubt&unsure != 0, doubt&mixed != 0, original.String
	r.Complaint = cluster.ID(complaint.Int64)
	m.Published, m.Edited, m.Seen = fromMS(published), fromMS(edited.Int64), fromMS(seen)
	return r, nil
}

// readExtra leaves numbers as they were written: a stranger's 1e400 is no float64, and must not hide its mention and all
// that are listed after it.
func readExtra(text string) (extra map[string]any, err error) {
	if text == "" {
		return nil, nil
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	err = d.Decode(&extra)
	return extra, err
}
