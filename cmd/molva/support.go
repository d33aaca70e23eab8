package main

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"molva/alerts/web"
	"molva/classify/sentiment"
	"molva/config"
	"molva/config/secret"
	"molva/store"
)

func (p *program) supportCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "support FILE",
		Short:   "Write what a report of a fault needs to a zip file: versions, settings, health, counts, the log; no secret, no mention, no author",
		Example: `  molva support molva-support.zip`,
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := p.wants(textOrJSON...); err != nil {
				return err
			}
			f, err := os.OpenFile(args[0], os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
			if errors.Is(err, os.ErrExist) {
				return fault("%s is there already; it was left as it is", args[0])
			} else if err != nil {
				return err
			}
			if err := errors.Join(p.bundle(c.Context(), f), f.Close()); err != nil {
				return err
			}
			if p.output == "json" {
				return printJSON(p.out, map[string]string{"file": args[0]})
			}
			fmt.Fprintln(p.out, p.say().Sprintf("wrote %s; look into it before you send it", args[0]))
			return nil
		},
	}
}

// bundle writes the parts of a report. What cannot be found out says so in its place.
func (p *program) bundle(ctx context.Context, w io.Writer) error {
	out := zip.NewWriter(w)
	for _, part := range []struct {
		name string
		find func(context.Context) (any, error)
	}{
		{"versions.json", p.versions},
		{"settings.txt", p.settingsText},
		{"health.json", p.health},
		{"sources.json", p.sourceStates},
		{"sizes.json", p.sizes},
		{"log.txt", p.lastLines},
	} {
		found, err := part.find(ctx)
		if err != nil {
			found = map[string]string{"error": p.inWords(err)}
		}
		if err := add(out, part.name, found); err != nil {
			return err
		}
	}
	return out.Close()
}

func add(out *zip.Writer, name string, found any) error {
	w, err := out.Create(name)
	if err != nil {
		return err
	}
	if text, ok := found.(string); ok {
		_, err = io.WriteString(w, text)
		return err
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(found)
}

func (p *program) versions(ctx context.Context) (any, error) {
	sqlite, err := store.Check(ctx)
	if err != nil {
		return nil, err
	}
	model, err := sentiment.Load()
	if err != nil {
		return nil, err
	}
	found := map[string]string{"molva": version(), "go": runtime.Version(), "sqlite": sqlite, "model": model.Name(),
		"system": runtime.GOOS + "/" + runtime.GOARCH, "processors": fmt.Sprint(runtime.NumCPU())}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if strings.HasPrefix(s.Key, "vcs") || strings.HasPrefix(s.Key, "CGO_ENABLED") || s.Key == "-tags" {
				found[s.Key] = s.Value
			}
		}
	}
	return found, nil
}

// settingsText is the configuration in force, or what is wrong with it. Who speaks for us are people.
func (p *program) settingsText(context.Context) (any, error) {
	cfg, err := p.load()
	if err != nil {
		return nil, err
	}
	var text strings.Builder
	for _, s := range config.Shown(cfg) {
		if s.Path == "staff" && s.Value != "" {
			s.Value = secret.Mask
		}
		if !s.Default {
			fmt.Fprintf(&text, "%s: %s\n", s.Path, inert(s.Value))
		}
	}
	return text.String(), nil
}

func (p *program) health(ctx context.Context) (any, error) {
	var state web.Readiness
	err := findInstance(p.dataDir).call(ctx, "ready", nil, nil, func(answer json.RawMessage) error { return json.Unmarshal(answer, &state) })
	if errors.Is(err, errNobody) || errors.Is(err, os.ErrNotExist) {
		return nil, fault("none is running on %s", p.dataDir)
	}
	return state, err
}

// sourceStates are what is known of the sources and what came from them, in numbers.
func (p *program) sourceStates(ctx context.Context) (any, error) {
	db, err := p.readStore(ctx)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	sources, err := db.Sources(ctx)
	if err != nil {
		return nil, err
	}
	intake, err := db.Intake(ctx, "")
	if err != nil {
		return nil, err
	}
	return map[string]any{"sources": sources, "intake": intake}, nil
}

// sizes are how many bytes the files of the data folder have.
func (p *program) sizes(context.Context) (any, error) {
	found := map[string]int64{}
	err := filepath.WalkDir(p.dataDir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, os.ErrNotExist) {
			return nil // it has just gone
		}
		if name, rel := filepath.Rel(p.dataDir, path); err == nil && rel == nil {
			found[name] = info.Size()
		}
		return err
	})
	return found, err
}

func (p *program) lastLines(ctx context.Context) (any, error) {
	var lines []string
	err := recentOrder.ask(ctx, p.dataDir, struct{}{}, &lines)
	if errors.Is(err, errNobody) || errors.Is(err, os.ErrNotExist) {
		return nil, fault("none is running on %s", p.dataDir)
	}
	return strings.Join(lines, ""), err
}
