package life

// State is where a complaint stands in its life.
type State string

// The states, in the order in which a complaint usually passes through them.
const (
	New      State = "new"
	Rising   State = "rising"
	Steady   State = "steady"
	Fading   State = "fading"
	Dormant  State = "dormant"
	Fixed    State = "fixed"
	Returned State = "returned"
)

// States lists all seven.
var States = [7]State{New, Rising, Steady, Fading, Dormant, Fixed, Returned}
