package sentiment

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
)

//go:embed model.bin
var embedded []byte

// A model file is: magic, length of the head (4 bytes, little endian), head (JSON), table, SHA-256 of all before.
const (
	magic   = "molva-1\n"
	maxHead = 1 << 16
	maxBits = 24
)

// Load returns the model that is part of the binary.
func Load() (*Model, error) {
	m, err := parse(embedded)
	if err != nil {
		return nil, fmt.Errorf("read the built-in model: %w", err)
	}
	return m, nil
}

// Read reads a model file whole.
func Read(r io.Reader) (*Model, error) {
	const most = len(magic) + 4 + maxHead + 2<<maxBits + sha256.Size
	b, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	if err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	m, err := parse(b)
	if err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	return m, nil
}

// Write writes the model as Read takes it.
func (m *Model) Write(w io.Writer) error {
	b, err := m.bytes()
	if err != nil {
		return err
	}
	if _, err := w.Write(b); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	return nil
}

func (m *Model) bytes() ([]byte, error) {
	h, err := json.Marshal(m.head)
	if err != nil {
		return nil, fmt.Errorf("encode model: %w", err)
	}
	b := append([]byte(magic), binary.LittleEndian.AppendUint32(nil, uint32(len(h)))...)
	b = append(append(b, h...), m.table...)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...), nil
}

// named gives a fresh model its name.
func named(m *Model) (*Model, error) {
	b, err := m.bytes()
	if err != nil {
		return nil, err
	}
	m.name = nameOf(b[len(b)-sha256.Size:])
	return m, nil
}

// nameOf is the version of the model's shape, and the first bytes of the sums of what it holds and of its categories.
func nameOf(sum []byte) string { return fmt.Sprintf("molva-1-%x-%s", sum[:4], rulesVersion()) }

func parse(b []byte) (*Model, error) {
	rest, ok := bytes.CutPrefix(b, []byte(magic))
	if !ok {
		return nil, errors.New("this is no model file of this version")
	}
	if len(rest) < 4+sha256.Size {
		return nil, errors.New("the file ends too early")
	}
	body, sum := b[:len(b)-sha256.Size], b[len(b)-sha256.Size:]
	if sha256.Sum256(body) != [sha256.Size]byte(sum) {
		return nil, errors.New("the file is damaged: its checksum does not fit")
	}
	rest = rest[:len(rest)-sha256.Size]
	size := int(binary.LittleEndian.Uint32(rest))
	if rest = rest[4:]; size > len(rest) {
		return nil, errors.New("the head is longer than the file")
	}
	var h head
	if err := json.Unmarshal(rest[:size], &h); err != nil {
		return nil, fmt.Errorf("decode head: %w", err)
	}
	table := rest[size:]
	if err := h.check(len(table)); err != nil {
		return nil, err
	}
	c, err := loadedCues()
	if err != nil {
		return nil, err
	}
	return newModel(h, table, nameOf(sum), c), nil
}

func (h *head) check(table int) error {
	switch {
	case h.Features != featureVersion:
		return fmt.Errorf("the model reads texts by version %d, this program by version %d", h.Features, featureVersion)
	case h.Lexicon != lexiconVersion():
		return fmt.Errorf("the model was made with lexicon %q, this program has %q", h.Lexicon, lexiconVersion())
	case h.Bits < 1 || h.Bits > maxBits || table != 2<<h.Bits:
		return fmt.Errorf("the table has %d bytes, and bits is %d", table, h.Bits)
	case !(h.Scale > 0) || math.IsInf(float64(h.Scale), 0):
		return fmt.Errorf("scale is %v, want a positive number", h.Scale)
	case !(h.Calibration.English.Temperature > 0) || !(h.Calibration.Russian.Temperature > 0):
		return errors.New("a temperature is not positive")
	}
	return nil
}
