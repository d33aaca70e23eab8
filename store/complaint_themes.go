package store

import "molva/classify/cluster/theme"

// Themes are those that complaints are sorted into, and what they are called.
func (db *DB) Themes() *theme.Pack {
	if db.with.pack == nil {
		return theme.Neutral()
	}
	return db.with.pack
}
