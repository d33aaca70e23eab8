package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"molva/ingest"
)

// ErrUnknownTopic is the answer to a question about a topic that the database has never heard of.
var ErrUnknownTopic = errors.New("unknown topic")

// Topics returns the topics of the config that the database was last opened with, in its order. Within a bound the topmost of what
// is seen has no parent.
func (db *DB) Topics(ctx context.Context) ([]ingest.Topic, error) {
	ctx, within, err := db.reach(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := db.read.QueryContext(ctx, `SELECT slug, name, parent, competitor, zone, language, query
		FROM topic WHERE removed = 0 ORDER BY place`)
	if err != nil {
		return nil, fmt.Errorf("read topics: %w", err)
	}
	defer rows.Close()
	var topics []ingest.Topic
	for rows.Next() {
		var t ingest.Topic
		var zone string
		if err := rows.Scan(&t.ID, &t.Name, &t.Parent, &t.Competitor, &zone, &t.Language, &t.Query); err != nil {
			return nil, fmt.Errorf("read topics: %w", err)
		}
		if t.Zone, err = time.LoadLocation(zone); err != nil {
			return nil, fmt.Errorf("topic %s: %w", t.ID, err)
		}
		if !within.has(t.ID) {
			continue
		}
		if !within.has(t.Parent) {
			t.Parent = "" // nothing above is seen
		}
		topics = append(topics, t)
	}
	return topics, rows.Err()
}

// SetTopics brings the topics up to the config. One that is no longer there stays with its numbers, marked as removed.
// When the tree changed, what is counted for the topics above is made anew; when a zone changed, its weeks are.
func (db *DB) SetTopics(ctx context.Context, topics []ingest.Topic) error {
	err := db.writing(ctx, func(s *session) error {
		before, err := s.tree()
		if err != nil {
			return err
		}
		if err := s.setTopics(topics); err != nil {
			return err
		}
		s.memory = nil
		after, err := s.tree()
		if err != nil {
			return err
		}
		return s.regrow(before, after, db.log)
	})
	if err != nil {
		return fmt.Errorf("set topics: %w", err)
	}
	return nil
}

func (s *session) setTopics(topics []ingest.Topic) error {
	if _, err := s.exec(`UPDATE topic SET removed = 1 WHERE removed = 0`); err != nil {
		return err
	}
	for place, t := range topics {
		_, err := s.exec(`INSERT INTO topic (slug, name, parent, competitor, zone, language, query, place)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (slug) DO UPDATE SET name = excluded.name, parent = excluded.parent,
				competitor = excluded.competitor, zone = excluded.zone, language = excluded.language,
				query = excluded.query, place = excluded.place, removed = 0`,
			t.ID, t.Name, t.Parent, t.Competitor, zoneName(t.Zone), t.Language, t.Query, place)
		if err != nil {
			return fmt.Errorf("topic %s: %w", t.ID, err)
		}
	}
	return nil
}

func zoneName(zone *time.Location) string {
	if zone == nil {
		return "UTC"
	}
	return zone.String()
}

// tree reads all topics, the removed ones too.
func (s *session) tree() (tree, error) {
	found, err := s.rows(`SELECT id, slug, parent, zone FROM topic`)
	if err != nil {
		return nil, err
	}
	t, zones := tree{}, map[string]*time.Location{}
	for _, r := range found {
		name := r.text(3)
		if zones[name] == nil {
			if zones[name], err = time.LoadLocation(name); err != nil {
				return nil, fmt.Errorf("topic %s: %w", r.text(1), err)
			}
		}
		t[r.text(1)] = &node{id: r.int(0), slug: r.text(1), parent: r.text(2), zone: zones[name]}
	}
	t.link()
	return t, nil
}

// learn adds a topic that a verdict names and the config of this process does not: a classifier elsewhere may have the
// newer config. It stands as removed until a config here has it.
func (s *session) learn(t tree, slug string) error {
	if t[slug] != nil {
		return nil
	}
	r, err := s.exec(`INSERT INTO topic (slug, name, removed) VALUES (?, ?, 1)`, slug, slug)
	if err != nil {
		return err
	}
	id, err := r.LastInsertId()
	if err != nil {
		return err
	}
	t[slug] = &node{id: id, slug: slug, zone: time.UTC}
	t.link()
	return nil
}

// heardOf fails when a topic is named that the database has never heard of. It returns the topic to ask for, which is another one
// where none is named and not all are seen, and the context to ask in.
func (db *DB) heardOf(ctx context.Context, topic string) (context.Context, string, error) {
	ctx, within, err := db.reach(ctx)
	if err != nil {
		return ctx, "", err
	}
	if topic == "" {
		topic, err = within.main()
		return ctx, topic, err
	}
	ctx, _, err = db.scope(ctx, topic)
	return ctx, topic, err
}

// inTopic holds the topics that stand for one, the query's first value: itself and all below it; every one for "".
const inTopic = `IN (` + above + ` SELECT t.id FROM topic AS t WHERE ?1 IN ('', t.slug)
	OR EXISTS (SELECT 1 FROM above AS a JOIN topic AS up ON up.id = a.up WHERE a.topic = t.id AND up.slug = ?1))`

// scope is a topic as readers need it. One beyond what may be seen is unknown.
type scope struct {
	id   int64
	zone *time.Location
}

func (db *DB) scope(ctx context.Context, topic string) (context.Context, scope, error) {
	ctx, within, err := db.reach(ctx)
	if err != nil {
		return ctx, scope{}, err
	}
	rows, err := db.read.QueryContext(ctx, `SELECT slug, id, zone FROM topic ORDER BY removed, place`)
	if err != nil {
		return ctx, scope{}, err
	}
	defer rows.Close()
	var known []string
	for rows.Next() {
		var s scope
		var slug, zone string
		if err := rows.Scan(&slug, &s.id, &zone); err != nil {
			return ctx, scope{}, err
		}
		if !within.has(slug) {
			continue
		}
		if slug == topic {
			s.zone, err = time.LoadLocation(zone)
			return ctx, s, err
		}
		known = append(known, slug)
	}
	return ctx, scope{}, errors.Join(rows.Err(), fmt.Errorf("%w %q, have %s", ErrUnknownTopic, topic, strings.Join(known, ", ")))
}
