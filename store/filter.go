package store

import (
	"context"
	"strings"
	"time"

	"molva/classify"
	"molva/classify/cluster"
)

// Filter says which mentions are meant. A zero field leaves that side open. Mentions and Count share its predicate, and
// so do the links of every number that is shown.
type Filter struct {
	Topic       string // its id; "" lists each mention once, with the verdict on its whole text
	Sentiment   *classify.Sentiment
	Without     *classify.Sentiment // any other
	Category    classify.Category
	Network     string
	Lang        string       // as detected: ru, en, other, unknown
	Source      string       // the source's id in the config
	Author      string       // the network's author id
	Search      string       // words that must all be there; "in quotes" as a phrase
	Thread      string       // network:id of any mention of it, or of its first post; it is listed from its beginning
	Complaint   int64        // with all that stands in the same one today
	Kind        cluster.Kind // in any complaint, praise or wish, as this kind
	Period      Period       // of publishing
	Counted     *bool
	Voices      *bool     // what counts, and copies of it: whoever wrote it is one of the people that Tally counts
	Unsure      *bool     // of the model
	Mixed       *bool     // in the model's view: good and bad is said
	Labelled    *bool     // by a person
	Copy        *bool     // repeats another mention
	Recommends  *bool     // advises others to take something
	Prompted    *bool     // ours, or an answer to us, or below what we published
	Work        Work      // what people do about it; "": whatever
	Assignee    string    // who takes care of it; "": anybody or nobody
	Influential int       // at least so many followers of its author are known; 0: any
	Limit       int       // 0: all
	Before      int64     // row id of the last row of the page before; 0: from the newest
	BeforeAt    time.Time // when that row was published, so that the list goes on when it is gone; zero: it is looked up
}

// predicate is a filter in SQL: what to read from, and the conditions with their values. With a topic, o is the opinion;
// without one there is only m, the mention.
type predicate struct {
	from  string
	where []string
	args  []any
	needs bool   // a condition is about the mention
	seen  *reach // what may be seen of it
}

func (p *predicate) and(condition string, args ...any) {
	p.where = append(p.where, condition)
	p.args = append(p.args, args...)
	p.needs = p.needs || strings.Contains(condition, `m.`)
}

// rows selects what the filter means, with the mention at hand.
func (p *predicate) rows() string {
	join := ``
	if p.from == fromOpinion {
		join = ` JOIN mention AS m ON m.id = o.mention`
	}
	return p.from + join + ` WHERE ` + strings.Join(p.where, ` AND `)
}

// number selects as many; opinions alone are counted in their index, ten times as fast.
func (p *predicate) number() string {
	if p.needs {
		return p.rows()
	}
	return p.from + ` WHERE ` + strings.Join(p.where, ` AND `)
}

const (
	fromMention = ` FROM mention AS m`
	fromOpinion = ` FROM opinion AS o`
)

// predicate is what a filter means of what may be seen, with the context to ask in.
func (db *DB) predicate(ctx context.Context, f Filter) (context.Context, *predicate, error) {
	ctx, within, err := db.reach(ctx)
	if err != nil {
		return ctx, nil, err
	}
	p := &predicate{from: fromMention, seen: within}
	who := `m`
	if f.Topic != "" {
		_, topic, err := db.scope(ctx, f.Topic)
		if err != nil {
			return ctx, nil, err
		}
		p.from, who = fromOpinion, `o`
		p.and(`o.topic = ?`, topic.id)
	} else if within != nil {
		p.and(strings.TrimPrefix(within.seen(`m.id`), ` AND `))
	}
	from, to := f.Period.bounds()
	p.and(who+`.published >= ? AND `+who+`.published < ?`, from, to)
	if f.Sentiment != nil {
		p.and(who+`.sentiment = ?`, int64(*f.Sentiment))
	}
	if f.Without != nil {
		p.and(who+`.sentiment <> ?`, int64(*f.Without))
	}
	p.ofOpinion(f)
	p.ofDoubt(f, who)
	p.ofMention(f)
	return ctx, p, nil
}

// ofOpinion adds what only opinions know; a mention that is listed for itself has it when any opinion of its has it.
func (p *predicate) ofOpinion(f Filter) {
	if f.Topic == "" {
		p.and(`m.deleted = 0`)
	}
	if f.Counted != nil {
		counted := `o.counted`
		if f.Topic == "" {
			counted = anyCounted(p.seen)
		}
		p.and(counted+` = ?`, *f.Counted)
	}
	if f.Voices != nil {
		heard := voiced
		if f.Topic == "" {
			heard = `EXISTS (SELECT 1 FROM opinion AS o WHERE o.mention = m.id AND ` + voiced + p.seen.and(`o.topic`) + `)`
		}
		p.and(heard+` = ?`, *f.Voices)
	}
	if f.Complaint != 0 {
		p.ofCluster(f, family, f.Complaint)
	}
	if f.Kind != "" {
		p.ofCluster(f, `(SELECT k.id FROM complaint AS k WHERE k.kind = ?)`, string(f.Kind))
	}
}

// ofCluster adds that a mention stands in one of some clusters, and counts there.
func (p *predicate) ofCluster(f Filter, clusters string, arg any) {
	in, mention := `o.complaint IN `+clusters, `o.mention`
	if f.Topic == "" {
		in, mention = `m.id IN (SELECT c.mention FROM opinion AS c WHERE c.complaint IN `+clusters+p.seen.and(`c.topic`)+`)`, `m.id`
	}
	p.and(in, arg)
	if f.Counted != nil && *f.Counted { // an echo of a template is counted as an opinion, and not in the cluster
		p.and(`NOT EXISTS (SELECT 1 FROM member AS b WHERE b.mention = ` + mention + ` AND b.role & 1)`)
	}
}

// family is everything that stands where a complaint stands today.
const family = `(SELECT f.id FROM complaint AS f WHERE f.root = (SELECT c.root FROM complaint AS c WHERE c.id = ?))`

// ofDoubt adds what the model doubts and people settled.
func (p *predicate) ofDoubt(f Filter, who string) {
	if f.Unsure != nil {
		p.and(`(`+who+`.doubt & 1) = ?`, *f.Unsure)
	}
	if f.Mixed != nil {
		p.and(`(`+who+`.doubt & 2 <> 0) = ?`, *f.Mixed)
	}
	if f.Labelled == nil {
		return
	}
	labelled := `(` + byPeople + `)`
	if f.Topic == "" {
		labelled = `EXISTS (SELECT 1 FROM opinion AS o WHERE o.mention = m.id AND ` + byPeople + p.seen.and(`o.topic`) + `)`
	}
	p.and(labelled+` = ?`, *f.Labelled)
}

// byPeople says of an opinion o that a person has the last word on it.
const byPeople = `o.labelled_by <> '' AND o.labelled_by NOT GLOB '` + secondPrefix + `*'`

// anyCounted says of a mention m that it counts for any topic that may be seen.
func anyCounted(seen *reach) string {
	return `EXISTS (SELECT 1 FROM opinion AS c WHERE c.mention = m.id AND c.counted = 1` + seen.and(`c.topic`) + `)`
}

// voiced says of an opinion o, with its mention m, that its author is among the people.
const voiced = `(o.counted = 1 OR m.duplicate_of IS NOT NULL AND m.category <> '` + string(classify.Promo) + `' AND o.excluded = 0)`

func (p *predicate) ofMention(f Filter) {
	for _, is := range []struct {
		condition string
		want      *bool
	}{
		{`(m.duplicate_of IS NOT NULL)`, f.Copy},
		{`m.recommends`, f.Recommends},
		{prompted, f.Prompted},
	} {
		if is.want != nil {
			p.and(is.condition+` = ?`, *is.want)
		}
	}
	if f.Influential > 0 {
		p.and(`m.author_followers >= ?`, f.Influential)
	}
	for _, is := range []struct{ column, value string }{
		{`m.category`, string(f.Category)},
		{`m.network`, f.Network},
		{`m.lang`, f.Lang},
		{`m.source`, f.Source},
		{`m.author_id`, f.Author},
	} {
		if is.value != "" {
			p.and(is.column+` = ?`, is.value)
		}
	}
	if f.Search != "" {
		p.search(f.Search)
	}
	if f.Thread != "" {
		p.inThread(f)
	}
	p.ofWork(f)
}

// ofWork adds what people do about a mention. Most are new, and of those there is nothing to find.
func (p *predicate) ofWork(f Filter) {
	mention := `m.id`
	if f.Topic != "" {
		mention = `o.mention`
	}
	switch f.Work {
	case "":
	case Untouched:
		p.and(`NOT EXISTS (SELECT 1 FROM handled AS h WHERE h.mention = `+mention+` AND h.state <> ?)`, string(Untouched))
	default:
		p.and(mention+` IN (SELECT h.mention FROM handled AS h WHERE h.state = ?)`, string(f.Work))
	}
	if f.Assignee != "" {
		p.and(mention+` IN (SELECT h.mention FROM handled AS h WHERE h.assignee = ?)`, f.Assignee)
	}
}

// inThread adds that a mention stands in a thread, or began it.
func (p *predicate) inThread(f Filter) {
	network, id, _ := strings.Cut(f.Thread, ":")
	mention := `m.id`
	if f.Topic != "" {
		mention = `o.mention`
	}
	first := `coalesce((SELECT nullif(n.thread, '') FROM mention AS n WHERE n.network = ? AND n.external_id = ?), ?)`
	p.and(mention+` IN (SELECT h.id FROM mention AS h WHERE h.network = ? AND h.external_id = `+first+`
			UNION ALL SELECT h.id FROM mention AS h WHERE h.network = ? AND h.thread <> '' AND h.thread = `+first+`)`,
		network, network, id, id, network, network, id, id)
}

// marks are n question marks for a list of values.
func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

func anys[T any](list []T) []any {
	all := make([]any, len(list))
	for i, v := range list {
		all[i] = v
	}
	return all
}
