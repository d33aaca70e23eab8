package bench

import (
	"time"

	"molva/ingest"
)

// topics are twenty, in three trees: two companies with products and a competitor, with every kind of query.
func topics() []ingest.Topic {
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		zone = time.UTC
	}
	all := []ingest.Topic{
		{ID: "zarya", Query: `zarya OR заря`},
		{ID: "kestrel", Parent: "zarya", Query: `kestrel OR кестрел`},
		{ID: "linnet", Parent: "zarya", Query: `linnet OR (линнет NOT птица)`},
		{ID: "oriol", Parent: "zarya", Query: `oriol OR ориол`},
		{ID: "siskin", Parent: "zarya", Query: `siskin* OR сискин*`},
		{ID: "zarya-app", Parent: "zarya", Query: `(zarya OR заря) NEAR/4 (app OR приложение)`},
		{ID: "zarya-support", Parent: "zarya", Query: `("служба поддержки" OR "customer support") (zarya OR заря OR kestrel OR кестрел)`},
		{ID: "mostik", Query: `mostik OR мостик-банк OR "мостик банк"`},
		{ID: "mostik-card", Parent: "mostik", Query: `(mostik OR мостик) (card OR карта)`},
		{ID: "mostik-app", Parent: "mostik", Query: `(mostik OR мостик) NEAR/5 (app OR приложение OR обновление)`},
		{ID: "ledok", Parent: "mostik", Query: `ledok OR {Ледок}`},
		{ID: "ledok-plus", Parent: "ledok", Query: `"ledok plus" OR "ледок плюс"`},
		{ID: "severin", Competitor: true, Query: `severin OR северин`},
		{ID: "borean", Parent: "severin", Competitor: true, Query: `borean OR бореан`},
		{ID: "tundrik", Parent: "severin", Competitor: true, Query: `tundrik OR тундрик`},
		{ID: "taymen", Parent: "severin", Competitor: true, Query: `taymen OR таймен NOT (рыбалка OR fishing)`},
		{ID: "argunit", Parent: "severin", Competitor: true, Query: `argunit OR аргунит`},
		{ID: "delivery", Query: `(zarya OR заря OR mostik OR мостик) (delivery OR доставка OR courier OR курьер)`},
		{ID: "refund", Query: `(kestrel OR кестрел OR linnet OR линнет) (refund OR возврат OR "вернули деньги")`},
		{ID: "tags", Query: `#zarya OR #заря OR @zarya`},
	}
	for i := range all {
		all[i].Name, all[i].Zone, all[i].Language = all[i].ID, zone, "ru"
	}
	return all
}
