package sentiment

import (
	"bufio"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"molva/classify/reply"
)

//go:embed category.bin
var embeddedSorter []byte

// The file of a sorter is, deflated: a line of JSON, then the weights as signed bytes, all rows of the first class, all
// of the second, and so on. It is only ever read from inside the binary.
var loadedSorter = sync.OnceValues(func() (*sorter, error) { return readSorter(embeddedSorter) })

// rulesVersion is a part of every model's name: with other categories, cues, roles of topics or phrases of replies it is
// another model.
var rulesVersion = sync.OnceValue(func() string {
	sum := sha256.New()
	sum.Write(embeddedSorter)
	sum.Write([]byte(cuesFile + rolesFile + reply.Table()))
	return fmt.Sprintf("%x", sum.Sum(nil)[:2])
})

func readSorter(b []byte) (*sorter, error) {
	r := bufio.NewReader(flate.NewReader(bytes.NewReader(b)))
	line, err := r.ReadBytes('\n')
	if err != nil {
		return nil, fmt.Errorf("read the head of the categories: %w", err)
	}
	t := &sorter{table: make([]uint64, 1<<sorterBits)}
	if err := json.Unmarshal(line, &t.head); err != nil {
		return nil, fmt.Errorf("decode the head of the categories: %w", err)
	}
	column := make([]byte, len(t.table))
	for class := range classes {
		if _, err := io.ReadFull(r, column); err != nil {
			return nil, fmt.Errorf("read the table of the categories: %w", err)
		}
		for row, w := range column {
			t.table[row] |= uint64(w^0x80) << (8 * class) // +128
		}
	}
	return t, nil
}

func (t *sorter) bytes() ([]byte, error) {
	line, err := json.Marshal(t.head)
	if err != nil {
		return nil, fmt.Errorf("encode the categories: %w", err)
	}
	plain := append(line, '\n')
	for class := range classes {
		for _, row := range t.table {
			plain = append(plain, byte(row>>(8*class))^0x80)
		}
	}
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
