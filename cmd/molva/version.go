package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"molva/classify/sentiment"
	"molva/store"
)

// version is the module's version, or the commit that it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return "devel-" + s.Value[:min(12, len(s.Value))]
		}
	}
	return "devel"
}

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Versions of molva, Go, SQLite and the model",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := p.wants(textOrJSON...); err != nil {
				return err
			}
			model, err := sentiment.Load()
			if err != nil {
				return err
			}
			sqlite, err := store.Check(c.Context())
			if err != nil {
				return err
			}
			if p.output == "json" {
				return printJSON(p.out, map[string]string{"version": version(), "go": runtime.Version(), "sqlite": sqlite, "model": model.Name()})
			}
			fmt.Fprintf(p.out, "molva %s\n%s, SQLite %s, %s\n", version(), runtime.Version(), sqlite, model.Name())
			return nil
		},
	}
}
