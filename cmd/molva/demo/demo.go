// Package demo holds eight invented weeks of an invented company, written for molva by its makers.
//
// Zarya makes home electronics: Kestrel, wireless headphones, and Lumen, a lamp; Boreal sells rival headphones. In the
// third week Kestrel 2 is launched. In the fifth nobody can log in to its app for two days. In the sixth a few accounts
// spread the rumour that its battery catches fire; it does not. In the last two weeks repairs are delivered and people
// notice; in the last three days a new firmware makes the left earbud crackle. Through all weeks run the usual
// complaints: late parcels, a silent right earbud, tired batteries, an app that crashes, a lamp that flickers, refunds
// that take their time, support that does not answer, a hinge that breaks.
//
// Beside what people say stands what a company knows of itself: the communities of Zarya and of Boreal from mid-June on, as
// their networks tell it, with the people in them where a network lists them; what was spent, sold and asked, as somebody
// enters it; and the steps of customers, as a CRM exports them. The launch, the outage and the rumour show in all of it, and a
// post of Boreal's in August has more likes than its views explain. Of some complaints and questions the company's own people
// answer, soon or late.
//
// Everybody in it is invented, every address ends in .example. labels.tsv says of every mention what we meant by it:
// the sentiment towards its first topic, its topics, its category and the complaint it belongs to. The labels are its
// authors' own; no model learned from them. The demo shows a random sample of them as a team's, to measure by.
package demo

import (
	"bytes"
	"embed"
	"fmt"
	"strings"
	"time"
)

//go:embed week*.jsonl
var weeks embed.FS

// Weeks is how many weeks the story lasts.
const Weeks = 8

// Config is the demo's molva.yaml.
//
//go:embed molva.yaml
var Config []byte

// Labels is what we meant by every mention, as tab-separated values under a header.
//
//go:embed labels.tsv
var Labels []byte

// Accounts and Posts are the figures of communities and of their posts, each as a file for 'molva import --figures'.
//
//go:embed accounts.csv
var Accounts []byte

//go:embed posts.csv
var Posts []byte

// Numbers is what people enter, as a file for 'molva import --inputs'.
//
//go:embed numbers.csv
var Numbers []byte

// Steps is the export of a CRM, as a file for 'molva import --crm'.
//
//go:embed crm.csv
var Steps []byte

//go:embed sets.jsonl.gz
var sets []byte

// End is where the demo's clock stands: Monday morning in Moscow after the last week.
var End = time.Date(2026, 9, 28, 9, 0, 0, 0, time.FixedZone("MSK", 3*60*60))

// Mentions is the whole story as JSON Lines, in the order in which it was told.
func Mentions() []byte {
	var all bytes.Buffer
	for week := 1; week <= Weeks; week++ {
		lines, err := weeks.ReadFile(fmt.Sprintf("week%d.jsonl", week))
		if err != nil {
			panic(err) // embedded above
		}
		all.Write(lines)
	}
	return all.Bytes()
}

// Meaning is what the authors meant by a mention.
type Meaning struct {
	Topic, Sentiment string
	Complaint        string // that it belongs to, "" for none
}

// Fixed is when the company repaired what people complained of in the story, by our names of the complaints.
var Fixed = map[string]time.Time{
	"login-outage": time.Date(2026, 9, 4, 12, 0, 0, 0, End.Location()),
	"app-crash":    time.Date(2026, 9, 14, 12, 0, 0, 0, End.Location()),
}

// Meant returns the meanings by the mentions' public ids.
func Meant() map[string]Meaning {
	all := make(map[string]Meaning)
	for line := range strings.Lines(string(Labels)) {
		if fields := strings.Split(strings.TrimSpace(line), "\t"); len(fields) > 4 {
			topic, _, _ := strings.Cut(fields[2], ",")
			all[fields[0]] = Meaning{topic, fields[1], strings.TrimPrefix(fields[4], "-")}
		}
	}
	return all
}
