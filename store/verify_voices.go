package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"time"
)

// strayTones finds opinions whose tone is not that of their probabilities.
func strayTones(ctx context.Context, tx *sql.Tx) (all []Difference, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT m.network || ':' || m.external_id || ' on ' || t.slug, o.p_negative, o.p_neutral, o.p_positive, m.lang, o.tone
		FROM opinion AS o JOIN mention AS m ON m.id = o.mention JOIN topic AS t ON t.id = o.topic`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() && len(all) < maxDifferences {
		var where, lang string
		var p millionths
		var tone int64
		if err := rows.Scan(&where, &p.negative, &p.neutral, &p.positive, &lang, &tone); err != nil {
			return nil, err
		}
		if want := p.tone(lang); tone != want {
			all = append(all, Difference{"tone of an opinion", where, fmt.Sprint(tone), fmt.Sprint(want)})
		}
	}
	return all, rows.Err()
}

// strayVoices compares how opinions were judged by the sums with how they are. Where mentions were removed the sums may
// hold more.
func strayVoices(ctx context.Context, tx *sql.Tx) (all []Difference, err error) {
	less, err := readThinned(ctx, tx)
	if err != nil {
		return nil, err
	}
	slugs, err := texts(ctx, tx, `SELECT slug FROM topic ORDER BY slug`)
	if err != nil {
		return nil, err
	}
	for _, slug := range slugs {
		have, err := savedVoices(ctx, tx, slug)
		if err != nil {
			return nil, err
		}
		want, err := voicesOfOpinions(ctx, tx, slug)
		if err != nil {
			return nil, err
		}
		all = append(all, compareVoices(slug, have, want, less)...)
	}
	return all[:min(len(all), maxDifferences)], nil
}

func savedVoices(ctx context.Context, tx *sql.Tx, slug string) (map[hourKey]voices, error) {
	rows, err := tx.QueryContext(ctx, `SELECT hour, network, lang, voices FROM sum_hour WHERE topic = (SELECT id FROM topic WHERE slug = ?)`, slug)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[hourKey]voices{}
	for rows.Next() {
		var k hourKey
		var saved sql.RawBytes
		if err := rows.Scan(&k.hour, &k.network, &k.lang, &saved); err != nil {
			return nil, err
		}
		if v := readVoices(saved); len(v) > 0 {
			all[k] = v
		}
	}
	return all, rows.Err()
}

func voicesOfOpinions(ctx context.Context, tx *sql.Tx, slug string) (map[hourKey]voices, error) {
	rows, err := tx.QueryContext(ctx, `SELECT o.published / 3600000, m.network, m.lang, o.sentiment, o.tone, o.labelled_by, count(*)
		FROM opinion AS o JOIN mention AS m ON m.id = o.mention
		WHERE o.topic = (SELECT id FROM topic WHERE slug = ?) AND o.counted = 1 GROUP BY 1, 2, 3, 4, 5, 6`, slug)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[hourKey]voices{}
	for rows.Next() {
		var k hourKey
		var by string
		var sentiment, tone, n int64
		if err := rows.Scan(&k.hour, &k.network, &k.lang, &sentiment, &tone, &by, &n); err != nil {
			return nil, err
		}
		all[k] = all[k].add(voiceOf(by, sentiment, tone), n)
	}
	return all, rows.Err()
}

func compareVoices(slug string, have, want map[hourKey]voices, less thinned) (all []Difference) {
	both := maps.Clone(have)
	maps.Copy(both, want)
	for _, k := range slices.SortedFunc(maps.Keys(both), compareHours) {
		saved, right := have[k], want[k]
		if slices.Equal(saved, right) || less.at(k.hour) && saved.holds(right) {
			continue
		}
		all = append(all, Difference{
			Check: "voices of an hour",
			Where: fmt.Sprint(slug, " ", time.UnixMilli(k.hour*msPerHour).UTC().Format("2006-01-02T15:00Z"), " ", k.network, " ", k.lang),
			Have:  fmt.Sprint(saved),
			Want:  fmt.Sprint(right),
		})
	}
	return all
}

// holds reports whether there are at least as many of each kind as of the others.
func (v voices) holds(others voices) bool {
	rest := slices.Clone(v)
	for _, o := range others {
		rest = rest.add(o.kind, -o.n)
	}
	return !slices.ContainsFunc(rest, func(left voice) bool { return left.n < 0 })
}
