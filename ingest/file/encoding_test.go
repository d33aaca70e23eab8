package file

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"molva/ingest"
)

// wide is a text in UTF-16 behind a byte order mark.
func wide(order binary.AppendByteOrder, text string) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
		b = order.AppendUint16(b, unit)
	}
	return string(b)
}

// all reads everything and gives its texts.
func all(t *testing.T, in string, o Options) (texts []string, mentions []ingest.Mention) {
	t.Helper()
	err := Read(t.Context(), iotest.HalfReader(strings.NewReader(in)), o, func(p ingest.Page) error {
		for _, m := range p.Mentions {
			texts, mentions = append(texts, m.Text), append(mentions, m)
		}
		for _, r := range p.Rejected {
			texts = append(texts, r.Item+": "+r.Reason)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts, mentions
}

func TestUTF16(t *testing.T) {
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		for name, in := range map[string]string{
			"CSV":   wide(order, "id;text\r\n1;Заря 🌅\r\n2;\"two\r\nlines\"\r\n"),
			"JSONL": wide(order, `{"id":"1","text":"Заря 🌅"}`+"\n"+`{"id":"2","text":"two\r\nlines"}`),
		} {
			for form, in := range map[string]string{"plain": in, "gzipped": gz(t, in)} {
				if got, _ := all(t, in, Options{}); fmt.Sprintf("%q", got) != `["Заря 🌅" "two\r\nlines"]` {
					t.Errorf("%s in %v, %s: %q", name, order, form, got)
				}
			}
		}
	}
}

// Wherever a buffer ends, it cuts no letter: each of these begins two bytes further than the one before.
func TestUTF16Cut(t *testing.T) {
	for shift := range 4 {
		text := strings.Repeat("a", shift) + strings.Repeat("🌅", 20_000)
		if got, _ := all(t, wide(binary.LittleEndian, "text\n"+text+"\n"), Options{Format: CSV}); len(got) != 1 || got[0] != text {
			t.Errorf("shifted by %d units, the text is another one", shift)
		}
	}
}

// What is no UTF-16 is its mention's trouble alone.
func TestUTF16Broken(t *testing.T) {
	lone := wide(binary.LittleEndian, "text\na") + "\x3c\xd8" + wide(binary.LittleEndian, "b\nlast")[2:] + "\x00"
	if got, _ := all(t, lone, Options{Format: CSV}); fmt.Sprintf("%+q", got) != `["a\ufffdb" "last\ufffd"]` {
		t.Errorf("half of a pair, and half of a unit at the end: %+q", got)
	}
}

// A file in UTF-16 that grows is read on from its place, which is counted in other bytes than the file has.
func TestFollowUTF16(t *testing.T) {
	content := wide(binary.LittleEndian, "text\n漢字漢字漢字\n")
	r := follow(t, "grows.csv", Options{Follow: true})
	for _, more := range []struct{ written, want string }{
		{"", "漢字漢字漢字"},
		{wide(binary.LittleEndian, "half")[2:], ""},
		{wide(binary.LittleEndian, " a line\n")[2:][:15], ""}, // and half of a unit
		{"\x00\n\x00", "half a line"},
	} {
		content += more.written
		r.write(content)
		if got := strings.Join(r.read(), ", "); got != more.want || r.gap != "" {
			t.Errorf("of %d bytes came %q, want %q; gap %q", len(content), got, more.want, r.gap)
		}
	}
}

// The monthly file of Google Play, whose rows without a text have a rating and no more.
func TestReviewsOfGooglePlay(t *testing.T) {
	const header = "Package Name,Reviewer Language,Review Submit Millis Since Epoch,Star Rating,Review Title,Review Text,Review Link\r\n"
	file := wide(binary.LittleEndian, header+
		"com.zarya.app,ru,1795255200000,1,,Вылетает,https://play.google.com/console/reviews?reviewId=r7\r\n"+
		"com.zarya.app,en,1795255200000,5,,,\r\n"+
		"com.zarya.app,en,1795255200000,5,,,https://play.google.com/console/reviews?reviewId=r8\r\n")
	o := Options{Path: "reviews_com.zarya.app_202611.csv", Network: "google-play", Kind: ingest.Review, Map: map[string]string{
		"text": "Review Text", "title": "Review Title", "rating": "Star Rating", "lang": "Reviewer Language",
		"published_at": "Review Submit Millis Since Epoch", "url": "Review Link",
	}}
	_, mentions := all(t, file, o)
	var became []string
	for _, m := range mentions {
		if err := ingest.Admit(&m, "import", m.Published); err != nil {
			became = append(became, err.Error())
			continue
		}
		became = append(became, fmt.Sprintf("%s %s %v %s %q", m.Network, m.Kind, *m.Rating, m.Lang, m.Text))
	}
	want := []string{
		`google-play review 1 ru "Вылетает"`,
		"a grade without a text needs an id or an author: nothing else tells it from another one",
		"a grade without a text needs an id or an author: nothing else tells it from another one",
	}
	if strings.Join(became, "\n") != strings.Join(want, "\n") {
		t.Errorf("became:\n%s", strings.Join(became, "\n"))
	}
}

// The kind of an import is that of records that tell none.
func TestKind(t *testing.T) {
	_, mentions := all(t, "text,kind\na,comment\nb,\n", Options{Kind: ingest.Review})
	if len(mentions) != 2 || mentions[0].Kind != ingest.Comment || mentions[1].Kind != ingest.Review {
		t.Errorf("came %v", mentions)
	}
}
