package theme

import (
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/classify/cluster/terms"
)

var update = flag.Bool("update", false, "learn warm.tsv anew from MOLVA_TEST_DATA")

// themeOf says which theme a label of the public data belongs to; labels that belong to none are left out.
var themeOf = parseThemes(`
waiting: Late Flight, longlines, delivery_period, track_order, replacement_card_duration, order_status, flight_status, how_busy, application_status
cancelled: Cancelled Flight
lost: Lost Luggage, Damaged Luggage, damaged_card, report_lost_card, lost_luggage
quality: Bad Flight
price: check_cancellation_fee, check_invoice, check_payment_methods, check_refund_policy, get_invoice, get_refund, payment_issue, track_refund,
 card_declined, international_fees, interest_rate, apr, bill_balance, bill_due, pay_bill, min_payment, transactions, transfer, balance, rewards_balance,
 redeem_rewards, credit_limit, credit_limit_change, exchange_rate
support: Customer Service Issue, complaint, contact_customer_service, contact_human_agent
staff: Flight Attendant Complaints
app: sync_device, reset_settings
booking: Flight Booking Problems, cancel_order, change_order, change_shipping_address, delivery_options, place_order, set_up_shipping_address, book_flight,
 book_hotel, cancel_reservation, confirm_reservation, restaurant_reservation, accept_reservations, order, new_card, order_checks
account: create_account, delete_account, edit_account, recover_password, registration_problems, switch_account, account_blocked, pin_change, report_fraud,
 freeze_account, user_name, expiration_date
ads: newsletter_subscription
`)

func parseThemes(table string) map[string]string {
	themes := make(map[string]string)
	for line := range strings.SplitSeq(strings.ReplaceAll(strings.TrimSpace(table), "\n ", " "), "\n") {
		id, labels, _ := strings.Cut(line, ":")
		for label := range strings.SplitSeq(labels, ",") {
			themes[strings.TrimSpace(label)] = id
		}
	}
	return themes
}

// packFrom is a pack with a warm start of its own.
func packFrom(t *testing.T, warmStart string, names ...string) *Pack {
	w, err := readWarm(warmStart)
	if err != nil {
		t.Fatal(err)
	}
	var files []File
	for _, name := range names {
		text, err := builtin.ReadFile("packs/" + name + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, File{name, string(text)})
	}
	p, err := load(w, files...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// coldPack is the neutral pack and others without a warm start.
func coldPack(t *testing.T, names ...string) *Pack { return packFrom(t, "themes\n", names...) }

// course is a table that a warm start is read off, and in how many texts it met each term.
type course struct {
	table *Table
	texts map[string]int
}

// teachLabelled counts statements for the themes of their labels.
func (c course) teachLabelled(list []statement, weight float64) {
	for _, s := range list {
		c.count(s.terms)
		c.table.teach(s.terms, c.table.index(themeOf[s.label]), weight)
	}
}

// teachUnlabelled counts statements for the themes that a table of their own comes to after three rounds.
func (c course) teachUnlabelled(list []statement, p *Pack) {
	table := limitless(p)
	for _, s := range list {
		table.Learn(s.terms, table.Read(s.terms), time.Time{})
	}
	for range 2 {
		next := limitless(p)
		for _, s := range list {
			next.Learn(s.terms, table.Read(s.terms), time.Time{})
		}
		table = next
	}
	for _, s := range list {
		c.count(s.terms)
		c.table.Learn(s.terms, table.Read(s.terms), time.Time{})
	}
}

func (c course) count(list []terms.Term) {
	for _, t := range list {
		c.texts[t.Text]++
	}
}

func limitless(p *Pack) *Table {
	t := NewTable(p)
	t.most = math.MaxInt
	return t
}

// leastTexts is in how many texts a term must stand to be shipped: what fewer people say tells little, and might tell of
// someone.
const leastTexts = 5

// warmFrom learns a warm start. The airline complaints teach in full; the intents, which are clean but far from complaints,
// at a third; the rest by self-training.
func warmFrom(t *testing.T, complaints []statement) string {
	c := course{limitless(coldPack(t)), make(map[string]int)}
	c.teachLabelled(complaints, 1)
	c.teachLabelled(statements(t, "en_intents_bitext.train", themed), 0.3)
	c.teachLabelled(statements(t, "en_intents_clinc150.train", themed), 0.3)
	c.teachUnlabelled(statements(t, "en_app_review_types.train", func(r row) string { return r.Label }), coldPack(t, "apps"))
	c.teachUnlabelled(statements(t, "ru_app_reviews_video.train", negative), coldPack(t, "apps"))
	c.teachUnlabelled(statements(t, "ru_bank_reviews.train", negative), c.table.pack)
	c.teachUnlabelled(statements(t, "ru_sentirueval_banks_telecoms.train", negative), c.table.pack)
	return c.write()
}

func (c course) write() string {
	var b strings.Builder
	b.WriteString("# Counts of terms by theme, learned by TestWarm -update; see THEMES.md.\n")
	b.WriteString("themes\t" + strings.Join(c.table.ids, "\t") + "\n")
	for g, name := range warmTongues {
		writeRow(&b, "seen:"+name, c.table.heard.seen[g])
		writeRow(&b, "mass:"+name, c.table.heard.mass[g])
	}
	for _, term := range slices.Sorted(maps.Keys(c.texts)) {
		if c.texts[term] >= leastTexts {
			writeRow(&b, term, widen(c.table.terms.row(c.table.terms.slots[term])))
		}
	}
	return b.String()
}

func writeRow(b *strings.Builder, name string, row []float64) {
	b.WriteString(name)
	for _, n := range row {
		fmt.Fprintf(b, "\t%g", math.Round(10*n)/10)
	}
	b.WriteByte('\n')
}

// TestWarm makes the committed warm.tsv when asked to, and else says whether it is what the data teaches.
func TestWarm(t *testing.T) {
	file := warmFrom(t, airline(t))
	if *update {
		if err := os.WriteFile("warm.tsv", []byte(file), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Skip("written")
	}
	if file != warmFile {
		t.Error("warm.tsv is not what the data teaches by now; run with -update")
	}
}
