package store

import "encoding/json"

// quote adds the mentions that show what each complaint is about, as far as they are still here.
func (l *look) quote(heaps []*heap) error {
	of := map[int64]*heap{}
	var wanted []int64
	for _, h := range heaps {
		for _, mention := range h.quotes {
			of[mention], wanted = h, append(wanted, mention)
		}
	}
	list, err := json.Marshal(wanted)
	if err != nil {
		return err
	}
	found, err := l.rows(`SELECT m.id, m.network || ':' || m.external_id, m.title, m.text, m.url, m.network, m.lang, m.published
		FROM json_each(?) AS q JOIN mention AS m ON m.id = q.value WHERE m.deleted = 0`+l.within.seen(`m.id`)+` ORDER BY q.key`, string(list))
	for _, r := range found {
		h := of[r.int(0)]
		h.Quotes = append(h.Quotes, ComplaintQuote{Mention: r.text(1), Text: quotable(r.text(2), r.text(3)), URL: r.text(4),
			Network: r.text(5), Lang: r.text(6), Published: fromMS(r.int(7))})
	}
	return err
}

// quotable is what a mention says; a title stands for a text that there is none of.
func quotable(title, text string) string {
	if text == "" {
		return title
	}
	return text
}
