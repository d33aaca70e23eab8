package store

import (
	"time"

	"molva/classify/cluster"
)

// Deed is what a person did to a complaint.
type Deed string

// The deeds.
const (
	Merged   Deed = "merge"  // ID goes into Into
	Split    Deed = "split"  // Mentions leave ID for a complaint of their own; or ID, merged by itself, leaves what it is in
	Moved    Deed = "move"   // Mentions go to Into, or to a complaint of their own when that is 0
	Renamed  Deed = "rename" // ID is called Label; "": as the program calls it
	Ignored  Deed = "ignore" // ID goes on collecting and is neither listed nor announced
	Fixed    Deed = "fixed"  // the trouble is gone since At; Ticket says where that can be read
	Reopened Deed = "reopen" // neither ignored nor fixed
	Refused  Deed = "refuse" // ID and Into are two things: their merge is not suggested again
	Undone   Deed = "undo"   // the last act that stands is taken back, or the last on ID
)

// Deeds lists all of them.
var Deeds = [9]Deed{Merged, Split, Moved, Renamed, Ignored, Fixed, Reopened, Refused, Undone}

// Act is one act of a person on complaints.
type Act struct {
	What     Deed
	ID       cluster.ID // what it is done to; a merged one stands for what it was merged into, but for a split
	Into     cluster.ID
	Mentions []string // public ids
	Label    string
	Ticket   string    // of Fixed: a link, or "" for none
	By       string    // who does it
	At       time.Time // of Fixed: since when, zero for now
	Seen     *Seen     // what whoever does it has seen; nil: it is done whatever others did
}

// Done is what became of an act.
type Done struct {
	Act int64      // its number in the history, for reading; 0: it changed nothing
	ID  cluster.ID // the complaint that the act was on, or that it made
}

// PastAct is an act as it is remembered.
type PastAct struct {
	Act
	Number   int64
	When     time.Time // it was done
	Undone   time.Time // it was taken back; zero: it stands
	UndoneBy string
}
