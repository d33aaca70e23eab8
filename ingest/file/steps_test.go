package file

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"molva/ingest"
)

// numbering hashes by giving a number to each name, in the order of asking: whose it is can be read from the test and from
// nothing else.
func numbering() Hash {
	seen := map[string]string{}
	number := func(name string) (string, error) {
		if seen[name] == "" {
			seen[name] = fmt.Sprint(len(seen) + 1)
		}
		return seen[name], nil
	}
	return Hash{Contact: func(id string) (string, error) { return number("key " + id) },
		Author: func(network, author string) (string, error) { return number(network + " " + author) }}
}

// stepped reads an export and tells each step and rejection in a line.
func stepped(t *testing.T, in string, o StepOptions) (lines []string) {
	t.Helper()
	o.Topics, o.Hash = catalog, numbering()
	err := ReadSteps(t.Context(), strings.NewReader(in), o, func(p ingest.Page) error {
		for _, s := range p.Steps {
			line := fmt.Sprintf("%s %s %s key %s", s.Topic, s.Stage, s.At.Format("2006-01-02T15:04"), s.Key)
			if s.Handle != "" {
				line += " handle " + s.Handle
			}
			if s.Consent {
				line += " agreed"
			}
			if s.Refused {
				line += " refused"
			}
			if s.Value != nil {
				line += fmt.Sprintf(" %v %s", *s.Value, s.Currency)
			}
			lines = append(lines, line)
		}
		for _, r := range p.Rejected {
			lines = append(lines, r.Item+": "+r.Reason)
		}
		return nil
	})
	if err != nil {
		return []string{"error: " + err.Error()}
	}
	return lines
}

func TestReadSteps(t *testing.T) {
	for _, test := range []struct {
		name    string
		options StepOptions
		in      string
		want    []string
	}{
		{"one person in three spellings", StepOptions{Zone: "Europe/Moscow"},
			"customer;handle;stage;topic;at;consent;value;currency\nAnna@zarya.example;vk:77;contact;kestrel;01.09.2026 12:30;да;;\n anna@ZARYA.example;;lead;Kestrel;2026-09-02;yes;;\nanna@zarya.example;;клиент;kestrel;2026-09-03T10:00:00Z;1;4 990,50;rub\n",
			[]string{"kestrel contact 2026-09-01T09:30 key 1 handle 2 agreed", "kestrel lead 2026-09-01T21:00 key 1 agreed", "kestrel customer 2026-09-03T10:00 key 1 agreed 4990.5 RUB"}},
		{"without consent no handle leads anywhere", StepOptions{Topic: "zarya"}, "handle,stage,at,consent\nvk:77,contact,2026-09-01,нет\nvk:77,contact,2026-09-02,\nvk:77,contact,2026-09-03,да\n",
			[]string{"zarya contact 2026-09-01T00:00 key 1 refused", "zarya contact 2026-09-02T00:00 key 1", "zarya contact 2026-09-03T00:00 key 1 handle 2 agreed"}},
		{"lines of JSON", StepOptions{Topic: "zarya", Map: map[string]string{"customer": "deal.id"}}, `{"deal.id":42,"stage":"lead","at":"2026-09-01","consent":true,"note":"x"}` + "\n",
			[]string{"zarya lead 2026-09-01T00:00 key 1 agreed"}},
		{"what is wrong leaves the rest alone", StepOptions{}, "customer,handle,stage,topic,at,consent,value,currency\n,,lead,zarya,2026-09-01,,,\na,vk,lead,zarya,2026-09-01,,,\na,,fan,zarya,2026-09-01,,,\na,,lead,lumen,2026-09-01,,,\na,,lead,zarya,soon,,,\na,,lead,zarya,2026-09-01,perhaps,,\na,,lead,zarya,2026-09-01,,10,\na,,lead,zarya,2026-09-01,,10,roubles\na,,lead,zarya,1999-09-01,,,\na,,lead,zarya,2026-09-01,,,\n",
			[]string{"zarya lead 2026-09-01T00:00 key 1",
				"line 2: there is neither a customer nor a handle", "line 3: handle is no author, want one such as vk:1234",
				`line 4: the stage is unknown, want one of ["contact" "lead" "customer" "repeat"]`, "line 5: the topic is unknown, want one of: zarya, kestrel",
				"line 6: at is no time that can be read, want one such as 2026-11-20, 20.11.2026 10:30 or 2026-11-20T10:30:00Z",
				"line 7: consent is neither yes nor no", "line 8: want a value and its currency, such as RUB, or neither",
				"line 9: the currency is wrong, want three capital letters such as RUB", "line 10: the time is missing or before the year 2000"}},
		{"no header: nobody is quoted", StepOptions{Topic: "zarya"}, "79991234567,stage,Иван\n",
			[]string{"error: the header has no column customer or handle, it has: (column 1), stage, (column 3); known are: customer, handle, stage, topic, at, consent, value, currency; a map such as customer=COLUMN says what a column is"}},
		{"a map to nowhere", StepOptions{Map: map[string]string{"email": "x"}}, "",
			[]string{`error: map has "email", which is no field of a step; possible are: customer, handle, stage, topic, at, consent, value, currency`}},
	} {
		if diff := cmp.Diff(test.want, stepped(t, test.in, test.options)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// FuzzReadSteps: whatever the file has, what is emitted can be kept, and nothing of anybody is in it or in an error.
func FuzzReadSteps(f *testing.F) {
	const canary = "canaryq7"
	f.Add(",contact,zarya,2026-09-01,yes\n", false)
	f.Add(`":"x","stage":"lead","topic":"zarya","at":"2026-09-01","consent":true}`, true)
	f.Add("\"\n", true)
	f.Fuzz(func(t *testing.T, rest string, asJSON bool) {
		in := "handle,stage,topic,at,consent\nvk:" + canary + rest
		if asJSON {
			in = `{"customer":"` + canary + `","handle":"vk:` + canary + rest
		}
		o := StepOptions{Topics: catalog, Hash: numbering()}
		err := ReadSteps(t.Context(), strings.NewReader(in), o, func(p ingest.Page) error {
			for _, s := range p.Steps {
				if err := s.Check(); err != nil {
					t.Errorf("%+v: %v", s, err)
				}
			}
			body, err := json.Marshal(p)
			if err == nil && bytes.Contains(bytes.ToLower(body), []byte(canary)) {
				t.Errorf("the page has who it was: %s", body)
			}
			return err
		})
		if err != nil && strings.Contains(strings.ToLower(err.Error()), canary) {
			t.Errorf("the error has who it was: %v", err)
		}
	})
}
