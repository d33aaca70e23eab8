package theme

import (
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"

	"molva/ingest"
)

//go:embed packs/*.tsv
var builtin embed.FS

// neutralName is the pack that every other one stands on.
const neutralName = "neutral"

// maxThemes bounds the themes of a pack.
const maxThemes = 32

// Theme is one of a pack.
type Theme struct {
	ID               string // what is stored: small letters, digits and "-"
	English, Russian string // what people read
}

// Pack is the themes, the phrases that they are known by and what is known of other words beforehand. It does not change
// after it was loaded, and any number of tables may share it.
type Pack struct {
	themes  []Theme
	phrases map[string]phrase // by term
	priors  map[uint64]prior  // by a term's hash
	sums    sums              // of the priors
	sum     [sha256.Size]byte
}

// phrase is what a pack says of a term.
type phrase struct {
	theme  int
	weight float32
}

// File is a pack's text and the name that its mistakes are reported under.
type File struct{ Name, Text string }

// Neutral is the pack for any company.
var Neutral = sync.OnceValue(func() *Pack {
	p, _ := Load() // its mistakes would be ours; a test looks for them
	return p
})

// Domains are the names of the packs that come with the program beside the neutral one.
func Domains() []string {
	files, _ := fs.Glob(builtin, "packs/*.tsv")
	names := make([]string, 0, len(files))
	for _, file := range files {
		if name := strings.TrimSuffix(path.Base(file), ".tsv"); name != neutralName {
			names = append(names, name)
		}
	}
	return names
}

// Open loads the neutral pack and those named on top of it: each is one of Domains or the path of a file.
func Open(names ...string) (*Pack, error) {
	var files []File
	for _, name := range names {
		file, err := open(name)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return Load(files...)
}

func open(name string) (File, error) {
	text, err := builtin.ReadFile("packs/" + name + ".tsv")
	if err != nil {
		text, err = os.ReadFile(name)
	}
	if err != nil {
		return File{}, ingest.Complain("theme pack %q is no file and none of %s: %v", name, strings.Join(Domains(), ", "), err)
	}
	return File{Name: name, Text: string(text)}, nil
}

// Load reads files on top of the neutral pack, one after another: a later one may add phrases and themes, rename a theme
// and move a phrase to another theme. All mistakes of all files are reported together, by line; the pack returned beside
// them holds what was right.
func Load(files ...File) (*Pack, error) {
	w, err := warmStart()
	if err != nil {
		return nil, err
	}
	return load(w, files...)
}

func load(w *warm, files ...File) (*Pack, error) {
	neutral, err := open(neutralName)
	if err != nil {
		return nil, err
	}
	r := newReader()
	for _, file := range append([]File{neutral}, files...) {
		r.read(file)
	}
	r.pack.warmUp(w)
	r.pack.sum = r.pack.fingerprint(w)
	return r.pack, errors.Join(r.wrong...)
}

// Themes are the pack's, in the order of its files.
func (p *Pack) Themes() []Theme { return append([]Theme(nil), p.themes...) }

// Name is what people of a language ("ru", else English) read for a theme; for one that the pack does not know, its id.
func (p *Pack) Name(id, lang string) string {
	switch i := p.index(id); {
	case i == None:
		return id
	case lang == "ru":
		return p.themes[i].Russian
	default:
		return p.themes[i].English
	}
}

// Fingerprint changes whenever the same text could get another theme.
func (p *Pack) Fingerprint() string { return fmt.Sprintf("%x", p.sum[:8]) }

// index is the place of a theme, None when the pack does not know it.
func (p *Pack) index(id string) int {
	for i := range p.themes {
		if p.themes[i].ID == id {
			return i
		}
	}
	return None
}
