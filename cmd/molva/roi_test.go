package main

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"molva/alerts/report"
)

// TestRoiIsInert: what a source says stands in every format and language, and orders nobody about.
func TestRoiIsInert(t *testing.T) {
	for _, language := range []string{"en", "ru"} {
		dir := t.TempDir()
		write(t, dir, "molva.yaml", "language: "+language+"\ntopics: [{id: kestrel, query: kestrel}]\n")
		write(t, dir, "numbers.jsonl", `{"kind":"spend/<b>ads","topic":"kestrel","period":"2026-09","value":1,"currency":"RUB","source":"x"}
{"kind":"leads","topic":"kestrel","period":"2026-09","value":210,"source":"=cmd\u001b[2J\u202e<script>alert(1)</script>|`+"`x`"+` [a](javascript:b)"}
`)
		molva := func(args ...string) string {
			var out bytes.Buffer
			all := append([]string{"--config", filepath.Join(dir, "molva.yaml"), "--data", filepath.Join(dir, "data")}, args...)
			if code := newProgram(dir, &out, io.Discard).main(t.Context(), all); code != exitDone {
				t.Fatalf("%v: code %d\n%s", args, code, &out)
			}
			return out.String()
		}
		molva("import", "--inputs", filepath.Join(dir, "numbers.jsonl"))
		for _, format := range report.Formats {
			made := molva("roi", "--at", "2026-09-10", "--format", format)
			if !strings.Contains(made, "alert(1)") {
				t.Errorf("%s %s does not tell the source", language, format)
			}
			if r := commanding(strings.ReplaceAll(made, "\r\n", "\n")); r != 0 && format != "json" { // which is for programs, as is
				t.Errorf("%s %s prints %U", language, format, r)
			}
			switch format {
			case "html", "md":
				if strings.Contains(made, "<script>") {
					t.Errorf("%s %s has an element of a source", language, format)
				}
			case "csv":
				wantNoFormula(t, made)
			case "json":
				wantJSON(t, made)
			}
		}
	}
}
