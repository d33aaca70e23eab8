package theme

import (
	"cmp"
	"encoding/binary"
	"flag"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"molva/classify/cluster/terms"
)

var update = flag.Bool("update", false, "learn warm.bin anew from MOLVA_TEST_DATA")

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

// packFrom is the neutral pack and others with a warm start of their own.
func packFrom(t *testing.T, w *warm, names ...string) *Pack {
	var files []File
	for _, name := range names {
		file, err := open(name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	p, err := load(w, files...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// cold is no warm start at all.
func cold() *warm { return &warm{sums: newSums(0)} }

func coldPack(t *testing.T, names ...string) *Pack { return packFrom(t, cold(), names...) }

// warmFrom is a warm start that knows of the airlines only what these complaints say.
func warmFrom(t *testing.T, complaints []statement) *warm {
	w, err := readWarm(learn(t, complaints))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

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

// learn makes the file of a warm start. The airline complaints teach in full; the intents, which are clean but far from complaints,
// at a third; the rest by self-training.
func learn(t *testing.T, complaints []statement) []byte {
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

// write is the form that readWarm reads, the terms by their hashes.
func (c course) write() []byte {
	var w writer
	w.uint(uint64(len(c.table.ids)))
	for _, id := range c.table.ids {
		w.text(id)
	}
	for g := range tongues {
		w.doubles(c.table.heard.seen[g])
		w.doubles(c.table.heard.mass[g])
	}
	var kept []string
	for term, n := range c.texts {
		if n >= leastTexts {
			kept = append(kept, term)
		}
	}
	slices.SortFunc(kept, func(a, b string) int { return cmp.Compare(hash(a), hash(b)) })
	w.uint(uint64(len(kept)))
	for _, term := range kept {
		w.uint(uint64(tongueOf(term)))
		w.out = binary.LittleEndian.AppendUint64(w.out, hash(term))
		w.counts(c.table.terms.row(c.table.terms.slots[term]))
	}
	return w.out
}

// TestWarm makes the committed warm.bin when asked to; otherwise it says when the file has grown too old: terms are read in
// another way by now, or phrases have changed.
func TestWarm(t *testing.T) {
	fresh := learn(t, airline(t))
	if *update {
		if err := os.WriteFile("warm.bin", fresh, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	now, err := readWarm(fresh)
	if err != nil {
		t.Fatal(err)
	}
	shipped, err := warmStart()
	if err != nil {
		t.Fatal(err)
	}
	both := 0
	for term := range now.rows {
		if _, ok := shipped.rows[term]; ok {
			both++
		}
	}
	if share := float64(both) / float64(len(now.rows)); share < 0.95 {
		t.Errorf("warm.bin has %.2f of the terms that the data teaches by now, run with -update", share)
	}
}

func TestDamagedWarmStart(t *testing.T) {
	for _, file := range [][]byte{nil, warmFile[:len(warmFile)/2], warmFile[1:], append(slices.Clone(warmFile), 0)} {
		if _, err := readWarm(file); err == nil || err.Error() != "read the warm start: it is damaged" {
			t.Errorf("%d bytes: got %v", len(file), err)
		}
	}
}

// TestWarmThemesAreKnown: a theme of the warm start that no pack has would be passed over in silence.
func TestWarmThemesAreKnown(t *testing.T) {
	w, err := warmStart()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range w.ids {
		if Neutral().index(id) < 0 {
			t.Errorf("the warm start has theme %q, which is not in the neutral pack", id)
		}
	}
}
