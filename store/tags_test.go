package store_test

import (
	"testing"

	"molva/store"
)

func TestTags(t *testing.T) {
	for text, want := range map[string][]string{
		"":                             nil,
		"no tags, 5#a, C# and #1 only": nil,
		"https://zarya.example/#price, zarya.example/page#top": nil,
		"#Кестрел и #кестрел, #ЁЖ!":                            {"еж", "кестрел"},
		"#lamp#light(#new_lamp)":                               {"lamp", "light", "new_lamp"},
		"#9мая\n#zarya@shop, ##twice":                          {"9мая", "twice", "zarya"},
	} {
		equal(t, text, store.Tags(text), want)
	}
}
