package theme_test

import (
	"testing"

	"molva/classify/cluster"
	"molva/classify/cluster/theme"
)

// TestClustersOfStrangers measures a book on complaints about brands that taught its themes nothing: how pure its clusters
// of five and more are by the passengers' reasons, how much stays outside of them, and how well a cluster's theme, which
// is the vote of its members, tells the reason.
func TestClustersOfStrangers(t *testing.T) {
	pack, heard := theme.Strangers(t)
	book := cluster.NewBook(cluster.Options{Pack: pack, Muted: theme.Own})
	ids := place(book, heard)
	purity, outside := purity(ids, heard)
	reasons, themes := make([]string, len(ids)), make([]string, len(ids))
	for i, id := range ids {
		c, _ := book.Cluster(id)
		reasons[i], themes[i] = heard[i].Reason(), c.Theme
	}
	nmi := theme.VMeasure(reasons, themes)
	t.Logf("n %d purity %.3f outside %.3f theme NMI %.3f", len(heard), purity, outside, nmi)
	if purity < 0.71 || outside > 0.27 || nmi < 0.33 {
		t.Errorf("purity %.3f, outside %.3f, theme NMI %.3f, want 0.71, 0.27 and 0.33", purity, outside, nmi)
	}
}

// place puts complaints into a book and returns their clusters at the end.
func place(book *cluster.Book, list []theme.Complaint) []cluster.ID {
	var next cluster.ID
	ids, into := make([]cluster.ID, len(list)), make(map[cluster.ID]cluster.ID)
	for i, c := range list {
		p := cluster.Post{Mention: int64(i), Text: c.Text, Lang: c.Lang, Author: uint64(i), At: c.Created}
		at := book.Find(p)
		if at.New {
			next++
			at.ID = next
		}
		ids[i] = at.ID
		for _, m := range book.Put(p, at) {
			into[m.From] = m.Into
		}
	}
	for i, id := range ids {
		for into[id] != 0 {
			id = into[id]
		}
		ids[i] = id
	}
	return ids
}

// purity is the share of the complaints in clusters of five and more that have their cluster's commonest reason; outside is
// the share of those in smaller ones.
func purity(ids []cluster.ID, list []theme.Complaint) (purity, outside float64) {
	reasons := make(map[cluster.ID]map[string]int)
	for i, id := range ids {
		if reasons[id] == nil {
			reasons[id] = make(map[string]int)
		}
		reasons[id][list[i].Reason()]++
	}
	var inside, good int
	for _, counts := range reasons {
		size, most := 0, 0
		for _, n := range counts {
			size, most = size+n, max(most, n)
		}
		if size >= 5 {
			inside, good = inside+size, good+most
		}
	}
	return float64(good) / float64(inside), 1 - float64(inside)/float64(len(ids))
}
