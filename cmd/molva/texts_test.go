package main

import (
	"testing"

	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/alerts/reason"
	"molva/config"
)

func TestEverythingIsSaidInRussian(t *testing.T) {
	phrasetest.Complete(t, ".", russian, benchRussian, eraseRussian, userRussian, reason.Texts)
}

// TestCataloguesAgree: say panics when two of them say the same thing differently.
func TestCataloguesAgree(t *testing.T) {
	for _, language := range []string{"en", "ru"} {
		if _, err := phrase.New(language, russian, benchRussian, eraseRussian, userRussian, reason.Texts, config.Russian, config.RussianNetworks, config.RussianOptions); err != nil {
			t.Error(err)
		}
	}
}
