package roi

// leadsOnce is formula 12: leads × the share of them that buys × the average cheque.
func leadsOnce(r *reader) result {
	return paid(Become[Customer](number(r, leads), part(r, leadToCustomer)).At(cost(r, cheque)))
}

// leadsLifetime is formula 13: leads × the share of them that buys × a customer's lifetime value. The source's third factor is a
// mistranslation of that; the arithmetic is the same. The first cheque is a part of the lifetime value, so that it contains 12.
func leadsLifetime(r *reader) result {
	return paid(Become[Customer](number(r, leads), part(r, leadToCustomer)).At(cost(r, lifetimeValue)))
}

// salesByAllReceipts is formula 14 literally: (new conversion − old conversion) ÷ old conversion × products sold × receipts from
// sales. The source leaves the minus out.
//
// The receipts from all sales take the place of those from one, which counts the sales twice.
func salesByAllReceipts(r *reader) result {
	rise, sold := conversionRise(r), number(r, soldBefore)
	all := sold.At(cost(r, receipts))
	return paid(sold.By(rise).At(Price[Sale]{all}))
}

// salesByUnitReceipts is formula 14 corrected: (new conversion − old conversion) ÷ old conversion × units sold in the period before
// × receipts from one unit. Units are what the old conversion made, so that here, unlike in 4, the rise as a part of the old rate is
// right. All of the rise is put down to social media.
func salesByUnitReceipts(r *reader) result {
	rise := conversionRise(r)
	return paid(number(r, soldBefore).By(rise).At(cost(r, receipts)))
}

func conversionRise(r *reader) Rise {
	now, before := part(r, conversion), partBefore(r, conversionBefore)
	return now.Since(before)
}
