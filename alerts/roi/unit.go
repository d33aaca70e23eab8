package roi

// What is counted and priced. None of them has a value: they only keep a count of one thing from the price of another.
type (
	Mention    struct{}
	Impression struct{} // somebody saw it once
	Visit      struct{} // to our site, by a click
	Query      struct{} // to a search engine
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

// Price is what one of a thing costs or brings.
type Price[T any] struct{ Money }

// Rate is how many of one thing come with each of another.
type Rate[T, Each any] float64

// Share is a part of all, from 0 to 1.
type Share float64

// At is what so many cost.
func (n Count[T]) At(p Price[T]) Money { return p.Times(float64(n)) }

// Of is a part of them.
func (n Count[T]) Of(s Share) Count[T] { return n * Count[T](s) }

// Spread is how many of a thing come with so many of another.
func Spread[T, Each any](n Count[Each], r Rate[T, Each]) Count[T] {
	return Count[T](float64(n) * float64(r))
}

// Packed is how many of a thing so many of another make up. r must not be 0.
func Packed[T, Each any](n Count[T], r Rate[T, Each]) Count[Each] {
	return Count[Each](float64(n) / float64(r))
}

// Single is the price of one thing where that of a thousand is known: a CPM becomes a CPI.
func Single[T any](p Price[Thousand[T]]) Price[T] { return Price[T]{p.Times(1.0 / 1000)} }
