package roi

// What is counted and priced. None of them has a value: they only keep a count of one thing from the price of another.
type (
	Mention    struct{}
	Impression struct{} // somebody saw it once
	Visit      struct{} // to our site, by a click
	Query      struct{} // to a search engine, in which we were shown
	Influencer struct{}
	Event      struct{}
	Article    struct{}
	Photo      struct{}
	PhotoSet   struct{}
	Video      struct{}
	Insight    struct{}
	Group      struct{} // a focus group
	Request    struct{} // to support
	Call       struct{} // by phone, to support
	Lead       struct{}
	Customer   struct{}
	Sale       struct{} // of one unit of a product
	Hour       struct{} // of labour

	Thousand[T any] struct{}
)

// Count is how many of a thing there are in the ledger's period.
type Count[T any] float64

// Price is what one of a thing costs or brings. Only a count of that thing makes money of it.
type Price[T any] struct{ one Money }

// Rate is how many of one thing come with each of another.
type Rate[T, Each any] float64

// Share is a part of all, from 0 to 1.
type Share float64

// Rise is how much more there is, as a part of what was before; below 0 where it fell.
type Rise float64

// At is what so many cost.
func (n Count[T]) At(p Price[T]) Money { return p.one.Times(float64(n)) }

// Of is a part of them.
func (n Count[T]) Of(s Share) Count[T] { return n * Count[T](s) }

// By is how many more of them a rise makes.
func (n Count[T]) By(r Rise) Count[T] { return n * Count[T](r) }

// Spread is how many of a thing come with so many of another.
func Spread[T, Each any](n Count[Each], r Rate[T, Each]) Count[T] {
	return Count[T](float64(n) * float64(r))
}

// Packed is how many of a thing so many of another make up. r must not be 0.
func Packed[T, Each any](n Count[T], r Rate[T, Each]) Count[Each] {
	return Count[Each](float64(n) / float64(r))
}

// Become is how many of a thing so many of another turn into, where a share of them does: leads become customers.
func Become[To, From any](n Count[From], s Share) Count[To] { return Count[To](n.Of(s)) }

// Since is the rise of a share. before must not be 0.
func (s Share) Since(before Share) Rise { return Rise((s - before) / before) }

// Each is the price of one thing where so many of them cost that together. n must not be 0.
func Each[T any](together Money, n Count[T]) Price[T] {
	return Price[T]{together.Times(1 / float64(n))}
}

// Single is the price of one thing where that of a thousand is known: a CPM becomes a CPI.
func Single[T any](p Price[Thousand[T]]) Price[T] { return Price[T]{p.one.Times(1.0 / 1000)} }
