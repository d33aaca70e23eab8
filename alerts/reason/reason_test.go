package reason

import (
	"strings"
	"testing"

	"molva/alerts/phrase"
	"molva/alerts/phrase/phrasetest"
	"molva/classify/cluster"
	"molva/classify/cluster/likeness"
	"molva/classify/cluster/theme"
	"molva/store"
)

func TestEverythingIsSaidInRussian(t *testing.T) { phrasetest.Complete(t, ".", Texts) }

func TestReasons(t *testing.T) {
	for language, want := range map[string]string{
		"en": "similarity 0.61, threshold 0.40|it came by c9, which was merged into c3|a person put it there|not work|the same words, too few to merge by themselves: late|probably one (80%)",
		"ru": "сходство 0,61, порог 0,40|пришло через c9, которая вошла в c3|его сюда перенёс человек|не work|те же слова, но слишком мало, чтобы объединиться самим: late|вероятно, одно и то же (80\u00a0%)",
	} {
		p, err := phrase.New(language, Texts)
		if err != nil {
			t.Fatal(err)
		}
		say := Teller{p, theme.Neutral()}
		w := store.MentionWhy{Root: 3, Came: 0.5, Pinned: true}
		w.ID, w.Similarity, w.Threshold = 9, 0.61, 0.4
		s := likeness.Suggestion{Score: 0.8, Reason: likeness.Reason{Way: likeness.Words, Shared: []cluster.Share{{Text: "late"}}}}
		got := strings.Join(append(append([]string{say.Closeness(w)}, say.Notes(w)...), say.Term("not_work"), say.Way(s.Reason), say.Likeness(s)), "|")
		if got != want {
			t.Errorf("%s:\n%s, want\n%s", language, got, want)
		}
	}
}
