package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// errBusy means that another process holds the data folder.
var errBusy = errors.New("another molva uses this data folder")

// folder is a data folder, with the locks of some roles held. The kernel lets a lock go when the process ends, however
// it ends.
type folder struct{ held []*os.File }

// openFolder makes the data folder, readable by its owner alone, and takes locks in it, all or none.
func openFolder(path string, names []string) (*folder, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("make data folder: %w", err)
	}
	f := &folder{}
	for _, name := range names {
		file, err := lock(filepath.Join(path, name+".lock"))
		if err != nil {
			return nil, errors.Join(err, f.Close())
		}
		f.held = append(f.held, file)
	}
	return f, nil
}

func lock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		defer f.Close()
		holder := make([]byte, 32)
		n, _ := f.ReadAt(holder, 0)
		return nil, fmt.Errorf("%w: %s (process %s)", errBusy, filepath.Dir(path), strings.TrimSpace(string(holder[:n])))
	}
	if err := errors.Join(f.Truncate(0), writeAt(f, fmt.Sprintln(os.Getpid()))); err != nil {
		return nil, errors.Join(fmt.Errorf("write lock: %w", err), f.Close())
	}
	return f, nil
}

func writeAt(f *os.File, text string) error {
	_, err := f.WriteAt([]byte(text), 0)
	return err
}

// Close lets the locks go. The files stay: removing one could take away a lock that somebody else has just taken.
func (f *folder) Close() error {
	var errs []error
	for _, file := range f.held {
		errs = append(errs, file.Close())
	}
	return errors.Join(errs...)
}
