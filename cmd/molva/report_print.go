package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"molva/alerts"
	"molva/alerts/phrase"
	"molva/alerts/report"
	"molva/ingest"
)

// printReports prints one report as it is. Several stand one after the other, in JSON as an array, and in CSV under one head.
func (p *program) printReports(topics []ingest.Topic, build func(ingest.Topic) (report.Report, error)) error {
	to := p.links()
	pages := make([][]byte, len(topics))
	for i, t := range topics {
		r, err := build(t)
		if err != nil {
			return err
		}
		say, err := reportWords(t)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := report.Write(&b, r, p.output, say, to); err != nil {
			return err
		}
		pages[i] = b.Bytes()
	}
	return p.printPages(pages)
}

func (p *program) printPages(pages [][]byte) error {
	if p.output == "json" && len(pages) > 1 {
		array := make([]json.RawMessage, len(pages))
		for i, page := range pages {
			array[i] = page
		}
		return printJSON(p.out, array)
	}
	for i, page := range pages {
		switch {
		case i == 0:
		case p.output == "csv":
			_, page, _ = bytes.Cut(page, []byte("\r\n"))
		default:
			fmt.Fprintln(p.out)
		}
		if _, err := p.out.Write(page); err != nil {
			return err
		}
	}
	return nil
}

// reportWords says reports in the topic's language.
func reportWords(t ingest.Topic) (*phrase.Printer, error) {
	return phrase.New(t.Language, report.Texts, alerts.Texts)
}

// links are those to the pages, as the configuration says where they stand; none without a configuration.
func (p *program) links() alerts.Links {
	c, err := p.load()
	if err != nil {
		return alerts.Links{}
	}
	return alerts.Links{Base: c.HTTP.Base()}
}

// reportKinds are the kinds of messages that are planned in a rhythm and that one may look at before: the digest of that rhythm and the
// reports.
func reportKinds(every alerts.Every) (all []alerts.Kind) {
	for _, k := range alerts.Planned(every) {
		if k == alerts.Kind("digest-"+string(every)) || slices.Contains(alerts.Reports, k) {
			all = append(all, k)
		}
	}
	return all
}
