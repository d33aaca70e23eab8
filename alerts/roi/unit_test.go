package roi

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"strings"
	"testing"
)

// packageFiles parses the package without its tests.
func packageFiles(t *testing.T, set *token.FileSet) []*ast.File {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, e.Name(), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

func TestTheCompilerRefusesMixedUnits(t *testing.T) {
	set := token.NewFileSet()
	files := packageFiles(t, set)
	from := importer.ForCompiler(set, "source", nil)
	for _, c := range []struct {
		name, code string
		compiles   bool
	}{
		{"impressions at a CPI", "number(r, impressions).At(cost(r, cpi))", true},
		{"mentions at a CPI", "number(r, mentions).At(cost(r, cpi))", false},
		{"impressions at a CPM", "number(r, impressions).At(cost(r, cpm))", false},
		{"impressions at a CPM made one of one", "number(r, impressions).At(Single(cost(r, cpm)))", true},
		{"a CPI made one of a thousandth", "Single(cost(r, cpi))", false},
		{"queries at a CPC", "number(r, queries).At(cost(r, searchCPC))", false},
		{"queries that become visits at a CPC", "Become[Visit](number(r, queries), part(r, ctr)).At(cost(r, searchCPC))", true},
		{"a rise in the place of a share", "number(r, queries).Of(part(r, ctr).Since(part(r, ctrBefore)))", false},
		{"photos at the price of a set", "number(r, photos).At(cost(r, photoSetPrice))", false},
		{"photos in sets at the price of a set", "Packed(number(r, photos), divisorRate(r, photosPerSet)).At(cost(r, photoSetPrice))", true},
		{"photos in focus groups", "Packed(number(r, photos), divisorRate(r, insightsPerGroup))", false},
		{"all receipts as the price of a sale", "number(r, soldBefore).At(number(r, soldBefore).At(cost(r, receipts)))", false},
		{"requests at the price of a call", "number(r, requests).At(cost(r, callPrice))", false},
		{"leads at a customer's cheque", "number(r, leads).At(cost(r, cheque))", false},
		{"a share in the place of a count", "part(r, ctr).At(cost(r, cpc))", false},
		{"a price in the place of a count", "number(r, cpc)", false},
		{"visits and mentions together", "number(r, socialClicks) + number(r, mentions)", false},
		{"visits together", "number(r, socialClicks) + number(r, searchClicks)", true},
		{"money of a period as money", "Flow{}.Money.Plus(Flow{})", false},
		{"a price as money", "Money{}.Plus(cost(r, cpc))", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := parser.ParseFile(set, "tried.go", "package roi\nfunc tried(r *reader) { taken(r, "+c.code+") }\nfunc taken(...any) {}", parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			config := types.Config{Importer: from}
			_, err = config.Check("roi", set, append(files[:len(files):len(files)], f), nil)
			if (err == nil) != c.compiles {
				t.Errorf("%s: compiles is %v (%v)", c.code, err == nil, err)
			}
			if err != nil && !strings.HasPrefix(err.Error(), "tried.go") {
				t.Errorf("something else does not compile: %v", err)
			}
		})
	}
}
