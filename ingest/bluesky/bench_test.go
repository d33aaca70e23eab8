package bluesky

import (
	"encoding/json"
	"fmt"
	"testing"

	"molva/ingest"
	"molva/ingest/query"
)

// Posts as the firehose brings them, of our own writing, some 1 KB a frame: short and long, with a link, a picture or a
// reply, in several languages. One of twenty names a topic; in the real firehose it is fewer.
func benchFrames(b *testing.B) [][]byte {
	b.Helper()
	texts := []string{
		"good morning to everyone except the neighbour's leaf blower",
		"Сегодня утром электричка снова опоздала, пассажиры ждали на морозе без объявлений, потом объявили другую платформу",
		"今日はとても良い天気なので散歩に行きました。公園の桜がきれいでした。",
		"Long day at the workshop: the new bearings arrived, the old lathe is quiet again, and we finally found out where the oil went. Pictures tomorrow, when there is light. If anybody needs the drawings, ask.",
		"Não acredito que o jogo acabou assim, que loucura!! 😭😭",
	}
	var frames [][]byte
	for i := range 20 {
		text := texts[i%len(texts)]
		if i == 7 {
			text = "Вчера поставил обновление кестрела, и уведомления опять приходят через час"
		}
		post := map[string]any{"$type": collection, "text": text, "langs": []string{"en"}, "createdAt": "2026-11-21T11:59:39.500Z"}
		switch i % 3 {
		case 0:
			post["reply"] = map[string]any{
				"root":   map[string]any{"cid": "bafyreib2rxk3rw6oq4yzgzqz3zr2z5xj2q3w3vh5mjn2s2n5zg7c7r3k4y", "uri": "at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed.post/3l3aaaaaaac2a"},
				"parent": map[string]any{"cid": "bafyreib2rxk3rw6oq4yzgzqz3zr2z5xj2q3w3vh5mjn2s2n5zg7c7r3k4y", "uri": "at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed.post/3l3aaaaaaad2a"},
			}
		case 1:
			post["embed"] = map[string]any{"$type": "app.bsky.embed.images", "images": []any{map[string]any{
				"alt": "a lathe", "aspectRatio": map[string]any{"height": 1500, "width": 2000},
				"image": map[string]any{"$type": "blob", "ref": map[string]any{"$link": "bafkreib2rxk3rw6oq4yzgzqz3zr2z5xj2q3w3vh5mjn2s2n5zg7c7r3k4y"}, "mimeType": "image/jpeg", "size": 934551},
			}}}
			post["facets"] = []any{map[string]any{"$type": "app.bsky.richtext.facet",
				"features": []any{map[string]any{"$type": "app.bsky.richtext.facet#tag", "tag": "morning"}}, "index": map[string]any{"byteStart": 3, "byteEnd": 11}}}
		}
		frame, err := json.Marshal(map[string]any{"$type": "message", "payload": map[string]any{
			"$type": "network.bsky.jetstream.subscribeEvents#commit", "seq": 1000 + i, "did": "did:plc:ewvi7nxzyoun6zhxrhs64oiz",
			"time": "2026-11-21T11:59:40.100000Z", "witnessedAt": "2026-11-21T11:59:40.100000Z", "rev": "3l3aaaaaaaa2a", "operation": "create",
			"collection": collection, "rkey": fmt.Sprintf("3l3aaaaaa%03d", i), "cid": "bafyreib2rxk3rw6oq4yzgzqz3zr2z5xj2q3w3vh5mjn2s2n5zg7c7r3k4y", "record": post}})
		if err != nil {
			b.Fatal(err)
		}
		frames = append(frames, frame)
	}
	return frames
}

// BenchmarkFirehose takes one event, filtered by twenty topics. At 1,000 events a second, 10 µs are one percent of a core.
func BenchmarkFirehose(b *testing.B) {
	var topics []ingest.Topic
	for i, brand := range []string{"kestrel OR кестрел", "lumen OR люмен", "boreal OR бореал", "zarya OR заря"} {
		for j, about := range []string{"", " AND (update OR обновление)", " AND (support OR поддержка)", " NEAR/5 (app OR приложение)", " -вакансия"} {
			topics = append(topics, ingest.Topic{ID: fmt.Sprint(i, "-", j), Query: "(" + brand + ")" + about})
		}
	}
	set, err := query.NewSet(topics)
	if err != nil {
		b.Fatal(err)
	}
	source := &Source{env: ingest.Env{Matches: func(m ingest.Mention) bool { return len(set.Match(&m)) > 0 }}}
	frames := benchFrames(b)
	size := 0
	for _, frame := range frames {
		size += len(frame)
	}
	b.SetBytes(int64(size / len(frames)))
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		builder := builder{source: source}
		if err := builder.take(frames[n%len(frames)]); err != nil {
			b.Fatal(err)
		}
		if want := n%len(frames) == 7; want != (len(builder.page.Mentions) == 1) || len(builder.page.Rejected) > 0 {
			b.Fatalf("frame %d: %+v", n%len(frames), builder.page)
		}
	}
}
