package sentiment

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// texts reads a set the first time that it is asked for.
func (l *library) texts(set string) (map[string]string, error) {
	if texts := l.sets[set]; texts != nil {
		return texts, nil
	}
	texts := make(map[string]string)
	err := l.each(set, func(n int, line string) error {
		var record struct{ ID, Text string }
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			return err
		}
		if record.ID == "" {
			record.ID = strconv.Itoa(n)
		}
		texts[record.ID] = record.Text
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the set %q: %w", set, err)
	}
	l.sets[set] = texts
	return texts, nil
}

func (l *library) each(set string, do func(n int, line string) error) error {
	f, err := l.open(set)
	if err != nil {
		return err
	}
	defer f.Close()
	if set == "own" {
		return eachLine(f, do)
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	return eachLine(z, do)
}

func (l *library) open(set string) (io.ReadCloser, error) {
	if strings.ContainsAny(set, `/\`) {
		return nil, errors.New("a set is named without its folder")
	}
	if set == "own" {
		return os.Open(filepath.Join(filepath.Dir(l.path), l.lang(set)+".jsonl"))
	}
	f, err := os.Open(filepath.Join(l.data, "replay", set+".jsonl.gz"))
	if errors.Is(err, fs.ErrNotExist) {
		return os.Open(filepath.Join(l.data, "train", set+".train.jsonl.gz"))
	}
	return f, err
}
