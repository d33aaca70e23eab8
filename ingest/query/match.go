package query

import "molva/ingest"

// run is the matching of one mention. Its buffers are used again and again.
type run struct {
	x       *index
	m       *ingest.Mention
	scan    scanner
	title   bool    // the title is being read
	words   []Span  // of each word, title first; bytes of the title or the text
	text    int     // number of the first word of the text
	hits    []hit   // all of them; those of one term are chained
	first   []int32 // by term: its first hit, 1-based; 0: none
	last    []int32 // by term
	touched []int32 // terms with hits
	due     []bool  // by rule: worth evaluating
	chain   []byte  // the words of a hyphenated compound, folded, without the hyphens
	link    int     // where the chain's last word begins
	head    int32   // number of the chain's first word
	tags    scanner // of the words in a tag
	folded  []byte  // the tag
	places  []place
}

// place is a stretch of words, both ends included.
type place struct{ from, to int32 }

type hit struct {
	place
	next int32 // 1-based; 0: the last one
}

func newRun(x *index) *run {
	return &run{x: x, first: make([]int32, len(x.byTerm)), last: make([]int32, len(x.byTerm)), due: make([]bool, len(x.rules))}
}

// read finds every term in the mention's title and text.
func (r *run) read(m *ingest.Mention) {
	r.m = m
	for _, rule := range r.x.standing {
		r.due[rule] = true
	}
	if m.Title != "" {
		r.title = true
		r.readText(m.Title)
		r.title = false
	}
	r.text = len(r.words)
	r.readText(m.Text)
}

// forget makes the run ready for the next mention.
func (r *run) forget() {
	for _, term := range r.touched {
		r.first[term] = 0
	}
	clear(r.due)
	r.m = nil
	r.scan.reset("")
	r.words, r.hits, r.touched, r.places = r.words[:0], r.hits[:0], r.touched[:0], r.places[:0]
}

func (r *run) readText(text string) {
	sc := &r.scan
	for sc.reset(text); sc.next(); {
		at := int32(len(r.words))
		r.words = append(r.words, Span{sc.start, sc.end})
		r.look(sc.word, place{at, at})
		if len(sc.base) > 0 {
			r.look(sc.base, place{at, at})
		}
		r.compound(at)
		if r.x.hasTags && sc.start > 0 {
			r.tag(at)
		}
	}
}

// look notes what a word means to the topics.
func (r *run) look(word []byte, p place) {
	for _, term := range r.x.words[string(word)] {
		r.note(term, p)
	}
	if len(r.x.globs) == 0 {
		return
	}
	for _, g := range r.x.globs[head(word)] {
		if g.matches(word) {
			r.note(g.term, p)
		}
	}
}

// note adds a hit, unless the term asks for more than the word.
func (r *run) note(term int32, p place) {
	if r.x.inTitle[term] && !r.title {
		return
	}
	if lit := r.x.literals[term]; lit != nil {
		if lit.at(r.scan.src, r.scan.start) == 0 {
			return
		}
		p.to += int32(lit.words) - 1
	}
	r.hits = append(r.hits, hit{place: p})
	n := int32(len(r.hits))
	if r.first[term] == 0 {
		r.first[term] = n
		r.touched = append(r.touched, term)
		for _, rule := range r.x.byTerm[term] {
			r.due[rule] = true
		}
	} else {
		r.hits[r.last[term]-1].next = n
	}
	r.last[term] = n
}

// maxChain bounds the work that a text of hyphens can cause.
const maxChain = 64

// compound looks up a word together with those that hyphens join to it: with the one before, and with all of them.
func (r *run) compound(at int32) {
	word := r.scan.word
	if !r.scan.joined {
		r.chain, r.link, r.head = append(r.chain[:0], word...), 0, at
		return
	}
	before := r.link
	r.link = len(r.chain)
	r.chain = append(r.chain, word...)
	r.look(r.chain[before:], place{at - 1, at})
	if before > 0 && len(r.chain) <= maxChain {
		r.look(r.chain, place{r.head, at})
	}
}

// tag looks up the tag that begins with the present word, if one does.
func (r *run) tag(at int32) {
	text := r.scan.src
	t := tagAt(text, r.scan.start, false)
	if t.full == 0 {
		return
	}
	r.lookTag(t, t.short, at)
	if t.full > t.short {
		r.lookTag(t, t.full, at)
	}
}

func (r *run) lookTag(t tag, end int, at int32) {
	var words int
	r.folded, words = t.fold(&r.tags, r.folded[:0], r.scan.src, end)
	r.look(r.folded, place{at, at + int32(words) - 1})
}

// holds reports whether a rule holds for the mention.
func (r *run) holds(rule *rule) bool {
	switch rule.op {
	case opField:
		return says(r.m, rule.field, rule.want)
	case opNot:
		return !r.holds(&rule.kids[0])
	case opAnd, opOr:
		for i := range rule.kids {
			if r.holds(&rule.kids[i]) == (rule.op == opOr) {
				return rule.op == opOr
			}
		}
		return rule.op == opAnd
	case opPhrase, opNear:
		from := len(r.places)
		r.find(rule)
		found := len(r.places) > from
		r.places = r.places[:from]
		return found
	}
	return r.first[rule.term] != 0
}
