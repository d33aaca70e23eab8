// Package likeness compares what people complain of with what others complain of: it proposes pairs of clusters that a
// person may want to merge, each with the reason as data, and says how sure it is that the few mentions of a small
// cluster are one trouble. It decides nothing: a wrong merge costs more than a missing one, so a person clicks.
package likeness
