package main

// stage says the name of something measured.
func (p benchPrinter) stage(name string) string {
	switch name {
	case "encode":
		return p.Sprintf("encode")
	case "publish":
		return p.Sprintf("publish")
	case "consume":
		return p.Sprintf("consume")
	case "parse":
		return p.Sprintf("parse")
	case "match":
		return p.Sprintf("match")
	case "classify":
		return p.Sprintf("classify")
	case "print":
		return p.Sprintf("fingerprint")
	case "save":
		return p.Sprintf("save")
	case "place":
		return p.Sprintf("place")
	case "index":
		return p.Sprintf("index")
	case "embedded":
		return p.Sprintf("in one process")
	case "external":
		return p.Sprintf("with an external server")
	case "external, 1 classifier":
		return p.Sprintf("with one classifier apart")
	case "external, 2 classifiers":
		return p.Sprintf("with two classifiers apart")
	case "backfill":
		return p.Sprintf("import of a file")
	case "digest":
		return p.Sprintf("digest")
	case "sum":
		return p.Sprintf("sum of a week")
	case "hours":
		return p.Sprintf("hours of a week")
	case "weeks":
		return p.Sprintf("eight weeks")
	case "networks":
		return p.Sprintf("networks of a week")
	case "tally":
		return p.Sprintf("people of a week")
	case "complaints":
		return p.Sprintf("recurring complaints")
	case "mentions":
		return p.Sprintf("last 50 mentions")
	case "search":
		return p.Sprintf("search for a word")
	}
	return name
}
