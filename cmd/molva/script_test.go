package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the scripts run this test binary as molva.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"molva": asMolva})
}

// TestScripts are what a person types and sees, a file for each story.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("LANG", "C.UTF-8")
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("MOLVA_STREAM_MIN_FREE", "1MiB")
			return nil
		},
	})
}
