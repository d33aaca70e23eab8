package stream

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// erasingPrefix begins the names of the files that say which messages of a log are being erased.
const erasingPrefix = "erasing-"

// beginErasing adds messages to those that the next start has to write over. Once they are, done forgets them; what an earlier call
// left stays for the next start.
func (o Options) beginErasing(log string, seqs []uint64) (done func() error, err error) {
	path := filepath.Join(o.Dir, erasingPrefix+log)
	before, err := readErasing(path)
	if err != nil {
		return nil, err
	}
	if err := writeErasing(path, append(slices.Clone(before), seqs...)); err != nil {
		return nil, err
	}
	return func() error {
		if len(before) > 0 {
			return nil
		}
		return os.Remove(path)
	}, nil
}

func readErasing(path string) (seqs []uint64, err error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &seqs)
	}
	return seqs, err
}

func writeErasing(path string, seqs []uint64) error {
	text, err := json.Marshal(seqs)
	if err != nil {
		return err
	}
	return replaceFile(path, text)
}

// replaceFile writes a file so that after a kill or a power cut it is there as it was or as it is to be.
func replaceFile(path string, text []byte) (err error) {
	f, err := os.OpenFile(path+".new", os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// eraseRests finishes, before the server starts, what a kill left of an erasure.
func (o Options) eraseRests() error {
	found, err := filepath.Glob(filepath.Join(globbed(o.Dir), erasingPrefix+"*"))
	if err != nil {
		return err
	}
	for _, path := range found {
		if strings.HasSuffix(path, ".new") {
			continue
		}
		seqs, err := readErasing(path)
		if err != nil {
			return fmt.Errorf("read what is being erased: %w", err)
		}
		slices.Sort(seqs)
		log := strings.TrimPrefix(filepath.Base(path), erasingPrefix)
		n, err := o.eraseInFiles(log, seqs)
		if err != nil {
			return fmt.Errorf("erase messages of %s: %w", log, err)
		}
		o.Log.Info("messages were written over that a kill had left", "log", log, "messages", n)
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}

// eraseInFiles writes over the records of messages in the files of a log, and lets the server read its files anew.
func (o Options) eraseInFiles(log string, seqs []uint64) (erased int, err error) {
	dir := filepath.Join(o.Dir, "jetstream", "$G", "streams", log, "msgs")
	blocks, err := filepath.Glob(filepath.Join(globbed(dir), "*.blk*"))
	if err != nil {
		return 0, err
	}
	for _, path := range blocks {
		if !strings.HasSuffix(path, ".blk") { // a copy that a kill cut off
			if err := os.Remove(path); err != nil {
				return erased, err
			}
			continue
		}
		n, err := eraseInBlock(path, log, seqs)
		if erased += n; err != nil {
			return erased, err
		}
	}
	if err := os.Remove(filepath.Join(dir, "index.db")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return erased, err
	}
	return erased, nil
}

// globbed is a path as a pattern that it alone fits.
func globbed(path string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}
