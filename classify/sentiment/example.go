package sentiment

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"molva/classify"
)

// Example is one labelled text.
type Example struct {
	Text   string
	Label  classify.Sentiment
	Lang   string // ru or en; "" is told from the text
	Source string // the set it comes from, "" when the file does not say
}

// class is the place of the label in arrays of three.
func (x *Example) class() int { return int(x.Label) + 1 }

// maxLine bounds one line of a labelled file.
const maxLine = 1 << 20

// LoadExamples reads a file of labelled texts: JSON Lines with "text" and "label" (negative, neutral, positive), and
// perhaps "lang" and "source"; other fields are passed over. A name that ends in .gz is unpacked.
func LoadExamples(path string) ([]Example, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open labelled texts: %w", err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, fmt.Errorf("unpack %s: %w", path, err)
		}
		defer z.Close()
		r = z
	}
	list, err := readExamples(r)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return list, nil
}

func readExamples(r io.Reader) ([]Example, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	var list []Example
	for n := 1; lines.Scan(); n++ {
		if len(strings.TrimSpace(lines.Text())) == 0 {
			continue
		}
		x, err := parseExample(lines.Bytes())
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		list = append(list, x)
	}
	return list, lines.Err()
}

func parseExample(line []byte) (Example, error) {
	var record struct {
		Text, Lang, Source string
		Label              *classify.Sentiment
	}
	if err := json.Unmarshal(line, &record); err != nil {
		return Example{}, err
	}
	if record.Label == nil {
		return Example{}, errors.New("label is missing, want negative, neutral or positive")
	}
	if record.Text == "" {
		return Example{}, errors.New("text is missing")
	}
	return Example{Text: record.Text, Label: *record.Label, Lang: record.Lang, Source: record.Source}, nil
}

// Split puts aside every tenth text by a hash of its words, so that the same words, however they are written or
// retweeted, always fall on the same side. What is held out never trained the committed model.
func Split(list []Example) (train, held []Example) {
	var t tokens
	for _, x := range list {
		if part(&t, x.Text, 10) == 0 {
			held = append(held, x)
		} else {
			train = append(train, x)
		}
	}
	return train, held
}

// part is the part that a text falls in, of as many as asked for. Only words count, and no leading RT.
func part(t *tokens, text string, parts uint64) uint64 {
	t.reset()
	t.read(text)
	h := uint64(hashStart)
	for i, x := range t.list {
		leadingRT := i == 0 && x.end-x.start == 2 && strings.EqualFold(text[x.start:x.end], "rt")
		if x.kind <= hashtag && !leadingRT {
			h = pair(h, x.hash)
		}
	}
	h ^= h >> 29
	return h * 0xbf58476d1ce4e5b9 >> 32 % parts
}
