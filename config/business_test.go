package config_test

import (
	"slices"
	"testing"

	"molva/config"
)

// TestOurs: staff and accounts of our own topics, each once; nobody of a competitor or of its products.
func TestOurs(t *testing.T) {
	c := config.Config{Staff: []string{"vk:help", "vk:zarya"}, Topics: []config.Topic{
		{ID: "zarya", Accounts: []string{"vk:zarya"}}, {ID: "lumen", Parent: "zarya", Accounts: []string{"telegram:lumen"}},
		{ID: "lamp", Parent: "boreal", Accounts: []string{"vk:boreal_lamp"}}, {ID: "boreal", Competitor: true, Accounts: []string{"vk:boreal"}},
	}}
	if got, want := c.Ours(), []string{"telegram:lumen", "vk:help", "vk:zarya"}; !slices.Equal(got, want) {
		t.Errorf("ours are %v, want %v", got, want)
	}
}
