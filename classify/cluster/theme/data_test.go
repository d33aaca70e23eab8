package theme

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/classify/cluster/terms"
)

// statement is a text of the public data, read.
type statement struct {
	row
	terms []terms.Term
	label string
}

// dataDir is where the public data is; the test is skipped without it.
func dataDir(t *testing.T) string {
	dir := os.Getenv("MOLVA_TEST_DATA")
	if dir == "" {
		t.Skip("MOLVA_TEST_DATA is not set")
	}
	return dir
}

// row is a line of the public data.
type row struct {
	Lang, Text, Label, Reason, Brand, Domain string
	Created                                  time.Time `json:"created_at"`
}

func rows(t *testing.T, name string) []row {
	f, err := os.Open(filepath.Join(dataDir(t), "train", name+".jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var list []row
	for s := bufio.NewScanner(z); s.Scan(); {
		var r row
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		list = append(list, r)
	}
	return list
}

// own are the companies that the texts are about, as a user would name them.
var own = strings.Split("united,us airways,usairways,southwest,southwestair,american,americanair,virgin america,jetblue,delta,"+
	"rutube,рутуб,dom.rf,дом.рф,билайн,beeline,мтс,mts,мегафон,megafon,теле2,tele2,ростелеком", ",")

// statements reads the rows that a label is found for, in the order of their time.
func statements(t *testing.T, name string, label func(row) string) []statement {
	r := terms.NewReader()
	r.Mute(own)
	list := rows(t, name)
	slices.SortStableFunc(list, func(a, b row) int { return a.Created.Compare(b.Created) })
	var out []statement
	for _, x := range list {
		if l := label(x); l != "" {
			out = append(out, statement{x, r.Read(nil, "", x.Text, x.Lang), l})
		}
	}
	return out
}

func airline(t *testing.T) []statement {
	return statements(t, "en_airline.train", func(r row) string {
		if r.Reason == "Can't Tell" {
			return ""
		}
		return r.Reason
	})
}

func themed(r row) string {
	if themeOf[r.Label] == "" {
		return ""
	}
	return r.Label
}

func negative(r row) string {
	if r.Label == "negative" && r.Domain != "banks" {
		return r.Label
	}
	return ""
}

// halves splits airline complaints by brand: what a table learned of two companies is measured on two others.
func halves(list []statement) (first, second []statement) {
	for _, s := range list {
		if s.Brand == "United" || s.Brand == "US Airways" {
			first = append(first, s)
		} else {
			second = append(second, s)
		}
	}
	return first, second
}
