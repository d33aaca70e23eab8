package accuracy

import "molva/alerts/phrase"

// Texts is what these pages say.
var Texts = phrase.Catalogue{}
