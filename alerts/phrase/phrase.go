// Package phrase holds what molva says to people, in English and Russian. The English sentence is the key and the
// English text at once; each package that talks contributes a [Catalogue] with the Russian. A test of each such package
// fails when a sentence has no Russian, see phrasetest.
package phrase

import (
	"fmt"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"
)

// Catalogue maps English sentences, printf verbs included, to how they are said.
type Catalogue map[string]Form

// Form is how one sentence is said.
type Form struct {
	arg     int // the argument, from 1, whose number bends the words; 0: none does
	English English
	Russian Russian
}

// English has the form for one thing; the key itself is the form for any other number.
type English struct{ One string }

// Russian has the forms for 1, 21, 31…; for 2–4, 22–24… and fractions; and for all others.
type Russian struct{ One, Few, Many string }

// Say is a sentence in which no number bends a word.
func Say(russian string) Form { return Form{Russian: Russian{Many: russian}} }

// Count is a sentence bent by the number that is its arg-th argument, from 1.
func Count(arg int, english English, russian Russian) Form {
	return Form{arg: arg, English: english, Russian: russian}
}

// Printer says things in one language. It may be shared by goroutines.
type Printer struct {
	lang    string
	printer *message.Printer
}

// New returns a printer for "ru"; any other language gets English. A sentence that no catalogue has is said in English.
// An error is a mistake in a catalogue, or one sentence that two catalogues say differently.
func New(lang string, catalogues ...Catalogue) (*Printer, error) {
	words := catalog.NewBuilder(catalog.Fallback(language.English))
	all := Catalogue{}
	for _, c := range catalogues {
		for key, form := range c {
			if other, ok := all[key]; ok && other != form {
				return nil, fmt.Errorf("catalogue entry %q: said in two ways", key)
			}
			all[key] = form
			if err := form.set(words, key); err != nil {
				return nil, fmt.Errorf("catalogue entry %q: %w", key, err)
			}
		}
	}
	p := &Printer{lang: "en"}
	tag := language.English
	if lang == "ru" {
		p.lang, tag = "ru", language.Russian
	}
	p.printer = message.NewPrinter(tag, message.Catalog(words))
	return p, nil
}

func (f Form) set(words *catalog.Builder, key string) error {
	if f.arg == 0 {
		return words.SetString(language.Russian, key, f.Russian.Many)
	}
	if err := words.Set(language.English, key, plural.Selectf(f.arg, "",
		plural.One, f.English.One, plural.Other, key)); err != nil {
		return err
	}
	return words.Set(language.Russian, key, plural.Selectf(f.arg, "",
		plural.One, f.Russian.One, plural.Few, f.Russian.Few, plural.Many, f.Russian.Many, plural.Other, f.Russian.Few))
}

// Language is "en" or "ru".
func (p *Printer) Language() string { return p.lang }

// Sprintf says the sentence. Numbers are written as the language writes them; give years and ids as strings.
func (p *Printer) Sprintf(key string, args ...any) string { return p.printer.Sprintf(key, args...) }
