package metric

import (
	"slices"
	"strings"
	"testing"

	"molva/ingest"
)

// TestInputs holds that every input has a name that sources, people or the configuration can supply, and that Supply tells how,
// in both languages.
func TestInputs(t *testing.T) {
	supplies := map[string][]string{"vk": {"followers", "reach", "set.active"}}
	for _, m := range All() {
		if len(m.Inputs) == 0 {
			t.Errorf("row %d is made of nothing", m.Row)
		}
		for _, input := range m.Needs() {
			if !named(input) {
				t.Errorf("row %d needs %s, which nothing can tell", m.Row, input)
			}
			for _, network := range []string{"", "vk", "x"} {
				en, ru := Supply(input, network, "en", supplies), Supply(input, network, "ru", supplies)
				if en == "" || ru == "" || en == ru {
					t.Errorf("row %d: how to supply %s of %q is %q and %q", m.Row, input, network, en, ru)
				}
			}
		}
	}
}

func named(input string) bool {
	if kind, entered := strings.CutPrefix(input, "input:"); entered {
		_, known := ingest.InputOf(kind)
		return known
	}
	if set, is := strings.CutPrefix(input, "set."); is {
		return slices.Contains(ingest.MemberSets, set)
	}
	base, ofPost := strings.CutPrefix(input, "post.")
	m, figure := ingest.MetricOf(base)
	_, known := ways[input]
	return known || slices.Contains([]string{"form", "text", "published", "author"}, input) ||
		figure && (ofPost && m.Post != "" || !ofPost && m.Account != "")
}

func TestSupply(t *testing.T) {
	supplies := map[string][]string{"vk": {"joins", "set.dead", "followers", "post.reach"}, "telegram": {"joins", "followers"}}
	for _, c := range []struct{ input, network, language, want string }{
		{"followers", "", "en", "the number of followers: a source of telegram, vk that has the account among its own; or `molva import --figures FILE --account ID` with the column followers"},
		{"joins", "vk", "ru", "сколько подписалось: источник vk с токеном владельца аккаунта; или `molva import --figures FILE --network vk --account ID` с колонкой joins"},
		{"post.reach", "telegram", "en", "reach, post by post: molva does not read this from telegram; or `molva import --figures FILE --network telegram --account ID` with the columns post and reach"},
		{"set.dead", "vk", "en", "which members are blocked or deleted: a source of vk, where the list is open"},
		{"set.dead", "telegram", "ru", "кто из участников заблокирован или удалён: из сети telegram molva этого не читает"},
		{"form", "x", "en", "what kind of post it is: molva does not read this from x"},
		{"input:spend/ads", "", "en", "a number of your own, spend/ads: `molva import --inputs`, or `inputs` in molva.yaml"},
		{"config:staff", "vk", "ru", "кто отвечает от имени компании: `staff` в molva.yaml, в виде сеть:автор"},
		{"input:fame", "", "en", ""},
		{"fame", "", "en", ""},
	} {
		if got := Supply(c.input, c.network, c.language, supplies); got != c.want {
			t.Errorf("%s of %s in %s: %q, want %q", c.input, c.network, c.language, got, c.want)
		}
	}
}

// TestFed holds that a row is filled by all that it is made of, and by nothing less.
func TestFed(t *testing.T) {
	acts := []string{"post.comments", "post.reactions", "published"}
	for _, c := range []struct {
		supplies []string
		want     []int
	}{
		{[]string{"followers"}, []int{1, 2, 3, 4, 30}},
		{[]string{"visitors", "views"}, []int{24}},
		{[]string{"form", "text", "published"}, []int{31}},
		{acts, []int{31, 32, 33, 34, 46, 47, 52, 63, 68}},
		{append(acts, "post.views"), []int{31, 32, 33, 34, 38, 46, 47, 52, 62, 63, 66, 68, 70}},
		{[]string{"followers", "set.dead"}, []int{1, 2, 3, 4, 9, 10, 30}},
		{[]string{"followers", "set.active"}, []int{1, 2, 3, 4, 15, 30}},
		{[]string{"post.reach", "post.reach_paid"}, []int{19}},
	} {
		if got := Fed(c.supplies); !slices.Equal(got, c.want) {
			t.Errorf("%q fill rows %v, want %v", c.supplies, got, c.want)
		}
	}
}
