package journey

// mutes: an alert is muted for a day with a reason, and the mute ended.
func mutes(x *tab) {
	x.to("/alerts")
	before := x.number(`form[action="/alerts/unmute"] button`)
	why := x.in("a campaign is running", "идёт акция")
	x.fill(`form[action="/alerts/mute"] input[name="why"]`, why)
	x.follow(`form[action="/alerts/mute"] button`, "")
	x.did()
	x.says(why)
	x.shoot("muted")
	x.follow(`form[action="/alerts/unmute"] button`, "")
	x.did()
	if got := x.number(`form[action="/alerts/unmute"] button`); got != before {
		x.Errorf("%d mutes are in force, there were %d", got, before)
	}
}
