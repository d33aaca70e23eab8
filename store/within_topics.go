package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// reach is the topics that may be seen; nil: all.
type reach struct {
	ids   []int64
	slugs []string // in the config's order
	tops  []string // those of them that stand below no other
}

// reach finds the topics that a context's bound holds, and the context in which may be read what is about them.
func (db *DB) reach(ctx context.Context) (context.Context, *reach, error) {
	b, bounded := fenceOf(ctx)
	ctx = narrowed(ctx)
	if !bounded {
		return ctx, nil, nil
	}
	rows, err := db.read.QueryContext(ctx, `SELECT id, slug, parent FROM topic ORDER BY removed, place, id`)
	if err != nil {
		return ctx, nil, fmt.Errorf("read which topics may be seen: %w", err)
	}
	defer rows.Close()
	t, order := tree{}, []*node(nil)
	for rows.Next() {
		n := &node{}
		if err := rows.Scan(&n.id, &n.slug, &n.parent); err != nil {
			return ctx, nil, fmt.Errorf("read which topics may be seen: %w", err)
		}
		t[n.slug], order = n, append(order, n)
	}
	t.link()
	return ctx, reachOf(b.topics, order), rows.Err()
}

func reachOf(topics []string, order []*node) *reach {
	r := &reach{}
	for _, n := range order {
		below := slices.ContainsFunc(n.above, func(up *node) bool { return slices.Contains(topics, up.slug) })
		if !below && !slices.Contains(topics, n.slug) {
			continue
		}
		r.ids, r.slugs = append(r.ids, n.id), append(r.slugs, n.slug)
		if !below {
			r.tops = append(r.tops, n.slug)
		}
	}
	return r
}

// has reports whether a topic may be seen. What is about no topic is about all.
func (r *reach) has(topic string) bool {
	return r == nil || topic != "" && slices.Contains(r.slugs, topic)
}

// only leaves of some topics those that may be seen.
func (r *reach) only(topics []string) []string {
	if r == nil {
		return topics
	}
	return slices.DeleteFunc(topics, func(t string) bool { return !r.has(t) })
}

// trim takes off a row what it says of other topics.
func (r *reach) trim(row *Row) { row.Mention.Topics = r.only(row.Mention.Topics) }

// and is a condition on a column that holds topics.
func (r *reach) and(column string) string {
	if r == nil {
		return ``
	}
	ids := make([]string, len(r.ids))
	for i, id := range r.ids {
		ids[i] = strconv.FormatInt(id, 10)
	}
	return ` AND ` + column + ` IN (` + strings.Join(ids, `, `) + `)`
}

// main is the topic that stands for all where none is named: "" where everything may be seen, else the only one that is below no
// other; of several one must be named.
func (r *reach) main() (string, error) {
	switch {
	case r == nil:
		return "", nil
	case len(r.tops) == 1:
		return r.tops[0], nil
	}
	return "", fmt.Errorf("%w: no topic is named, have %s", ErrUnknownTopic, strings.Join(r.slugs, ", "))
}

// sees fails with ErrUnknownMention where a mention names no topic that may be seen; else it is the context in which may be read
// and done what is about it.
func (db *DB) sees(ctx context.Context, mention string) (context.Context, *reach, error) {
	ctx, within, err := db.reach(ctx)
	if err != nil || within == nil {
		return ctx, within, err
	}
	var n int
	err = db.read.QueryRowContext(ctx, `SELECT count(*) FROM mention AS m JOIN opinion AS o ON o.mention = m.id
		WHERE m.network = substr(?1, 1, instr(?1, ':') - 1) AND m.external_id = substr(?1, instr(?1, ':') + 1)`+within.and(`o.topic`), mention).Scan(&n)
	if err == nil && n == 0 {
		err = fmt.Errorf("%w: %.200q", ErrUnknownMention, mention)
	}
	return ctx, within, err
}

// seen is a condition on a column that holds mentions: each names a topic that may be seen.
func (r *reach) seen(column string) string {
	if r == nil {
		return ``
	}
	return ` AND EXISTS (SELECT 1 FROM opinion AS seen WHERE seen.mention = ` + column + r.and(`seen.topic`) + `)`
}

// alias is what a topic is called to whoever may not see it, where it is told apart from others and no more.
func (r *reach) alias(topic string, others map[string]string) string {
	if r.has(topic) {
		return topic
	}
	if others[topic] == "" {
		others[topic] = "#" + strconv.Itoa(len(others)+1)
	}
	return others[topic]
}

// named is and for a column that holds topics by their names.
func (r *reach) named(column string) string {
	if r == nil {
		return ``
	}
	return ` AND ` + column + ` IN (SELECT t.slug FROM topic AS t WHERE 1` + r.and(`t.id`) + `)`
}
