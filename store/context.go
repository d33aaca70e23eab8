package store

// What a mention answers are the words of another, kept so that the answer can be understood. They go when their author
// deletes them, and must go when that author is erased: then by the author's mentions, one after the other.

// forgetContext takes the words of a mention out of those that answer it.
func (f *filing) forgetContext(network, external string) error {
	_, err := f.exec(`UPDATE mention SET context = '' WHERE network = ? AND parent = ? AND parent <> '' AND context <> ''`, network, external)
	return err
}

// withoutDeleted leaves out what an entry answers when its author has deleted that.
func (f *filing) withoutDeleted(e *entry) error {
	if e.context == "" || e.m.Parent == "" {
		return nil
	}
	deleted, err := f.number(`SELECT 1 FROM mention WHERE network = ?1 AND external_id = ?2 AND deleted = 1
		UNION ALL SELECT 1 FROM gone WHERE key = ?3 AND why IN ('deleted', 'erased', 'barred')`,
		e.network, e.m.Parent, f.memory.keyOf(e.network, e.m.Parent))
	if deleted == 1 {
		e.context = ""
	}
	return err
}
