package metric

import "molva/ingest"

// What rows of views and reach are told with.
var (
	meanFollowers = Text{"mean of the followers at the start and at the end of the period (as LiveDune; at posting or at the end give another number)",
		"среднее подписчиков на начало и конец периода (как в LiveDune; на момент публикации или на конец число другое)"}
	endAsTGStat = Text{"followers at the end of the period (as TGStat; at posting gives another number)",
		"подписчики на конец периода (как в TGStat; на момент публикации число другое)"}
	reachNote = map[string]Text{
		"facebook":  {"Facebook counts viewers of media once; its older reach is gone.", "Facebook считает уникальных зрителей; прежнего охвата больше нет."},
		"instagram": {"Accounts reached, an estimate of Instagram's.", "Охваченные аккаунты по оценке Instagram."},
	}
	viewsNote = map[string]Text{
		"telegram": {"A view in Telegram is counted again when the same person returns after some time; forwards add views.", "Просмотр в Telegram засчитывается повторно, если человек вернулся спустя время; пересылки добавляют просмотры."},
		"vk":       {"VK counts a post as viewed when it was on the screen, also outside the community.", "ВКонтакте считает просмотром появление записи на экране, в том числе вне сообщества."},
	}
)

// The parts of row 24.
const (
	partVisitors   = "visitors"
	partPerVisitor = "visits_per_visitor"
)

var audienceReach = []Metric{
	{Row: 16, ID: "reach", Name: Text{"Reach", "Охват"},
		Formula: Text{"R: people whom the account's content reached in the period", "R — люди, которых за период охватили публикации аккаунта"},
		Inputs:  inputs("reach"), Notes: reachNote, Unit: ingest.UnitCount, Class: Diagnostic,
		Questions: []Question{Audience, Awareness}, Better: Higher, OfAccount: peopleOf("reach")},
	{Row: 17, ID: "reach_followers_share", Name: Text{"Followers' share of reach", "Доля подписчиков в охвате"},
		Formula: Text{"R of followers / R", "R подписчиков / R"}, Denominator: ofReach,
		Inputs: inputs("reach reach_followers | post.reach post.reach_followers"), Unit: ingest.UnitShare, Class: Diagnostic,
		Questions: []Question{Audience}, OfAccount: shareOfReach("reach_followers")},
	{Row: 18, ID: "reach_viral_share", Name: Text{"Viral share of reach", "Доля вирального охвата"},
		Formula: Text{"viral R / R", "виральный R / R"}, Denominator: ofReach,
		Inputs: inputs("reach reach_viral | post.reach post.reach_viral"), Unit: ingest.UnitShare, Class: KPI,
		Notes: map[string]Text{
			"odnoklassniki": {"OK calls earned what came through friends' feeds.", "В ОК это охват через ленты друзей."},
		},
		Questions: []Question{Awareness}, Better: Higher, OfAccount: shareOfReach("reach_viral")},
	{Row: 19, ID: "reach_paid_share", Name: Text{"Paid share of reach", "Доля рекламного охвата"},
		Formula: Text{"R of advertising / R", "рекламный R / R"}, Denominator: ofReach,
		Inputs: inputs("reach reach_paid | post.reach post.reach_paid"), Unit: ingest.UnitShare, Class: Diagnostic,
		Questions: []Question{Audience}, OfAccount: shareOfReach("reach_paid")},
	{Row: 20, ID: "reach_rate", Name: Text{"Reach rate", "Уровень охвата публикаций"},
		Formula: Text{"mean R of a post / F", "средний R публикации / F"}, Denominator: meanFollowers,
		Inputs: inputs("post.reach followers"), Notes: reachNote, Unit: ingest.UnitShare, Class: Diagnostic,
		Questions: []Question{Audience}, Better: Higher, OfAccount: reachRate},
	{Row: 21, ID: "err_telegram", Name: Text{"Views per follower (ERR as TGStat means it)", "Просмотры на подписчика (ERR по TGStat)"},
		Formula: Text{"ERR here = mean V of a post / F1; in VK and Instagram writing ERR is reactions / reach instead", "ERR здесь = средний V публикации / F1; в текстах о ВКонтакте и Instagram ERR — это реакции / охват"}, Denominator: endAsTGStat,
		Inputs: inputs("post.views followers"), Notes: viewsNote, Unit: ingest.UnitShare, Class: Diagnostic,
		Questions: []Question{Audience}, Better: Higher, OfAccount: perFollowers(sum{"post.views"}, 1)},
	{Row: 22, ID: "err24_telegram", Name: Text{"Views per follower in the first day (ERR24 as TGStat means it)", "Просмотры на подписчика за первые сутки (ERR24 по TGStat)"},
		Formula: Text{"ERR24 here = mean V of a post 24 hours after it was published (as seen 20 to 28 hours after) / F1", "ERR24 здесь = средний V публикации через 24 часа после выхода (по замеру через 20–28 часов) / F1"}, Denominator: endAsTGStat,
		Inputs: inputs("post.views followers published"), Notes: viewsNote, Unit: ingest.UnitShare, Class: Diagnostic,
		Questions: []Question{Audience}, Better: Higher, OfAccount: firstDay},
	{Row: 23, ID: "notified_share", Name: Text{"Notifications on", "Включённые уведомления"},
		Formula: Text{"followers who have notifications on / F1", "подписчики с включёнными уведомлениями / F1"}, Denominator: atEnd,
		Inputs: inputs("notified followers"), Unit: ingest.UnitShare, Class: Diagnostic,
		Questions: []Question{Audience}, Better: Higher, OfAccount: notified},
	{Row: 24, ID: "visitors", Name: Text{"Visitors, and visits per visitor", "Посетители и посещения на посетителя"},
		Formula:     Text{"visitors; visits / visitors, or page views / visitors where the network tells no visits", "посетители; посещения / посетители, а где сеть их не сообщает — просмотры страницы / посетители"},
		Denominator: Text{"visitors of the same spans", "посетители за те же отрезки"},
		Inputs:      inputs("visitors views visits?"), Unit: ingest.UnitCount, Class: Vanity,
		Questions: []Question{Audience}, Better: Higher, OfAccount: visitors,
		Parts: map[string]Text{partVisitors: {"visitors", "посетители"}, partPerVisitor: {"visits per visitor", "посещений на посетителя"}}},
	{Row: 25, ID: "mobile_share", Name: Text{"Mobile share of reach", "Доля мобильного охвата"},
		Formula: Text{"mobile R / R", "мобильный R / R"}, Denominator: ofReach,
		Inputs: inputs("reach_mobile reach"), Unit: ingest.UnitShare, Class: Diagnostic,
		Questions: []Question{Audience}, OfAccount: shareOfReach("reach_mobile")},
}
