package terms

import "molva/classify/cluster/concept"

// Term is one thing that a text says. Text is its identity and can be shown; Base is its weight before anything is known
// of how common it is.
type Term struct {
	Text string
	Base float32
}

// What a pair or a negated stem weighs beside the stems in it, which are terms themselves.
const (
	pairBase    = 0.5
	notBase     = 0.5
	conceptBase = 0.5
)

// MaxWords bounds the words of a text that are read, title included. A complaint names its trouble early; what follows in
// a long story is about everything, and would make its author the centre of every cluster.
const MaxWords = 120

// Reader reads texts one after another, into buffers and caches that it keeps. It is not safe for concurrent use.
type Reader struct {
	cut     cutter
	stems   stemmer
	lexicon *concept.Lexicon
	known   map[string]meaning // surface words, by language
	texts   map[string]*text
	turn    uint64 // of the present text
	left    int    // words of it that may still be read
	buf     []byte
}

// text is a term's identity, kept so that reading it again costs no memory.
type text struct {
	text    string
	turn    uint64 // the last text that had it
	concept *text  // what it means in either language, nil when the lexicon does not know
}

// meaning is what a surface word is to us: with neither, it is passed over.
type meaning struct {
	stem  *text
	turns bool // it negates what follows
}

// maxKnown bounds the caches. A word costs about a hundred bytes there.
const maxKnown = 1 << 15

// NewReader returns a reader that mutes nothing.
func NewReader() *Reader {
	r := &Reader{stems: newStemmer(), lexicon: lexicon()}
	r.forget()
	return r
}

// forget empties the caches, which nothing depends on.
func (r *Reader) forget() {
	r.known, r.texts = make(map[string]meaning), make(map[string]*text)
}

// Mute names the surface words that are no terms from now on, nor parts of pairs: brands and topics with the words of
// their queries. Their other forms are muted too. What was muted before is heard again.
func (r *Reader) Mute(words []string) {
	r.forget()
	r.stems.unmute()
	for _, phrase := range words {
		for r.cut.reset(phrase); r.cut.next(); {
			r.stems.mute(r.cut.word)
		}
	}
}

// Read appends the terms of a text, each once, in the order in which they first appear, those of the title first. A
// language that is neither Russian nor English ("other") is read without stems.
func (r *Reader) Read(dst []Term, title, text, lang string) []Term {
	if len(r.known) > maxKnown || len(r.texts) > maxKnown {
		r.forget()
	}
	r.turn++
	r.left = MaxWords
	r.stems.foreign = lang == "other"
	dst = r.read(dst, title)
	return r.read(dst, text)
}

func (r *Reader) read(dst []Term, text string) []Term {
	var c clause
	for r.cut.reset(text); r.left > 0 && r.cut.next(); r.left-- {
		if r.cut.parted {
			c = clause{}
		}
		switch m := r.meaning(r.cut.word); {
		case m.turns:
			c.negated = negationReach
		case m.stem != nil:
			dst = r.add(dst, m.stem, 1)
			dst = r.extend(dst, &c, m.stem)
		}
	}
	return dst
}

// clause is what the words so far mean to the next one.
type clause struct {
	last    *text // the content word before
	negated int   // how many content words are still negated
}

// negationReach is how many content words a negation covers: "did not ever get my refund".
const negationReach = 3

// extend appends what a content word is together with those before it in its clause.
func (r *Reader) extend(dst []Term, c *clause, stem *text) []Term {
	if c.last != nil {
		dst = r.add(dst, r.intern(c.last.text, " ", stem.text), pairBase)
	}
	if c.negated > 0 {
		c.negated--
		dst = r.add(dst, r.intern("not", "_", stem.text), notBase)
	}
	c.last = stem
	return dst
}

// add appends a term unless the present text had it.
func (r *Reader) add(dst []Term, t *text, base float32) []Term {
	if t.turn == r.turn {
		return dst
	}
	t.turn = r.turn
	dst = append(dst, Term{Text: t.text, Base: base})
	if t.concept != nil {
		dst = r.add(dst, t.concept, conceptBase)
	}
	return dst
}

func (r *Reader) meaning(word []byte) meaning {
	if m, ok := r.known[string(word)]; ok && !r.stems.foreign {
		return m
	}
	var m meaning
	stem, turns := r.stems.read(word)
	if stem != "" {
		m.stem = r.intern(stem, "", "")
	}
	m.turns = turns
	if !r.stems.foreign {
		r.known[string(word)] = m
	}
	return m
}

func (r *Reader) intern(first, between, second string) *text {
	r.buf = append(append(append(r.buf[:0], first...), between...), second...)
	t, ok := r.texts[string(r.buf)]
	if !ok {
		t = &text{text: string(r.buf)}
		r.texts[t.text] = t
		if id, ok := r.lexicon.Of(t.text); ok {
			t.concept = r.intern(id, "", "")
		}
	}
	return t
}
