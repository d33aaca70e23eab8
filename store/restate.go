package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"molva/classify"
)

// amend runs do in one transaction and moves the sums by what it did.
func (db *DB) amend(ctx context.Context, do func(*filing) error) error {
	return db.writing(ctx, func(s *session) error { return s.amend(db.now().UnixMilli(), do) })
}

func (s *session) amend(now int64, do func(*filing) error) error {
	if err := s.remember(); err != nil {
		return err
	}
	f := newFiling(s, now)
	if err := do(f); err != nil {
		return err
	}
	return f.save()
}

// standing is a stored mention with what the model says of it.
type standing struct {
	filed
	before  filed // as it is counted
	model   string
	said    string // category, by the model
	ours    bool   // one of us wrote it
	advises bool   // by the model
	whole   stance
	named   []stance // on the topics that it names
	hash    int64    // of the text
	content int64
}

// standing reads a mention that is not deleted; nil when there is none.
func (f *filing) standing(mention int64) (*standing, error) {
	found, err := f.rows(`SELECT `+filedColumns+`, sentiment, p_negative, p_neutral, p_positive, doubt,
		coalesce(said_category, category), model, title, text, content, rating, recommends FROM mention WHERE id = ? AND deleted = 0`, mention)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	r := found[0]
	st := &standing{filed: r.filed(), before: r.filed(), said: r.text(19), ours: f.memory.staff[speaker{r.text(1), r.text(10)}], model: r.text(20), hash: textHash(r.text(21), r.text(22)), content: r.int(23)}
	st.title, st.text, st.rating, st.worded, st.advises = r.text(21), r.text(22), r.rating(24), true, r.int(25) == 1
	st.whole = stance{sentiment: classify.Sentiment(r.int(14)), said: classify.Sentiment(r.int(14)), p: millionths{r.int(15), r.int(16), r.int(17)}, doubt: r.int(18)}
	return st, f.name(st)
}

// name reads what the model says of the topics that a mention names.
func (f *filing) name(st *standing) error {
	found, err := f.rows(`SELECT t.slug, coalesce(o.said, o.sentiment), o.p_negative, o.p_neutral, o.p_positive, o.doubt
		FROM opinion AS o JOIN topic AS t ON t.id = o.topic WHERE o.mention = ? AND o.direct = 1 ORDER BY t.place, t.id`, st.id)
	for _, r := range found {
		st.named = append(st.named, stance{topic: f.memory.tree[r.text(0)], direct: true, said: classify.Sentiment(r.int(1)),
			p: millionths{r.int(2), r.int(3), r.int(4)}, doubt: r.int(5)})
	}
	return err
}

// on is the stance towards a topic that the mention names; nil when it names another.
func (st *standing) on(topic string) *stance {
	i := slices.IndexFunc(st.named, func(s stance) bool { return s.topic.slug == topic })
	if i < 0 {
		return nil
	}
	return &st.named[i]
}

// topics are those that the mention names.
func (st *standing) topics() (slugs []string) {
	for _, s := range st.named {
		slugs = append(slugs, s.topic.slug)
	}
	return slugs
}

// hear takes over what another verdict says: of the topics that the mention names, and no other.
func (st *standing) hear(v *classify.Verdict) {
	st.lang, st.model, st.said, st.advises = cmp.Or(v.Lang, "unknown"), v.Model, string(v.Category), v.Recommends
	st.whole = whole(v)
	for _, o := range v.Opinions {
		if s := st.on(o.Topic); s != nil {
			s.said, s.p, s.doubt = o.Sentiment, inMillionths(o.P), doubtOf(o.Unsure, o.Mixed)
		}
	}
}

// restate writes a mention's verdict and opinions anew, of what the model and what people say, with the sums. It tells
// whether the mention reads otherwise than before.
func (f *filing) restate(st *standing) (changed bool, err error) {
	before, err := f.look(st.id)
	if err != nil {
		return false, err
	}
	if err := f.uncount(&st.before); err != nil {
		return false, err
	}
	w, err := f.words(st.id)
	if err != nil {
		return false, err
	}
	if err := f.rewrite(st, w); err != nil {
		return false, err
	}
	after, err := f.look(st.id)
	return before != after, err
}

func (f *filing) rewrite(st *standing, w words) error {
	w.overrule(st.named)
	st.category = cmp.Or(w.category, presumed(st.said, st.ours))
	p := st.whole.p
	_, err := f.exec(`UPDATE mention SET lang = ?, sentiment = ?, p_negative = ?, p_neutral = ?, p_positive = ?, doubt = ?,
			category = ?, said_category = ?, recommends = ?, model = ? WHERE id = ?`,
		st.lang, int64(st.whole.said), p.negative, p.neutral, p.positive, st.whole.doubt,
		st.category, overruledCategory(st.said, st.category), st.advises, st.model, st.id)
	if err != nil {
		return err
	}
	was, err := f.placed(st.id)
	if err != nil {
		return err
	}
	all := spread(st.named, st.whole, st.lang)
	sits, err := f.settle(&st.filed, all, was)
	if err != nil {
		return err
	}
	if err := f.opine(&st.filed, all, sits); err != nil {
		return err
	}
	if err := f.relocate(st.id, all, sits); err != nil || sits.leaf == was.leaf {
		return err
	}
	return f.follow(st.id)
}

// relocate writes in which cluster each of a mention's opinions is.
func (f *filing) relocate(mention int64, stances []stance, sits seating) error {
	for i, s := range stances {
		leaf, _ := sits.of(i)
		_, err := f.exec(`UPDATE opinion SET complaint = ?1 WHERE mention = ?2 AND topic = ?3 AND complaint IS NOT ?1`, orNull(int64(leaf)), mention, s.topic.id)
		if err != nil {
			return err
		}
	}
	return nil
}

// overruledCategory is what the model said where a mention has another category, NULL otherwise.
func overruledCategory(said, category string) any {
	if said == category {
		return nil
	}
	return said
}

// look is what people see of a mention: when it stays the same, nothing changed.
func (f *filing) look(mention int64) (string, error) {
	found, err := f.rows(`SELECT m.lang, m.category, m.sentiment, m.recommends, o.topic, o.sentiment, o.counted
		FROM mention AS m LEFT JOIN opinion AS o ON o.mention = m.id WHERE m.id = ? ORDER BY o.topic`, mention)
	return fmt.Sprint(found), err
}
