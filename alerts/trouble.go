package alerts

import "maps"

// Trouble says for each outlet why its last message failed for good; a message that arrives ends it.
func (d *Desk) Trouble() map[string]string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return maps.Clone(d.trouble)
}

// complain keeps why an outlet fails, for Trouble; "" is the end of it.
func (d *Desk) complain(outlet, why string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.trouble == nil {
		d.trouble = map[string]string{}
	}
	d.trouble[outlet] = why
	if why == "" {
		delete(d.trouble, outlet)
	}
}
