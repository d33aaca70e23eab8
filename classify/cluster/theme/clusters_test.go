package theme_test

import (
	"testing"

	"molva/classify/cluster"
	"molva/classify/cluster/theme"
)

// TestThemesOfClusters: the vote of a cluster's members says its theme about as well as each for itself, on brands whose
// complaints taught nothing.
func TestThemesOfClusters(t *testing.T) {
	pack, heard := theme.Strangers(t)
	book := cluster.NewBook(cluster.Options{Pack: pack, Muted: theme.Own})
	nmi := theme.VMeasure(place(book, heard))
	t.Logf("n %d NMI %.3f", len(heard), nmi)
	if nmi < 0.33 {
		t.Errorf("NMI %.3f, want at least 0.33", nmi)
	}
}

// place puts complaints into a book and returns their reasons and the themes of their clusters at the end.
func place(book *cluster.Book, list []theme.Complaint) (reasons, themes []string) {
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
		c, _ := book.Cluster(id)
		reasons, themes = append(reasons, list[i].Reason()), append(themes, c.Theme)
	}
	return reasons, themes
}
