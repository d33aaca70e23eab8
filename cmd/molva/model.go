package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"molva/classify/sentiment"
)

// modelName is the file, in the data folder, of the model that was adapted to the team's own labels; without it the
// built-in one serves.
const modelName = "model.bin"

// presentModel is the adapted model of a data folder, or the built-in one. An adapted one that this version cannot read is
// no reason not to run: the labels are still there, and 'train --corrections' makes it anew.
func presentModel(dir string, log *slog.Logger) (*sentiment.Model, error) {
	m, err := readModel(filepath.Join(dir, modelName))
	if err == nil {
		return m, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		log.Warn("the adapted model is left aside, the built-in one serves", "err", err)
	}
	return builtIn()
}

func builtIn() (*sentiment.Model, error) {
	m, err := sentiment.Load()
	if err != nil {
		return nil, fmt.Errorf("load sentiment model: %w", err)
	}
	return m, nil
}

func readModel(path string) (*sentiment.Model, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	m, err := sentiment.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return m, nil
}

// watchModel takes a model file that somebody put into the data folder, or took out of it, while the program runs: a machine
// that only classifies gets its model so.
func (h *house) watchModel(ctx context.Context) error {
	path := filepath.Join(h.dir, modelName)
	seen := stateOf(path)
	tick := time.NewTicker(10 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		now := stateOf(path)
		if now == seen {
			continue
		}
		seen = now
		m, err := presentModel(h.dir, h.log)
		if err != nil {
			return err
		}
		if m.Name() != h.model.Load().Name() {
			h.use(m)
			h.log.Info("another model serves", "model", m.Name())
		}
	}
}

// fileState tells one state of a file from another; zero when it is not there.
type fileState struct {
	size int64
	at   time.Time
}

func stateOf(path string) fileState {
	info, err := os.Stat(path)
	if err != nil {
		return fileState{}
	}
	return fileState{info.Size(), info.ModTime()}
}

// keepModel makes a model the present one of a data folder, whole or not at all.
func keepModel(dir string, m *sentiment.Model) error {
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		return err
	}
	path := filepath.Join(dir, modelName)
	if err := writeDurably(path+".new", b.Bytes()); err != nil {
		return fmt.Errorf("keep model: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("keep model: %w", err)
	}
	return nil
}

func writeDurably(path string, b []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// chosenModel is the one of a file, or the present one of the data folder.
func (p *program) chosenModel(file string) (*sentiment.Model, error) {
	if file != "" {
		return readModel(file)
	}
	log, err := p.logger()
	if err != nil {
		return nil, err
	}
	return presentModel(p.dataDir, log)
}
