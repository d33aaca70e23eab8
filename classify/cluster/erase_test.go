package cluster

import (
	"bytes"
	"testing"
)

// TestForget: of a post that was taken out no word is left that nobody else said, in whatever it was; what others said stays.
func TestForget(t *testing.T) {
	o := open(t, Settings{})
	o.place(said(1, "courier left the parcel outside again"))
	p := said(2, "courier zarquon left the parcel outside dingbat again")
	at := o.place(p)
	o.place(said(3, "my parcel was left outside by the courier"))
	o.book.Take(p, at.ID)
	o.book.Forget(p)
	saved, err := o.book.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"zarquon", "dingbat"} {
		if bytes.Contains(saved, []byte(word)) {
			t.Errorf("the book still has %q", word)
		}
	}
	if !bytes.Contains(saved, []byte("courier")) {
		t.Error("the book forgot what others said")
	}
	if c, ok := o.book.Cluster(at.ID); !ok || c.Posts != 2 {
		t.Errorf("the cluster is %+v, %t, want two posts", c, ok)
	}
	again, err := Read(saved, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if bytes, _ := again.AppendBinary(nil); string(bytes) != string(saved) {
		t.Error("the book cannot be read as it was")
	}
}
