package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
	"unicode"

	"github.com/spf13/cobra"

	"molva/config"
	"molva/ingest/query"
)

func (p *program) watchCommand() *cobra.Command {
	var listen string
	c := &cobra.Command{
		Use:   "watch NAME…",
		Short: "Start listening for names at once, on the networks that need no key",
		Example: `  molva watch Kestrel
  molva watch 'Сбербанк' 'Альфа-Банк'`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, names []string) error {
			text, err := p.watchConfig(names)
			if err != nil {
				return err
			}
			if err := os.MkdirAll(p.dataDir, 0o700); err != nil {
				return err
			}
			file := filepath.Join(p.dataDir, watchFile)
			cfg, err := config.Parse(file, text, p.env)
			if err != nil {
				return err
			}
			if err := listenOn(cfg, listen); err != nil {
				return err
			}
			if err := os.WriteFile(file, text, 0o600); err != nil {
				return err
			}
			fmt.Fprintf(p.err, "%s\n%s\n", p.say().Sprintf("this is what runs now; it is kept in %s and made to be edited:", file), text)
			p.offer(cfg)
			return p.run(c.Context(), cfg, nil, false)
		},
	}
	c.Flags().StringVar(&listen, "listen", "", "address of pages; port 0 picks a free one")
	return c
}

// offer tells what else could be heard, and what that takes.
func (p *program) offer(cfg *config.Config) {
	say := p.say()
	fmt.Fprintln(p.err, say.Sprintf("not heard yet:"))
	for _, n := range config.Table() {
		running := slices.ContainsFunc(cfg.Sources, func(s config.Source) bool { return s.Network == n.Name })
		switch n := n.In(say); {
		case running && n.More != "":
			fmt.Fprintf(p.err, "  %s: %s\n", n.Name, n.More)
		case !running && n.Open() && n.Needs != "":
			fmt.Fprintf(p.err, "  %s: %s (%s)\n", n.Name, n.Reads, say.Sprintf("needs %s", n.Needs))
		}
	}
	fmt.Fprintln(p.err, say.Sprintf("'molva sources networks' lists them all, and what cannot be read"))
}

var watchTemplate = template.Must(template.New("watch.yaml").Parse(`language: {{.Language}}
timezone: {{.Zone}}
topics:{{range .Topics}}
  - id: {{.ID}}
    name: {{printf "%q" .Name}}
    query: {{printf "%q" .Query}}{{end}}
sources:
  - id: bluesky
    network: bluesky
    backfill: 7d
  - id: mastodon
    network: mastodon
    base_url: https://mastodon.social
    tags: [{{range $i, $t := .Topics}}{{if $i}}, {{end}}{{printf "%q" $t.Tag}}{{end}}]
    backfill: 7d
  - id: hackernews
    network: hackernews
    backfill: 30d
  - id: stackexchange
    network: stackexchange
    sites: [stackoverflow, ru.stackoverflow]
    backfill: 30d
`))

type watched struct{ ID, Name, Query, Tag string }

func (p *program) watchConfig(names []string) ([]byte, error) {
	var topics []watched
	for _, name := range names {
		q := `"` + strings.ReplaceAll(name, `"`, " ") + `"`
		if _, err := query.Parse(q); err != nil {
			return nil, usageError{fmt.Errorf("name %q: %w", name, err)}
		}
		topics = append(topics, watched{ID: slug(name), Name: name, Query: q, Tag: tag(name)})
	}
	var b bytes.Buffer
	err := watchTemplate.Execute(&b, map[string]any{"Language": p.say().Language(), "Zone": p.getenv("TZ", "UTC"), "Topics": topics})
	return b.Bytes(), err
}

// tag is a name as people write it behind a hash sign.
func tag(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// latin writes Cyrillic letters as BGN/PCGN does, simplified, so that an id can be typed anywhere.
var latin = strings.NewReplacer("а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "е", "e", "ё", "e", "ж", "zh", "з", "z", "и", "i",
	"й", "y", "к", "k", "л", "l", "м", "m", "н", "n", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u", "ф", "f", "х", "kh",
	"ц", "ts", "ч", "ch", "ш", "sh", "щ", "shch", "ъ", "", "ы", "y", "ь", "", "э", "e", "ю", "yu", "я", "ya")

// slug is a topic's id made from its name: small letters, digits and single hyphens.
func slug(name string) string {
	words := strings.FieldsFunc(latin.Replace(strings.ToLower(name)), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	})
	if len(words) == 0 {
		return "topic"
	}
	id := strings.Join(words, "-")
	return strings.TrimRight(id[:min(len(id), 60)], "-")
}
