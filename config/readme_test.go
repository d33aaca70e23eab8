package config

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"molva/alerts/metric"
	"molva/ingest"
)

// TestReadme holds the README's table of networks to this one.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range Table() {
		line := fmt.Sprintf("| `%s` | %s | %s | %s |\n", n.Name, n.Reads, wants(n), n.Terms)
		if !n.Open() {
			line = fmt.Sprintf("| `%s` | %s |\n", n.Name, n.Closed)
		}
		if !strings.Contains(string(text), line) {
			t.Errorf("the README lacks this line:\n%s", line)
		}
	}
}

// TestReadmeMetrics holds the README's table of community metrics to what the networks supply.
func TestReadmeMetrics(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range Table() {
		rows := metric.Fed(n.Supplies)
		if len(rows) == 0 {
			continue
		}
		line := fmt.Sprintf("| `%s` | %d | %s | %s |\n", n.Name, len(rows), spans(rows), strings.Join(n.Supplies, ", "))
		if !strings.Contains(string(text), line) {
			t.Errorf("the README lacks this line:\n%s", line)
		}
	}
}

// TestReadmeInputs: the README names every kind of number that can be entered, with its parts where they are given.
func TestReadmeInputs(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range ingest.InputKinds {
		names := []string{k.Name}
		if k.Only != nil {
			names = nil
		}
		for _, part := range k.Only {
			names = append(names, k.Name+"/"+part)
		}
		for _, name := range names {
			alone, parted := strings.Contains(string(text), "`"+name+"`"), strings.Contains(string(text), "`"+name+"/")
			if !alone && !(k.Parts && parted) {
				t.Errorf("the README does not name %s", name)
			}
		}
	}
}

// TestReadmeAccess: the README says of every key about who is let in, and how long things are kept, what it is for.
func TestReadmeAccess(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range Shown(new(Default())) {
		section, _, _ := strings.Cut(s.Path, ".")
		if (section == "http" || section == "retention") && !strings.Contains(string(text), "\n| `"+s.Path+"` | ") {
			t.Errorf("the README's table lacks %s", s.Path)
		}
	}
}

// spans writes sorted numbers shortly: 1–4, 30.
func spans(all []int) string {
	var parts []string
	for i := 0; i < len(all); {
		j := i
		for j+1 < len(all) && all[j+1] == all[j]+1 {
			j++
		}
		switch {
		case j == i:
			parts = append(parts, fmt.Sprint(all[i]))
		case j == i+1:
			parts = append(parts, fmt.Sprint(all[i]), fmt.Sprint(all[j]))
		default:
			parts = append(parts, fmt.Sprintf("%d–%d", all[i], all[j]))
		}
		i = j + 1
	}
	return strings.Join(parts, ", ")
}

func wants(n Network) string {
	needs := n.Needs
	if needs == "" {
		needs = "nothing"
	}
	if n.More != "" {
		needs += "; " + n.More
	}
	return needs
}
