package query_test

import (
	"fmt"
	"testing"

	"molva/ingest"
	"molva/ingest/query"
)

// Texts of 100 to 150 bytes, of our own writing: one that names topics and one that names none, in each language.
var benchTexts = []struct{ name, text string }{
	{"ru hit", "Вчера поставил обновление кестрела, и уведомления опять приходят через час, поддержка молчит"},
	{"ru miss", "Сегодня утром электричка снова опоздала, пассажиры ждали на морозе без объявлений"},
	{"en hit", "Kestrel's new update broke my notifications again and the support chat has been silent since Monday, @kestrel please fix it"},
	{"en miss", "The morning train was late again today and everybody stood on the platform in the cold without a single announcement, great"},
}

func BenchmarkSet(b *testing.B) {
	set, err := query.NewSet(twentyTopics())
	if err != nil {
		b.Fatal(err)
	}
	for _, tt := range benchTexts {
		b.Run(tt.name, func(b *testing.B) {
			m := ingest.Mention{Text: tt.text, Lang: tt.name[:2]}
			b.ReportAllocs()
			for b.Loop() {
				set.Match(&m)
			}
		})
	}
}

// twentyTopics is what a company with its competitors may watch.
func twentyTopics() []ingest.Topic {
	shapes := []string{
		`%[1]s OR %[2]s OR #%[1]s`,
		`(%[1]s OR %[2]s*) AND (обновление OR уведомление OR update OR support) -вакансия`,
		`"%[1]s bank" OR %[2]s-банк OR {%[1]s.io}`,
		`(%[1]s OR %[2]s) NEAR/5 (приложение OR app) lang:ru`,
	}
	brands := [][2]string{{"kestrel", "кестрел"}, {"merlin", "мерлин"}, {"heron", "герон"}, {"plover", "пловер"}, {"swift", "свифт"}}
	var topics []ingest.Topic
	for i, brand := range brands {
		for j, shape := range shapes {
			topics = append(topics, ingest.Topic{ID: fmt.Sprintf("topic%d%d", i, j), Query: fmt.Sprintf(shape, brand[0], brand[1])})
		}
	}
	return topics
}
