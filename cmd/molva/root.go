package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"molva/alerts/phrase"
	"molva/alerts/reason"
	"molva/config"
	"molva/store"
)

// usageError is a wrong call: exit code 2.
type usageError struct{ error }

func (u usageError) Unwrap() error { return u.error }

// foundError is a check that found something: exit code 3. What it found has been printed.
type foundError struct{ error }

// main runs one command and returns the exit code.
func (p *program) main(ctx context.Context, args []string) int {
	out := &results{Writer: p.out}
	p.out = out
	root := p.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		err = out.lost
	}
	var problems config.Problems
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, new(foundError)):
		return exitFound
	case errors.As(err, &problems):
		p.complain(problems)
		return exitUsage
	case errors.As(err, new(usageError)):
		fmt.Fprintf(p.err, "molva: %s\n", inertLines(p.explain(err)))
		return exitUsage
	}
	fmt.Fprintf(p.err, "molva: %s\n", inertLines(p.explain(err)))
	return exitFailed
}

// explain says in the reader's language what a person can do about an error; others stand for themselves.
func (p *program) explain(err error) string {
	var newer *store.NewerError
	switch {
	case errors.Is(err, context.Canceled):
		return p.say().Sprintf("interrupted")
	case errors.Is(err, errBusy):
		return p.say().Sprintf("another molva uses the data folder %s; stop it first, or name another folder with --data", p.dataDir)
	case errors.As(err, &newer):
		return p.say().Sprintf("the database was written by a newer molva (version %d, this one knows %d); it was left as it is", newer.Have, newer.Know)
	case errors.As(err, new(usageError)) && errors.Is(err, os.ErrNotExist):
		return p.say().Sprintf("there is no %s; 'molva init' writes one to start from", p.configFile)
	}
	return p.inWords(err)
}

func (p *program) complain(problems config.Problems) {
	for _, problem := range problems {
		fmt.Fprintln(p.err, inertLines(problem.In(p.say())))
	}
}

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "molva",
		Short:         "What do people think of our product?",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetIn(p.in)
	root.SetOut(p.out)
	root.SetErr(p.err)
	flags := root.PersistentFlags()
	flags.StringVar(&p.configFile, "config", p.getenv("MOLVA_CONFIG", "molva.yaml"), "configuration file")
	flags.StringVar(&p.dataDir, "data", p.getenv("MOLVA_DATA", "molva-data"), "data folder")
	flags.StringVarP(&p.output, "output", "o", "text", "text or json; some reports also md, csv or html")
	flags.StringVar(&p.logLevel, "log-level", p.getenv("MOLVA_LOG_LEVEL", ""), "debug, info, warn or error; info for what runs on, warn for the rest")
	flags.StringVar(&p.logFormat, "log-format", p.getenv("MOLVA_LOG_FORMAT", "text"), "text or json")
	root.SetFlagErrorFunc(wrongFlag)
	root.AddCommand(
		p.demoCommand(), p.watchCommand(), p.initCommand(), p.configCommand(), p.runCommand(), p.importCommand(),
		p.classifyCommand(), p.evalCommand(), p.trainCommand(), p.labelCommand(), p.replayCommand(), p.complaintsCommand(), p.reportCommand(), p.roiCommand(), p.digestCommand(), p.mentionsCommand(), p.queryCommand(),
		p.sourcesCommand(), p.alertsCommand(), p.verifyCommand(), p.dlqCommand(), p.backupCommand(), p.exportCommand(), p.eraseCommand(), p.userCommand(), p.tokenCommand(),
		p.doctorCommand(), p.supportCommand(), p.healthcheckCommand(), p.benchCommand(), p.versionCommand(),
	)
	p.speak(root)
	usageErrors(root)
	return root
}

// usageErrors makes every complaint about arguments exit with the code for wrong usage.
func usageErrors(c *cobra.Command) {
	if check := c.Args; check != nil {
		c.Args = func(c *cobra.Command, args []string) error {
			if check(c, args) != nil {
				return wrongArgs(c, args)
			}
			return nil
		}
	}
	if c.HasSubCommands() && c.RunE == nil {
		c.RunE = func(c *cobra.Command, args []string) error {
			if len(args) == 0 && c.Parent() == nil {
				return c.Help()
			}
			return wrongCommand(c, args)
		}
		c.Args = cobra.ArbitraryArgs
	}
	for _, sub := range c.Commands() {
		usageErrors(sub)
	}
}

// formatIsOutput makes --format another name for --output on a command that has no input format.
func formatIsOutput(c *cobra.Command) *cobra.Command {
	c.Flags().SetNormalizeFunc(func(_ *pflag.FlagSet, name string) pflag.NormalizedName {
		if name == "format" {
			name = "output"
		}
		return pflag.NormalizedName(name)
	})
	return c
}

// wants checks -o against what the command can print.
func (p *program) wants(possible ...string) error {
	if slices.Contains(possible, p.output) {
		return nil
	}
	return usageError{fault("output is %q, want one of: %s", p.output, strings.Join(possible, ", "))}
}

func (p *program) getenv(name, otherwise string) string {
	if v, ok := p.env(name); ok && v != "" {
		return v
	}
	return otherwise
}

// load reads the configuration and takes its language for everything that is printed from here on.
func (p *program) load() (*config.Config, error) {
	c, err := config.Load(p.configFile, p.env)
	if c != nil && (c.Language == "ru" || c.Language == "en") {
		p.language = c.Language
	}
	if errors.Is(err, os.ErrNotExist) {
		err = usageError{err}
	}
	return c, err
}

// say is the printer of the texts for people. Before a configuration is read the locale decides.
func (p *program) say() printer {
	language := p.language
	if language == "" && strings.HasPrefix(p.getenv("LC_ALL", p.getenv("LANG", "")), "ru") {
		language = "ru"
	}
	if p.printers[language] == nil {
		say, err := phrase.New(language, russian, benchRussian, eraseRussian, userRussian, reason.Texts, config.Russian, config.RussianNetworks, config.RussianOptions)
		if err != nil {
			panic(err) // a mistake in our own catalogues, which a test of each finds
		}
		if p.printers == nil {
			p.printers = map[string]printer{}
		}
		p.printers[language] = say
	}
	return p.printers[language]
}

// logger writes to the standard error stream. A command that ends soon only warns, unless it was told otherwise.
func (p *program) logger() (*slog.Logger, error) {
	level := slog.LevelWarn
	if err := level.UnmarshalText([]byte(p.logLevel)); p.logLevel != "" && err != nil {
		return nil, usageError{fault("log level is %q, want debug, info, warn or error", p.logLevel)}
	}
	options := &slog.HandlerOptions{Level: level}
	switch p.logFormat {
	case "text":
		return slog.New(slog.NewTextHandler(p.err, options)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(p.err, options)), nil
	}
	return nil, usageError{fault("log format is %q, want text or json", p.logFormat)}
}
