package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"molva/config"
)

func (p *program) initCommand() *cobra.Command {
	var app bool
	c := &cobra.Command{
		Use:   "init",
		Short: "Write a commented molva.yaml to start from",
		Example: `  molva init
  molva init --slack-app > slack-app.yaml  # the manifest to make a Slack app of`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if app {
				_, err := p.out.Write(config.SlackApp)
				return err
			}
			f, err := os.OpenFile(p.configFile, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
			if errors.Is(err, os.ErrExist) {
				return fault("%s is there already; it was left as it is", p.configFile)
			} else if err != nil {
				return err
			}
			if _, err := f.Write(config.Example(p.say().Language())); err != nil {
				return errors.Join(err, f.Close())
			}
			if err := f.Close(); err != nil {
				return err
			}
			fmt.Fprintln(p.out, p.say().Sprintf("wrote %s; next: put your topics and sources into it, then 'molva config check', then 'molva run'", p.configFile))
			return nil
		},
	}
	c.Flags().BoolVar(&app, "slack-app", false, "only print the manifest of the Slack app that posts and listens")
	return c
}

func (p *program) configCommand() *cobra.Command {
	c := &cobra.Command{Use: "config", Short: "The configuration"}
	c.AddCommand(&cobra.Command{
		Use:   "check",
		Short: "Show every mistake in the configuration at once",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := p.wants(textOrJSON...); err != nil {
				return err
			}
			cfg, err := p.load()
			var problems config.Problems
			if errors.As(err, &problems) {
				return p.printProblems(problems)
			} else if err != nil {
				return err
			}
			if p.output == "json" {
				return printJSON(p.out, map[string]any{"ok": true, "problems": []any{}})
			}
			fmt.Fprintln(p.out, p.say().Sprintf("%s is in order; topics: %d, sources: %d", p.configFile, len(cfg.Topics), len(cfg.Sources)))
			return nil
		},
	})
	return c
}

func (p *program) printProblems(problems config.Problems) error {
	if p.output == "json" {
		type row struct {
			File string `json:"file"`
			Line int    `json:"line"`
			Path string `json:"path"`
			Text string `json:"text"`
		}
		rows := make([]row, len(problems))
		for i, problem := range problems {
			rows[i] = row{problem.File, problem.Line, problem.Path, problem.Text(p.say())}
		}
		return errors.Join(foundError{problems}, printJSON(p.out, map[string]any{"ok": false, "problems": rows}))
	}
	for _, problem := range problems {
		fmt.Fprintln(p.out, inertLines(problem.In(p.say())))
	}
	return foundError{problems}
}
