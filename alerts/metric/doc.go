// Package metric is the registry: one row for each number that reports show of an audience, of its content, of mentions,
// opinions, service and money. A row says what the number is called, by which formula and of what it is made, what it must
// not be taken for, and computes it. Where an input is missing the value says which one, and how to supply it: missing is
// not zero.
package metric
