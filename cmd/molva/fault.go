package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"molva/alerts/phrase"
	"molva/ingest"
)

// faulty is an error in a sentence of the catalogue: English for logs and programs, and the reader's language for people.
type faulty struct {
	key  string
	args []any
}

// fault is fmt.Errorf for a sentence that people read; key is one of the catalogue, without %w.
func fault(key string, args ...any) error { return &faulty{key, args} }

func (f *faulty) Error() string { return fmt.Sprintf(f.key, f.args...) }

func (f *faulty) in(say *phrase.Printer) string {
	sprintf := say.Sprintf // the test of this file knows the keys, phrasetest cannot
	return sprintf(f.key, f.args...)
}

// inWords is an error as the reader hears it: what is ours or known stands in the reader's language, wherever in the
// error it is wrapped.
func (p *program) inWords(err error) string {
	var usage usageError
	if errors.As(err, &usage) {
		err = usage.error
	}
	text := err.Error()
	var ours *faulty
	if errors.As(err, &ours) {
		return strings.Replace(text, ours.Error(), ours.in(p.say()), 1)
	}
	var complaint *ingest.Complaint
	if errors.As(err, &complaint) {
		return p.complaining(text, err)
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return strings.Replace(text, path.Error(), p.pathTrouble(path), 1)
	}
	return text
}

// complaining is the text of an error with each complaint in it, of several that may be joined, as the reader hears it.
func (p *program) complaining(text string, err error) string {
	switch e := err.(type) {
	case *ingest.Complaint:
		sprintf := p.say().Sprintf // config's test knows the keys
		return strings.Replace(text, e.Error(), sprintf(e.Key, e.Args...), 1)
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			text = p.complaining(text, one)
		}
	case interface{ Unwrap() error }:
		text = p.complaining(text, e.Unwrap())
	}
	return text
}

func (p *program) pathTrouble(err *fs.PathError) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return p.say().Sprintf("there is no %s", err.Path)
	case errors.Is(err, fs.ErrPermission):
		return p.say().Sprintf("no permission for %s", err.Path)
	}
	return err.Error()
}

// wrongFlag words what pflag found wrong with a flag.
func wrongFlag(c *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		bare    *pflag.ValueRequiredError
		value   *pflag.InvalidValueError
	)
	switch {
	case errors.As(err, &unknown):
		dashes := "--"
		if unknown.GetSpecifiedShortnames() != "" {
			dashes = "-"
		}
		return usageError{fault("unknown flag %s; see '%s --help'", dashes+unknown.GetSpecifiedName(), c.CommandPath())}
	case errors.As(err, &bare):
		return usageError{fault("the flag --%s needs a value", bare.GetFlag().Name)}
	case errors.As(err, &value) && errors.Is(err, strconv.ErrSyntax):
		return usageError{wrongValue(value.GetFlag(), value.GetValue())}
	}
	return usageError{err}
}

func wrongValue(f *pflag.Flag, found string) error {
	switch f.Value.Type() {
	case "bool":
		return fault("--%s: found %q, want true or false", f.Name, found)
	case "uint64":
		return fault("--%s: found %q, want a whole number, 0 or more", f.Name, found)
	}
	return fault("--%s: found %q, want a whole number", f.Name, found)
}

// wrongArgs says what a command takes; its own line of use is the best description.
func wrongArgs(c *cobra.Command, args []string) error {
	use, _ := strings.CutSuffix(c.UseLine(), " "+someFlags)
	if len(args) == 0 {
		return usageError{fault("an argument is missing, want: %s; see '%s --help'", use, c.CommandPath())}
	}
	return usageError{fault("found %q, want: %s; see '%s --help'", strings.Join(args, " "), use, c.CommandPath())}
}

// wrongCommand says which commands a group has.
func wrongCommand(c *cobra.Command, args []string) error {
	var names []string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, sub.Name())
		}
	}
	possible := strings.Join(names, ", ")
	if len(args) == 0 {
		return usageError{fault("a command is missing, want one of: %s; see '%s --help'", possible, c.CommandPath())}
	}
	if near := c.SuggestionsFor(args[0]); len(near) > 0 {
		return usageError{fault("there is no command %q; did you mean %q?", args[0], near[0])}
	}
	return usageError{fault("there is no command %q, want one of: %s", args[0], possible)}
}
