package alerts

import (
	"strings"

	"molva/classify/cluster"
	"molva/store"
)

// Links leads from numbers to their evidence. Base is the address of molva's pages as readers reach it, "/" on those pages
// themselves; without one there are no links.
type Links struct{ Base string }

// Mentions is the list of the mentions that a filter means; "" without a base. It has as many rows as store.DB.Count
// counts.
func (l Links) Mentions(f store.Filter) string {
	if l.Base == "" {
		return ""
	}
	return strings.TrimSuffix(l.Base, "/") + MentionsPath + "?" + Query(f).Encode()
}

// MentionsPath is where the list of mentions stands below the base.
const MentionsPath = "/mentions"

// Complaint is the page of one complaint; "" without a base.
func (l Links) Complaint(id cluster.ID) string {
	if l.Base == "" {
		return ""
	}
	return strings.TrimSuffix(l.Base, "/") + ComplaintsPath + "/" + id.String()
}

// ComplaintsPath is where the list of complaints stands below the base; the page of each is below that.
const ComplaintsPath = "/complaints"
