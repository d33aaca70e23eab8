package x

import (
	"slices"
	"testing"
	"time"

	"molva/ingest"
)

func TestIDsTellTheTime(t *testing.T) {
	// The examples of an id and of created_at in the network's openapi.json.
	const id = 1346889436626259968
	at := time.Date(2021, 1, 6, 18, 40, 40, 0, time.UTC)
	if got := born(id); !got.Equal(at) {
		t.Errorf("%d is of %s, want %s", int64(id), got, at)
	}
	if got := born(idAt(at)); !got.Equal(at) || idAt(at) > id || idAt(at.Add(time.Second)) < id {
		t.Errorf("the first id of %s is %d", at, idAt(at))
	}
	for _, bad := range []string{"", "-1", "seven", "99999999999999999999"} {
		if n := number(bad); n != 0 {
			t.Errorf("%q is read as %d", bad, n)
		}
	}
}

func TestLanguages(t *testing.T) {
	for code, want := range map[string]string{"ru": "ru", "en": "en", "und": "", "qme": "", "zxx": "", "art": "", "in": "id", "iw": "he", "zh-TW": "zh-TW", "": ""} {
		if got := language(code); got != want {
			t.Errorf("%q is %q, want %q", code, got, want)
		}
	}
}

func TestForms(t *testing.T) {
	for want, data := range map[string]string{
		"text":  `{"id":"1","text":"Kestrel"}`,
		"photo": `{"id":"1","text":"Kestrel","attachments":{"media_keys":["7_1","3_2"]}}`,
		"video": `{"id":"1","text":"Kestrel","attachments":{"media_keys":["16_1"]},"entities":{"urls":[{"media_key":"16_1"}]}}`,
		"poll":  `{"id":"1","text":"Kestrel","attachments":{"media_keys":null,"poll_ids":["1"]}}`,
		"link":  `{"id":"1","text":"Kestrel","entities":{"urls":[{"url":null,"expanded_url":"https://kestrel.test"}]}}`,
	} {
		p, err := parsePost([]byte(data))
		if err != nil {
			t.Error(err)
		}
		if got := p.form(); got != want || !slices.Contains(ingest.Forms, got) || p.first() != "1" || p.last() != "1" || p.text() != "Kestrel" {
			t.Errorf("%s is a %s with the text %q", data, got, p.text())
		}
	}
}
