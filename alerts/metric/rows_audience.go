package metric

import (
	"slices"

	"molva/ingest"
)

// The rows of the audience. F is how many follow an account: F0 at the start of the period and F1 at its end, each the last
// figure until then.
var audience = slices.Concat(audienceGrowth, audiencePeople, audienceReach, audienceMix)

// What several rows divide by.
var (
	atStart  = Text{"followers at the start of the period", "подписчики на начало периода"}
	ofReach  = Text{"reach of the same period, or of the same posts", "охват за тот же период или тех же публикаций"}
	fromLook = map[string]Text{
		"vk":        {"VK counts deleted and blocked pages among the members; see the cleaned audience.", "ВКонтакте считает подписчиками и удалённые, и заблокированные страницы; см. очищенную аудиторию."},
		"telegram":  {"Followers of a group are its members, bots among them; of a channel, its subscribers.", "У группы подписчиками считаются участники вместе с ботами, у канала — его подписчики."},
		"youtube":   {"YouTube rounds the number of subscribers to three digits; small changes do not show.", "YouTube округляет число подписчиков до трёх знаков: малые изменения не видны."},
		"discourse": {"Followers are all who have an account on the forum.", "Подписчики — все, у кого есть учётная запись на форуме."},
	}
)

var audienceGrowth = []Metric{
	{Row: 1, ID: "followers", Name: Text{"Followers", "Подписчики"},
		Formula: Text{"F1: followers at the end of the period", "F1 — подписчики на конец периода"},
		Inputs:  inputs("followers"), Notes: fromLook, Unit: ingest.UnitCount, Class: Vanity,
		Questions: []Question{Audience}, Better: Higher, OfAccount: followers},
	{Row: 2, ID: "net_growth", Name: Text{"Net growth of followers", "Чистый прирост подписчиков"},
		Formula: Text{"F1 − F0", "F1 − F0"},
		Inputs:  inputs("followers"), Notes: fromLook, Unit: ingest.UnitCount, Class: Vanity,
		Questions: []Question{Audience}, Better: Higher, OfAccount: ofGrowth(netGrowth)},
	{Row: 3, ID: "growth_rate", Name: Text{"Growth rate", "Темп прироста подписчиков"},
		Formula: Text{"(F1 − F0) / F0", "(F1 − F0) / F0"}, Denominator: atStart,
		Inputs: inputs("followers"), Notes: fromLook, Unit: ingest.UnitShare, Class: Diagnostic,
		Questions: []Question{Audience}, Better: Higher, OfAccount: ofGrowth(growthRate)},
	{Row: 4, ID: "compound_weekly_growth", Name: Text{"Compound weekly growth", "Среднедельный темп прироста (сложный)"},
		Formula: Text{"(F1 / F0)^(1/weeks) − 1; weeks = the time between the two counts, a fraction too", "(F1 / F0)^(1/недели) − 1; недели = время между двумя подсчётами, в том числе дробное"}, Denominator: atStart,
		Inputs: inputs("followers"), Notes: fromLook, Unit: ingest.UnitShare, Class: Diagnostic,
		Questions: []Question{Audience}, Better: Higher, OfAccount: ofGrowth(weeklyGrowth)},
	{Row: 5, ID: "joins", Name: Text{"New subscribers", "Новые подписчики"},
		Formula: Text{"joins: all who subscribed in the period", "вступления: все, кто подписался за период"},
		Inputs:  inputs("joins"), Unit: ingest.UnitCount, Class: Diagnostic,
		Questions: []Question{Audience}, Better: Higher, OfAccount: flowOf("joins")},
	{Row: 6, ID: "leaves", Name: Text{"Leavers", "Отписавшиеся"},
		Formula: Text{"leaves: all who unsubscribed in the period", "выходы: все, кто отписался за период"},
		Inputs:  inputs("leaves"), Unit: ingest.UnitCount, Class: Diagnostic,
		Questions: []Question{Audience}, Better: Lower, OfAccount: flowOf("leaves")},
	{Row: 7, ID: "churn", Name: Text{"Churn", "Отток подписчиков"},
		Formula: Text{"leaves / F0", "выходы / F0"}, Denominator: atStart,
		Inputs: inputs("leaves followers"), Unit: ingest.UnitShare, Class: KPI,
		Questions: []Question{Audience}, Better: Lower, OfAccount: churn},
	{Row: 8, ID: "retention_of_new", Name: Text{"Retention of new subscribers", "Удержание новых подписчиков"},
		Formula:     Text{"(F1 − F0) / joins; below 0 where more left than came", "(F1 − F0) / вступления; меньше 0, если ушло больше, чем пришло"},
		Denominator: Text{"all who subscribed in the period", "все, кто подписался за период"},
		Inputs:      inputs("joins followers"), Unit: ingest.UnitShare, Class: KPI,
		Questions: []Question{Audience}, Better: Higher, OfAccount: retention},
}
