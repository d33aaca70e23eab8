package theme

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"molva/classify/cluster/terms"
	"molva/ingest"
)

// A pack's file is tab-separated. Lines that begin with # and empty ones are passed over; the others are
//
//	theme  ID  English name  Russian name
//	ID  en|ru  phrase, phrase, …  [weight]
//
// A phrase is a word, two words that stand next to each other, or a negation and a word ("not work"). Its other forms are
// meant too. A weight holds for the whole line.

// What a phrase counts for when its line names no weight.
const (
	wordWeight = 1
	pairWeight = 1.5
	maxWeight  = 10
)

var idForm = regexp.MustCompile(`^[a-z][a-z0-9-]{0,31}$`)

// reader puts files together to a pack.
type reader struct {
	pack  *Pack
	terms *terms.Reader
	file  string
	line  int
	lines map[string]int // where this file named a term
	wrong []error
}

func newReader() *reader {
	return &reader{pack: &Pack{phrases: make(map[string]phrase)}, terms: terms.NewReader()}
}

func (r *reader) read(f File) {
	r.file, r.line, r.lines = f.Name, 0, make(map[string]int)
	for line := range strings.Lines(strings.TrimPrefix(f.Text, "\ufeff")) {
		r.line++
		if line = strings.TrimRight(line, "\r\n \t"); line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, "\t")
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		if fields[0] == "theme" {
			r.theme(fields)
		} else {
			r.phrases(fields)
		}
	}
}

func (r *reader) fail(complaint error) { r.wrong = append(r.wrong, complaint) }

// at is where the reader stands.
func (r *reader) at() string { return fmt.Sprintf("themes %s:%d", r.file, r.line) }

// theme takes a line that names a theme.
func (r *reader) theme(fields []string) {
	switch {
	case len(fields) != 4:
		r.fail(ingest.Complain("%s: a theme has %d fields, want 4: theme, id, English name, Russian name", r.at(), len(fields)))
		return
	case slices.Contains(fields, ""):
		r.fail(ingest.Complain("%s: a theme has an empty field, want theme, id, English name, Russian name", r.at()))
		return
	}
	t := Theme{ID: fields[1], English: fields[2], Russian: fields[3]}
	switch i := r.pack.index(t.ID); {
	case !idForm.MatchString(t.ID) || t.ID == "theme":
		r.fail(ingest.Complain("%s: theme id is %q, want small letters, digits and -, such as waiting", r.at(), t.ID))
	case i >= 0:
		r.pack.themes[i] = t
	case len(r.pack.themes) == maxThemes:
		r.fail(ingest.Complain("%s: theme %s is one too many, at most %d are possible", r.at(), t.ID, maxThemes))
	default:
		r.pack.themes = append(r.pack.themes, t)
	}
}

// phrases takes a line of phrases.
func (r *reader) phrases(fields []string) {
	if len(fields) != 3 && len(fields) != 4 {
		r.fail(ingest.Complain("%s: found %d fields, want 3 or 4: theme, language, phrases, weight (tabs between them)", r.at(), len(fields)))
		return
	}
	theme, lang := r.pack.index(fields[0]), fields[1]
	if theme < 0 {
		r.fail(ingest.Complain("%s: theme is %q, want one of %s, or a line before that names it", r.at(), fields[0], strings.Join(r.pack.ids(), ", ")))
	}
	if lang != "en" && lang != "ru" {
		r.fail(ingest.Complain("%s: language is %q, want en or ru", r.at(), lang))
	}
	weight, ok := r.weight(fields[3:])
	for words := range strings.SplitSeq(fields[2], ",") {
		if term, found := r.term(strings.TrimSpace(words), lang); found && ok && theme >= 0 {
			r.add(term, phrase{theme: theme, weight: weight})
		}
	}
}

// weight reads the optional last field; 0 stands for the usual one.
func (r *reader) weight(field []string) (w float32, ok bool) {
	if len(field) == 0 {
		return 0, true
	}
	n, err := strconv.ParseFloat(field[0], 32)
	if err != nil || !(n > 0 && n <= maxWeight) {
		r.fail(ingest.Complain("%s: weight is %q, want a number above 0 and up to %d", r.at(), field[0], maxWeight))
		return 0, false
	}
	return float32(n), true
}

// term is what a phrase becomes in a text: the pair or the negated stem when it is one, else the only stem. A word of it that
// is passed over is a mistake: "every train" would be all of "train".
func (r *reader) term(phrase, lang string) (term string, ok bool) {
	var stems, joint []string
	for _, t := range r.terms.Read(nil, "", phrase, lang) {
		switch {
		case isConcept(t.Text):
		case isJoint(t.Text):
			joint = append(joint, t.Text)
		default:
			stems = append(stems, t.Text)
		}
	}
	words := len(strings.FieldsFunc(phrase, func(c rune) bool { return c == ' ' || c == '-' }))
	switch {
	case len(joint) == 1:
		return joint[0], true
	case len(stems) == 1 && words == 1:
		return stems[0], true
	case len(stems) == 0:
		r.fail(ingest.Complain("%s: phrase %q has only words that are passed over, want one that tells something", r.at(), phrase))
	case len(stems) == 1:
		r.fail(ingest.Complain("%s: phrase %q would be read as %q alone, want that word or others", r.at(), phrase, stems[0]))
	default:
		r.fail(ingest.Complain("%s: phrase %q is too long, want a word, two neighbouring words, or a negation and a word", r.at(), phrase))
	}
	return "", false
}

// add takes a phrase. A file may name forms of one word, but not for two themes.
func (r *reader) add(term string, p phrase) {
	if p.weight == 0 {
		p.weight = usualWeight(term)
	}
	had := r.pack.phrases[term]
	if line, ok := r.lines[term]; ok && had.theme != p.theme {
		r.fail(ingest.Complain("%s: %q is a phrase of theme %s in line %d, want it in one theme", r.at(), term, r.pack.themes[had.theme].ID, line))
		return
	}
	r.lines[term] = r.line
	r.pack.phrases[term] = p
}

func usualWeight(term string) float32 {
	if strings.Contains(term, " ") {
		return pairWeight
	}
	return wordWeight
}

// isJoint tells a pair or a negated stem from a stem.
func isJoint(term string) bool { return strings.ContainsAny(term, " _") }

// isConcept tells a term that stands for many words.
func isConcept(term string) bool { return strings.HasPrefix(term, "=") }

func (p *Pack) ids() []string {
	ids := make([]string, len(p.themes))
	for i, t := range p.themes {
		ids[i] = t.ID
	}
	return ids
}

// fingerprint is over all that a table reads.
func (p *Pack) fingerprint(w *warm) (sum [sha256.Size]byte) {
	h := sha256.New()
	fmt.Fprintf(h, "%q\n", p.ids())
	for _, term := range slices.Sorted(maps.Keys(p.phrases)) {
		fmt.Fprintf(h, "%q %d %g\n", term, p.phrases[term].theme, p.phrases[term].weight)
	}
	h.Write(w.file)
	return [sha256.Size]byte(h.Sum(nil))
}
