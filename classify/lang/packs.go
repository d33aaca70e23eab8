package lang

import (
	"embed"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed en ru other
var files embed.FS

// pack is what is known of the languages written in one script.
type pack struct {
	words    witnesses
	trigrams trigrams
}

// silent reports letters that tell nothing of the language, without asking further: most of them.
func (p *pack) silent(r rune) bool {
	return r < utf8.RuneSelf || p.trigrams.alphabet == cyrillicAlphabet && 'а' <= r && r <= 'щ'
}

// witness is what one word says. The zero value: nothing is known of it.
type witness uint8

const (
	unheard witness = iota
	own             // listed as a word of our language
	common          // often met in texts of our language
	alien           // listed as a word of another language
	shared          // listed for both
)

// packs holds one pack a script; it is built from the embedded files on first use and never changes.
type packs struct{ latin, cyrillic pack }

var loaded = sync.OnceValue(func() *packs {
	return &packs{latin: readPack("en", latinAlphabet), cyrillic: readPack("ru", cyrillicAlphabet)}
})

// readPack reads our language's folder and the words of the others. No word is written in two scripts, so the foreign
// words of the other script do no harm.
func readPack(folder string, a alphabet) pack {
	words := make(map[uint64]witness)
	for _, word := range readWords(folder + "/common.tsv") {
		words[word] = common
	}
	for _, word := range readWords(folder + "/words.tsv") {
		words[word] = own
	}
	for _, word := range readWords("other/words.tsv") {
		if words[word] == own {
			words[word] = shared
		} else {
			words[word] = alien
		}
	}
	return pack{words: newWitnesses(words), trigrams: readTrigrams(folder, a)}
}

// readWords returns the hashes of the first column of a file.
func readWords(name string) []uint64 {
	var hashes []uint64
	for line := range strings.Lines(mustRead(name)) {
		word, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if word != "" && word[0] != '#' {
			hashes = append(hashes, hashWord(word))
		}
	}
	return hashes
}

// mustRead returns an embedded file. The files are part of the binary and tested, so a missing one is a mistake of the
// build.
func mustRead(name string) string {
	b, err := files.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("embedded file %s: %v", name, err))
	}
	return string(b)
}

const hashStart = uint64(14695981039346656037)

func hashWord(word string) uint64 {
	h := hashStart
	for _, r := range word {
		h = hashRune(h, fold(r))
	}
	return h
}

// hashRune is FNV-1a, a rune at a time.
func hashRune(h uint64, r rune) uint64 { return (h ^ uint64(r)) * 1099511628211 }

// fold lowers a letter and writes ё as е and curly apostrophes straight.
func fold(r rune) rune {
	switch {
	case r < 0x80:
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	case r >= 'а' && r <= 'я':
		return r
	case r >= 'А' && r <= 'Я':
		return r + 'а' - 'А'
	case r == 'ё' || r == 'Ё':
		return 'е'
	case r == '’' || r == '‘' || r == '`':
		return '\''
	}
	return unicode.ToLower(r)
}
