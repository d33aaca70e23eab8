package spike

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestRealRhythm prints the second table of FIGURES.md: the threshold learnt on the first part of what was really
// said about banks and telephone companies, and what the rest then alarms. Nobody knows which of it was an
// incident, and the collection has holes of whole weeks, which count as deaf. Reads MOLVA_TEST_DATA.
func TestRealRhythm(t *testing.T) {
	dir := os.Getenv("MOLVA_TEST_DATA")
	if dir == "" {
		t.Skip("MOLVA_TEST_DATA is not set; the posts lie in its replay folder")
	}
	said := read(t, filepath.Join(dir, "replay", "ru_banks_telecoms"))
	t.Logf("%-12s %6s %5s %9s %6s %5s", "topic", "posts", "days", "threshold", "before", "after")
	for _, topic := range slices.Sorted(maps.Keys(said)) {
		s := said[topic]
		n := 0
		for _, h := range s.Hours {
			n += h.Total()
		}
		if n < 300 {
			continue
		}
		m := Fit(s, s.To)
		middle := half(s)
		c := Budget{PerMonth: 2}.Threshold(Replay(s, s.From, middle, time.Hour))
		after := Episodes(Replay(s, middle, s.To, time.Hour), c.Threshold)
		t.Logf("%-12s %6d %5.0f %9.2f %6d %5d", topic, n, m.Heard.Hours()/24, c.Threshold, c.Episodes, len(after))
		for _, e := range after {
			if e.Peak.Score > highest || e.Peak.Seen < 5 && e.Peak.Kind != Drop {
				t.Errorf("%s: %+v", topic, e.Peak)
			}
		}
	}
}

// half is the middle of what was heard, by its hours with mentions.
func half(s Series) time.Time { return s.Hours[len(s.Hours)/2].At }

// read makes a series of each topic that the labels name, deaf for the days on which nobody is heard.
func read(t *testing.T, path string) map[string]Series {
	t.Helper()
	brands := map[string][2]string{}
	lines(t, path+".labels.jsonl.gz", func(l struct{ ID, Label, Brand string }) { brands[l.ID] = [2]string{l.Brand, l.Label} })
	counts, days := map[string]map[time.Time]Hour{}, map[time.Time]bool{}
	lines(t, path+".jsonl.gz", func(p struct {
		ID string
		At time.Time `json:"created_at"`
	}) {
		brand, at := brands[p.ID], p.At.UTC().Truncate(time.Hour)
		if counts[brand[0]] == nil {
			counts[brand[0]] = map[time.Time]Hour{}
		}
		h := counts[brand[0]][at]
		h.At = at
		if brand[1] == "negative" {
			h.Negative++
		} else {
			h.Neutral++
		}
		counts[brand[0]][at] = h
		days[at.Truncate(24*time.Hour)] = true
	})
	heard := slices.SortedFunc(maps.Keys(days), time.Time.Compare)
	out := map[string]Series{}
	for brand, hours := range counts {
		s := Series{From: heard[0], To: heard[len(heard)-1].Add(24 * time.Hour)}
		s.Hours = slices.SortedFunc(maps.Values(hours), func(a, b Hour) int { return cmp.Compare(a.At.Unix(), b.At.Unix()) })
		for i, d := range heard[1:] {
			if before := heard[i].Add(24 * time.Hour); before.Before(d) {
				s.Deaf = append(s.Deaf, Span{before, d})
			}
		}
		out[brand] = s
	}
	return out
}

func lines[T any](t *testing.T, path string, each func(T)) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		var v T
		if err := json.Unmarshal(in.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		each(v)
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
}
