package sentiment

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed target_roles.tsv
var rolesFile string

// relation is what a phrase does to the subjects around it; target_roles.tsv tells what each means.
type relation uint8

const (
	unrelated relation = iota
	better
	worse
	than
	beats
	loses
	prefer
	leave
	drop
	outOf
	into
	unlike
	joint
)

var relationNames = map[string]relation{
	"better": better, "worse": worse, "than": than, "beats": beats, "loses": loses, "prefer": prefer, "leave": leave,
	"drop": drop, "from": outOf, "to": into, "unlike": unlike, "joint": joint,
}

// relations are the phrases of target_roles.tsv, by hash. Few words begin one, and a glance at the sieve tells most of
// the others.
type relations struct {
	sieve   [64]uint64
	phrases map[uint64]relation
}

var loadedRelations = sync.OnceValues(func() (*relations, error) { return readRelations(rolesFile) })

func readRelations(file string) (*relations, error) {
	r := &relations{phrases: make(map[uint64]relation)}
	for line := range strings.Lines(file) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		kind, phrase, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if err := r.add(relationNames[kind], phrase); err != nil {
			return nil, fmt.Errorf("read roles: %w", err)
		}
	}
	return r, nil
}

func (r *relations) add(kind relation, phrase string) error {
	var t tokens
	t.read(phrase)
	if n := len(t.list); kind == unrelated || n == 0 || n > maxPhrase {
		return fmt.Errorf("%q: the kind is unknown or it has not 1 to %d words", phrase, maxPhrase)
	}
	switch kind {
	case than, outOf, into, joint: // matter only beside something else
	default:
		r.mark(t.list[0].hash)
	}
	r.phrases[phraseHash(t.list)] = kind
	return nil
}

func (r *relations) mark(hash uint64)          { r.sieve[hash>>6%64] |= 1 << (hash % 64) }
func (r *relations) mayBegin(hash uint64) bool { return r.sieve[hash>>6%64]&(1<<(hash%64)) != 0 }

// any reports whether a relation may stand in a text.
func (r *relations) any(list []token) bool {
	for i := range list {
		if r.mayBegin(list[i].hash) {
			return true
		}
	}
	return false
}

// is reports whether a token alone is a phrase of that kind.
func (r *relations) is(t token, kind relation) bool {
	return t.kind == word && r.phrases[pair(hashStart, t.hash)] == kind
}

// at returns the longest relation that begins with the first of the tokens, and its length in words.
func (r *relations) at(list []token) (found relation, words int) {
	h := uint64(hashStart)
	for i := range min(maxPhrase, len(list)) {
		if list[i].kind > hashtag {
			break
		}
		h = pair(h, list[i].hash)
		if known := r.phrases[h]; known != unrelated {
			found, words = known, i+1
		}
	}
	return found, words
}
