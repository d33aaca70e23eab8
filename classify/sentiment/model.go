package sentiment

import (
	"sync"

	"molva/classify/lang"
)

// Model is a trained classifier. It is read-only and safe for concurrent use.
//
// Its table has 1<<bits rows of two signed bytes: how much a feature speaks for negative and for positive. What it says
// of neutral is minus their sum, exactly: training starts at zero and every step moves a row's three weights by
// amounts that add up to zero, so the third need not be stored and the table can have twice the rows.
type Model struct {
	head  head
	table []byte
	name  string
	cues  *cues
	pool  *sync.Pool // of *scratch
}

// head is what a model file says before its table.
type head struct {
	Features    int         `json:"features"` // version of tokens.go and features.go that the table was made with
	Lexicon     string      `json:"lexicon"`  // lexiconVersion of the lexicon that it was made with
	Bits        int         `json:"bits"`
	Scale       float32     `json:"scale"` // weight of one step of the table
	Unsure      float64     `json:"unsure"`
	Calibration calibration `json:"calibration"`
	Settings    Settings    `json:"settings"`
	Examples    int         `json:"examples"`          // how many it was trained on
	Adapted     *origin     `json:"adapted,omitempty"` // nil for a model of Train
}

// featureVersion changes whenever a text would give other rows; a model of another version is refused.
const featureVersion = 2

// calibration is one map per language that training saw.
type calibration struct {
	English mapping `json:"en"`
	Russian mapping `json:"ru"`
}

// of returns the mapping for a language; one that training never saw borrows the English one.
func (c *calibration) of(language string) *mapping {
	if language == lang.Russian {
		return &c.Russian
	}
	return &c.English
}

// scratch is what one text needs while it is read.
type scratch struct {
	tokens   tokens
	features features
	targets  targets
	clues    clues
}

func newModel(h head, table []byte, name string, c *cues) *Model {
	pool := &sync.Pool{New: func() any { return newScratch(c, h.Bits) }}
	return &Model{head: h, table: table, name: name, cues: c, pool: pool}
}

func newScratch(c *cues, bits int) *scratch {
	return &scratch{tokens: tokens{words: c.words}, features: features{shift: uint(64 - bits)}, targets: targets{relations: c.targets}}
}

// Name is the model's name and version; two models with the same name give the same answers.
func (m *Model) Name() string { return m.name }

// read cuts a text, with its title before it, into tokens.
func (s *scratch) read(title, text string) {
	s.tokens.reset()
	s.tokens.read(title)
	s.tokens.read(text)
	negate(s.tokens.list)
	s.tokens.words.weigh(s.tokens.list)
}

// look takes the features of some of the tokens.
func (s *scratch) look(from, to int) {
	s.features.read(s.tokens.list[from:to], s.tokens.letters)
}
