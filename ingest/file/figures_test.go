package file

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"molva/ingest"
)

// told reads a file of figures and tells each figure, post and rejection in a line.
func told(t *testing.T, in string, o FigureOptions) (lines []string) {
	t.Helper()
	err := ReadFigures(t.Context(), strings.NewReader(in), o, func(p ingest.Page) error {
		for _, f := range p.Figures {
			if err := f.Check(); err != nil {
				t.Errorf("%+v: %v", f, err)
			}
			lines = append(lines, figureLine(f))
		}
		for _, a := range p.Posts {
			lines = append(lines, fmt.Sprintf("post %s/%s/%s %s %s %q %q", a.Network, a.Account, a.ID, a.Published.Format("2006-01-02"), a.Form, a.Text, a.URL))
		}
		for _, r := range p.Rejected {
			lines = append(lines, r.Item+": "+r.Reason)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func figureLine(f ingest.Figure) string {
	line := fmt.Sprintf("%s/%s %s %v at %s", f.Network, f.Account, f.Metric, f.Value, f.At.Format("2006-01-02T15:04"))
	if f.Post != "" {
		line += " of " + f.Post
	}
	if f.Span > 0 {
		line += " over " + f.Span.String()
	}
	return line
}

func TestReadFigures(t *testing.T) {
	zarya := FigureOptions{Account: "zarya", Network: "vk", Taken: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	for _, test := range []struct {
		name    string
		options FigureOptions
		in      string
		want    []string
	}{
		{"one figure a line", FigureOptions{}, "account,network,metric,at,value,span\nkestrel,telegram,followers,2026-11-01,1200,\nkestrel,telegram,joins,2026-11-01,14,week\n",
			[]string{"telegram/kestrel followers 1200 at 2026-11-01T00:00", "telegram/kestrel joins 14 at 2026-11-01T00:00 over 168h0m0s"}},
		{"all figures of a day", zarya, "date;followers;joins;reach\n01.11.2026;1\u00a0204;3;250\n02.11.2026;1 210;;0\n",
			[]string{"vk/zarya followers 1204 at 2026-11-01T00:00", "vk/zarya joins 3 at 2026-11-01T00:00 over 24h0m0s",
				"vk/zarya reach 250 at 2026-11-01T00:00 over 24h0m0s", "vk/zarya followers 1210 at 2026-11-02T00:00",
				"vk/zarya reach 0 at 2026-11-02T00:00 over 24h0m0s"}},
		{"weeks", zarya, "at,views\n2026-11-02,70\n2026-11-09,80\n2026-11-23,90\n",
			[]string{"vk/zarya views 70 at 2026-11-02T00:00 over 168h0m0s", "vk/zarya views 80 at 2026-11-09T00:00 over 168h0m0s",
				"vk/zarya views 90 at 2026-11-23T00:00 over 168h0m0s"}},
		{"months are not equally long", zarya, "at,visitors\n2026-01-01,1\n2026-02-01,2\n2026-03-01,3\n",
			[]string{"vk/zarya visitors 1 at 2026-01-01T00:00 over 744h0m0s", "vk/zarya visitors 2 at 2026-02-01T00:00 over 672h0m0s",
				"vk/zarya visitors 3 at 2026-03-01T00:00 over 744h0m0s"}},
		{"a day without an hour", FigureOptions{Account: "boreal", Network: "vk", Zone: "Europe/Berlin"}, "at,reach\n2026-03-28,1\n2026-03-29,2\n2026-03-30,3\n",
			[]string{"vk/boreal reach 1 at 2026-03-27T23:00 over 24h0m0s", "vk/boreal reach 2 at 2026-03-28T23:00 over 23h0m0s",
				"vk/boreal reach 3 at 2026-03-29T22:00 over 24h0m0s"}},
		{"two accounts on the same days", FigureOptions{Network: "vk"}, "account,at,leaves\na,2026-11-01,1\nb,2026-11-02,2\na,2026-11-08,3\n",
			[]string{"vk/a leaves 1 at 2026-11-01T00:00 over 168h0m0s", "vk/b leaves 2 at 2026-11-02T00:00 over 168h0m0s", "vk/a leaves 3 at 2026-11-08T00:00 over 168h0m0s"}},
		{"columns of another name", FigureOptions{Account: "lumen", Network: "dzen", Map: map[string]string{"at": "Период", "followers": "Подписчики"}},
			"Период;Подписчики;Заметка\n2026-11-01;5;x\n", []string{"dzen/lumen followers 5 at 2026-11-01T00:00"}},
		{"what exports write for nothing", zarya, "at,followers,leaves,reach\n2026-11-01,-,н/д,N/A\n", nil},
		{"parts", zarya, "at,audience/f-25-30,span\n2026-11-01,40,month\n", []string{"vk/zarya audience/f-25-30 40 at 2026-11-01T00:00 over 720h0m0s"}},
		{"posts", zarya, "post,url,form,text,published_at,views,reactions\n77,https://vk.test/77,photo,Новый чайник,2026-11-20 10:00,1500,12\n78,,,,,3,\n",
			[]string{"vk/zarya views 1500 at 2026-11-22T09:00 of 77", "vk/zarya reactions 12 at 2026-11-22T09:00 of 77", "vk/zarya views 3 at 2026-11-22T09:00 of 78",
				`post vk/zarya/77 2026-11-20 photo "Новый чайник" "https://vk.test/77"`}},
		{"lines of JSON", zarya, `{"at":"2026-11-01","followers":1204,"joins":null,"mood":"fine"}` + "\n\n" + `{"at":1793577600,"metric":"leaves","value":"2","span":"day"}`,
			[]string{"vk/zarya followers 1204 at 2026-11-01T00:00", "vk/zarya leaves 2 at 2026-11-02T00:00 over 24h0m0s"}},

		{"one bad cell", zarya, "at,followers,posts\n2026-11-01,many,4\n",
			[]string{"vk/zarya posts 4 at 2026-11-01T00:00", "line 2, followers: value is no number, want one such as 1234, 1 234,5 or 1,234.5"}},
		{"bad lines", zarya, "at,metric,value,span\nyesterday,followers,1,\n2026-11-01,fans,2,\n,joins,3,\n2026-11-01,joins,4,soon\n2026-11-01,followers,-5,\n2026-11-01\n2026-11-01,,7,\n2026-11-01,followers,6,\n",
			[]string{"vk/zarya followers 6 at 2026-11-01T00:00",
				"line 2: at is no time that can be read, want one such as 2026-11-20, 20.11.2026 10:30 or 2026-11-20T10:30:00Z",
				`line 3, fans: metric is "fans", want one of followers, posts, published`,
				"line 4: at is missing: what is counted over a span began at some time",
				"line 5: span is no length of time, want one such as day, week, month, 7d or 24h",
				"line 6, followers: value is -5, want a finite number from 0",
				"line 7: 1 cells in the row, 4 in the header",
				`line 8: metric is "", want one of followers, posts, published`}},
		{"bad posts", zarya, "post,form,published_at,views\n1,reel,2026-11-01,5\n2,text,soon,6\n",
			[]string{"vk/zarya views 5 at 2026-11-22T09:00 of 1", "vk/zarya views 6 at 2026-11-22T09:00 of 2",
				`line 2, post: form is "reel", want one of ["text" "photo" "video" "link" "poll" "story" "other"]`,
				"line 3, post: the time is missing or before the year 2000"}},
		{"bad lines of JSON", zarya, "[]\n{\"at\":\"2026-11-01\"}\n{\"followers\":[1]}\n",
			[]string{"line 1: not one JSON object: no object", "line 2: the record has no field metric and value, or one named as a metric",
				"line 3: followers: found neither a string nor a number"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if strings.HasPrefix(test.in, "[") {
				test.options.Format = JSONL
			}
			got := told(t, test.in, test.options)
			for i := range got { // the list of all metrics grows
				got[i], _, _ = strings.Cut(got[i], ", joins")
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFiguresThatCannotBeRead(t *testing.T) {
	for _, test := range []struct {
		options FigureOptions
		in      string
		want    string
	}{
		{FigureOptions{}, "at,followers\n", "the header has no column account, it has: at, followers"},
		{FigureOptions{Account: "a"}, "at,followers\n", "the header has no column network"},
		{FigureOptions{Account: "a", Network: "vk"}, "at,fans\n", "the header has no column metric and value, or one named as a metric, it has: at, fans; known are: account, network, at"},
		{FigureOptions{Account: "a", Network: "vk"}, "date,at,followers\n", "two columns of the header fill at"},
		{FigureOptions{Map: map[string]string{"followers": "fans"}}, "at,followers\n", `the map takes followers from column "fans", but the header has: at, followers`},
		{FigureOptions{Map: map[string]string{"fans": "followers", "at": ""}}, "", `map has "fans", which is no field of a figure; possible are: account`},
		{FigureOptions{Format: "xml", Zone: "Mars"}, "", "format is \"xml\", want jsonl or csv\ntimezone is \"Mars\""},
		{FigureOptions{Format: CSV}, "", "the file is empty"},
	} {
		err := ReadFigures(t.Context(), strings.NewReader(test.in), test.options, func(ingest.Page) error { return nil })
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: error %v, want %s", test.in, err, test.want)
		}
	}
}

func TestFiguresOfWindows1251AreCounted(t *testing.T) {
	var unknown map[string]int
	in := "date,\xcf\xee\xe4\xef\xe8\xf1\xf7\xe8\xea\xe8,\xc3\xee\xf0\xee\xe4\n2026-11-01,7,\xcc\xee\xf1\xea\xe2\xe0\n"
	o := FigureOptions{Account: "zarya", Network: "vk", Map: map[string]string{"followers": "подписчики"}}
	err := ReadFigures(t.Context(), strings.NewReader(in), o, func(p ingest.Page) error {
		if len(p.Figures) != 1 || p.Figures[0].Value != 7 {
			t.Errorf("figures %v", p.Figures)
		}
		unknown = p.Unknown
		return nil
	})
	if diff := cmp.Diff(map[string]int{"Город": 1}, unknown); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

func TestReadValue(t *testing.T) {
	for _, test := range []struct {
		in, metric string
		want       float64
		ok         bool
	}{
		{"1234", "views", 1234, true},
		{"1 234,5", "views", 1234.5, true},
		{"1\u00a0234\u202f567", "views", 1234567, true},
		{"1,234", "views", 1234, true},
		{"1,234,567.5", "views", 1234567.5, true},
		{"12,5", "watched", 12.5, true},
		{"1,234", "watched", 0, false},
		{"1.234", "watched", 1.234, true},
		{"1,23,4", "views", 0, false},
		{"12K", "views", 0, false},
		{"1e5", "views", 0, false},
		{"٣", "views", 0, false},
		{"", "views", 0, false},
	} {
		got, err := readValue(test.in, test.metric)
		if (err == nil) != test.ok || got != test.want {
			t.Errorf("%q %s: %v, %v; want %v", test.in, test.metric, got, err, test.want)
		}
	}
}

func FuzzFigures(f *testing.F) {
	for _, seed := range []string{
		"account,network,metric,at,value,span\nkestrel,vk,joins,2026-11-01,14,week\n", "date;followers;post\n01.11.2026;1 204,5;7\n",
		`{"at":"2026-11-01","joins":"1,234","post":"a","published_at":1}` + "\n{}\n[]", "at,audience/\n1,1\n\"\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		_ = ReadFigures(t.Context(), strings.NewReader(string(in)), FigureOptions{Account: "a", Network: "vk"}, func(p ingest.Page) error {
			for _, figure := range p.Figures {
				if err := figure.Check(); err != nil {
					t.Errorf("%+v: %v", figure, err)
				}
			}
			return nil
		})
	})
}
