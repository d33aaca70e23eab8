package sourcetest_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"

	"molva/ingest/sourcetest"
)

const faulty = "MOLVA_TEST_FAULT" // of the forum in a test of its own

func TestForum(t *testing.T) {
	sourcetest.Run(t, "testdata/forum.txtar", opens(os.Getenv(faulty)))
}

func TestDecoder(t *testing.T) {
	sourcetest.Fields(t, "testdata/schema.json", "Post", &post{})
	sourcetest.Decodes(t, "testdata/schema.json", "Post", func(b []byte) error { return json.Unmarshal(b, new(post)) })
}

func TestForumShowsAll(t *testing.T) {
	sourcetest.RunAll(t, "testdata/forum.txtar", opens(""))
}

// TestFindsFaults runs this test program again with a forum that is wrong on purpose; the conformance test must fail, in
// the trial that is for this.
func TestFindsFaults(t *testing.T) {
	for fault, want := range map[string]string{
		"swallows refusals":                   "TestForum/refused",
		"brings the newest first":             "TestForum/bounds",
		"keeps the token in the cursor":       "the secret stands in a page",
		"skips":                               "TestForum/resumed",
		"drops what is older than four hours": "TestForum/clock",
		"counts in figures of its own":        "TestForum/bounds",
		"says nothing":                        "TestForum/bounds",
		"hears nobody":                        "TestForum/throttled",
		"takes an expired token for trouble":  "TestForum/expired",
		"takes what it can get":               "TestForum/page",
		"tells the token":                     "the secret stands in the error",
		"logs the token":                      "the secret stands in the log",
		"goes on":                             "TestForum/cancelled",
		"begins the past anew":                "TestForum/backfill/resumed",
		"counts all the time":                 "figures come again",
		"brings what nobody asked for":        "mention 99 was not asked for",
		"takes no for trouble":                "TestLines/lines.txtar/unwelcome",
		"takes the break for the end":         "TestLines/lines.txtar/cut_off",
		"waits for ever":                      "TestLines/lines.txtar/silent",
	} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			c := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^(TestForum|TestLines)$")
			c.Env = append(os.Environ(), faulty+"="+fault)
			out, err := c.CombinedOutput()
			if said := string(out); err == nil || !strings.Contains(said, want) || strings.Contains(said, "panic") {
				t.Errorf("want a failure with %q: %v\n%s", want, err, said)
			}
		})
	}
}
