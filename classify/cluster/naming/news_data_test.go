package naming

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"molva/classify/cluster"
)

// What of a stream is recent when a fault comes in.
const recentShare = 0.02

// TestNewFaultsAreSeenInStreams puts each of our own faults into a stream, differently worded by twenty people, and asks
// after each post whether a phrase that is mostly theirs is new: in the complaint that it went to, or in all of them.
func TestNewFaultsAreSeenInStreams(t *testing.T) {
	for _, s := range streams {
		w := s.world(t)
		all := NewBackground(w.texts(), s.muted)
		blob, err := w.book.AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range slices.Sorted(maps.Keys(faults(t))) {
			if fault := faults(t)[name]; fault[0].Lang == s.lang {
				seen := make([]int, 3)
				for order := range seen {
					seen[order] = w.copy(t, blob, s).seen(shuffled(fault, order), all)
				}
				slices.Sort(seen)
				t.Logf("%s into %s: seen with post %v in three orders", name, s.name, seen)
				if seen[1] > 8 {
					t.Errorf("%s is seen in %s with post %v in three orders, want 8 or sooner in most", name, s.name, seen)
				}
			}
		}
	}
}

func (w *world) copy(t *testing.T, blob []byte, s stream) *world {
	t.Helper()
	book, err := cluster.Read(blob, cluster.Options{Muted: s.muted})
	if err != nil {
		t.Fatal(err)
	}
	return &world{book, slices.Clone(w.posts), slices.Clone(w.ids), maps.Clone(w.known)}
}

// seen is the number of the post with which a fault is seen, one more than there are when never.
func (w *world) seen(fault []Text, all *Background) int {
	first := int64(len(w.posts) + 1)
	start := w.posts[int(float64(len(w.posts))*(1-recentShare))].Mention
	at := w.posts[len(w.posts)-1].At
	for i, f := range fault {
		at = at.Add(time.Minute)
		id := w.put(cluster.Post{Mention: first + int64(i), Text: f.Text, Lang: f.Lang, Author: f.Author, At: at})
		var here []Text
		for i, p := range w.posts {
			if w.root(w.ids[i]) == id {
				here = append(here, asText(p))
			}
		}
		if tells(here, start, first, all) || tells(w.texts(), start, first, all) {
			return i + 1
		}
	}
	return len(fault) + 1
}

// tells reports whether a phrase is new in texts that is mostly said in mentions from first on.
func tells(texts []Text, start, first int64, all *Background) bool {
	at, _ := slices.BinarySearchFunc(texts, start, func(t Text, m int64) int { return int(t.Mention - m) })
	return slices.ContainsFunc(Novel(texts[at:], latest(texts[:at], 4000), all), func(n News) bool {
		ours := 0
		for _, m := range n.Mentions {
			if m >= first {
				ours++
			}
		}
		return 2*ours > len(n.Mentions)
	})
}

// TestQuietComplaintsHaveNoNews deals the posts of every complaint anew over time, so that nothing in it is new.
func TestQuietComplaintsHaveNoNews(t *testing.T) {
	for _, s := range streams {
		w := s.world(t)
		all := NewBackground(w.texts(), s.muted)
		members := w.members()
		quiet, news := 0, 0
		for _, share := range []float64{0.02, 0.1, 0.25} {
			for i, texts := range members {
				recent, before := dealt(texts, share, i)
				if len(before) < minBefore {
					continue
				}
				quiet++
				if len(Novel(recent, before, all)) > 0 {
					news++
				}
			}
		}
		t.Logf("%s: of %d quiet complaints %d have news", s.name, quiet, news)
		if news*100 > 3*quiet {
			t.Errorf("%s: of %d quiet complaints %d have news, want at most 3 %%", s.name, quiet, news)
		}
	}
}

// dealt gives each text to the recent ones with a probability.
func dealt(texts []Text, share float64, seed int) (recent, before []Text) {
	rng := rand.New(rand.NewPCG(uint64(seed), 5))
	for _, t := range texts {
		if rng.Float64() < share {
			recent = append(recent, t)
		} else {
			before = append(before, t)
		}
	}
	return recent, before
}

func shuffled(texts []Text, order int) []Text {
	out := slices.Clone(texts)
	rng := rand.New(rand.NewPCG(uint64(order), 7))
	rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}
