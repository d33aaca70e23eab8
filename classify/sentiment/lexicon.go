package sentiment

import (
	"crypto/sha256"
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
)

//go:embed lexicon/en.tsv
var lexiconEnglish string

//go:embed lexicon/ru.tsv
var lexiconRussian string

//go:embed lexicon/vader.tsv
var lexiconVader string

// lexiconFiles are in the order in which they count: of two values of one form the first holds.
func lexiconFiles() []string { return []string{lexiconEnglish, lexiconRussian, lexiconVader} }

// entry is a line of a lexicon: a form of one to three words, and the feeling that it usually carries.
type entry struct {
	form  []string // a word may end in "*": whatever begins with it, up to maxEnding more letters
	value int8     // in half points, from -6 to 6, never 0
}

// maxForm is how many words a form may have.
const maxForm = 3

func (e *entry) length() (n int) {
	for _, word := range e.form {
		n += len(word)
	}
	return n
}

// lexiconVersion is the beginning of the sum of the lexicon's files.
var lexiconVersion = sync.OnceValue(func() string {
	sum := sha256.New()
	for _, file := range lexiconFiles() {
		sum.Write([]byte(file))
	}
	return fmt.Sprintf("%x", sum.Sum(nil)[:4])
})

var loadedLexicon = sync.OnceValues(func() ([]entry, error) {
	var list []entry
	for _, file := range lexiconFiles() {
		more, err := readLexicon(file)
		if err != nil {
			return nil, fmt.Errorf("read lexicon: %w", err)
		}
		list = append(list, more...)
	}
	return list, nil
})

// readLexicon reads lines of a form, a tab and a value from -3 to 3 in steps of 0.5. Empty lines and those that begin
// with "#" say nothing.
func readLexicon(file string) ([]entry, error) {
	var list []entry
	n := 0
	for line := range strings.Lines(file) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		e, err := parseEntry(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		list = append(list, e)
	}
	return list, nil
}

func parseEntry(line string) (entry, error) {
	form, said, _ := strings.Cut(line, "\t")
	value, err := strconv.ParseFloat(said, 64)
	if err != nil || value == 0 || math.Abs(value) > 3 || 2*value != math.Trunc(2*value) {
		return entry{}, fmt.Errorf("the value of %q is %q, want -3 to 3 in steps of 0.5, without 0", form, said)
	}
	words := strings.Fields(form)
	if len(words) == 0 || len(words) > maxForm {
		return entry{}, fmt.Errorf("%q has %d words, want 1 to %d", form, len(words), maxForm)
	}
	return entry{words, int8(2 * value)}, nil
}
