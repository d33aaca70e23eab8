package file

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

const (
	window  = Limit + 2 // a record with its line end
	glimpse = 64 << 10  // what is looked at to tell what a file is
)

var (
	gzipMagic = []byte{0x1f, 0x8b}
	bom       = []byte("\ufeff")
)

// input is a file whose beginning has been looked at: unpacked, UTF-16 turned into UTF-8, without a byte order mark.
type input struct {
	r        *bufio.Reader
	turned   bool // r gives other bytes than lie in the file
	format   string
	head     []byte // the first bytes, still to be read as well
	off      int64  // where r stands in the bytes that it gives
	encoding string // wideText, windows1251, or "" for UTF-8
}

// inspect finds out what r is.
func inspect(r io.Reader, o Options) (*input, error) {
	in := &input{r: bufio.NewReaderSize(r, window)}
	if err := in.unpack(); err != nil {
		return nil, err
	}
	in.widen()
	if err := in.look(); err != nil {
		return nil, err
	}
	var err error
	if in.format, err = o.format(in.head); err != nil {
		return nil, err
	}
	if in.format == CSV && in.encoding == "" {
		in.encoding = encodingOf(in.head)
	}
	in.tell(o.Log)
	return in, nil
}

func (in *input) unpack() error {
	magic, _ := in.r.Peek(len(gzipMagic))
	if !bytes.Equal(magic, gzipMagic) {
		return nil
	}
	unpacked, err := gzip.NewReader(in.r)
	if err != nil {
		return fmt.Errorf("read gzip: %w", err)
	}
	in.r, in.turned = bufio.NewReaderSize(unpacked, window), true
	return nil
}

// widen turns UTF-16 with a byte order mark into UTF-8. What is none of it becomes U+FFFD.
func (in *input) widen() {
	if mark, _ := in.r.Peek(len(littleEndian)); !isUTF16(mark) {
		return
	}
	decoder := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder() // which of the two the mark says
	in.r, in.turned, in.encoding = bufio.NewReaderSize(transform.NewReader(in.r, decoder), window), true, wideText
}

// look reads the first bytes and refuses what cannot be text for us. An error of the reader that comes after some
// bytes is left to come again when they have been read.
func (in *input) look() error {
	head, err := in.r.Peek(glimpse)
	if len(head) == 0 && err != io.EOF {
		return err
	}
	if bytes.HasPrefix(head, bom) {
		n, _ := in.r.Discard(len(bom))
		in.off, head = int64(n), head[n:]
	}
	in.head = bytes.Clone(head)
	switch {
	case bytes.HasPrefix(head, gzipMagic):
		return errors.New("the file is packed with gzip twice")
	case bytes.IndexByte(head[:min(2, len(head))], 0) >= 0:
		return errors.New("the file is UTF-16 without a byte order mark or no text at all, want UTF-8, or UTF-16 with the mark")
	}
	return nil
}

// format decides: as told, by the name, by the first character.
func (o Options) format(head []byte) (string, error) {
	told := cmp.Or(o.Format, formatByName(o.Path))
	switch start := bytes.TrimSpace(head); {
	case told != "":
		return told, nil
	case len(start) == 0 || start[0] == '{':
		return JSONL, nil
	case start[0] == '[':
		return "", errors.New("the file is one JSON array, want one object on each line")
	}
	return CSV, nil
}

func (in *input) tell(log *slog.Logger) {
	if log != nil && in.encoding != "" {
		log.Info("the file is no UTF-8; read as " + in.encoding)
	}
}
