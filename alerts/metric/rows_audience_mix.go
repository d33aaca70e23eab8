package metric

import "molva/ingest"

var (
	withinKind = Text{"all of whom the network tells the same: sex and age, country, or city", "все, о ком сеть сообщает то же самое: пол и возраст, страну или город"}
	listNote   = map[string]Text{
		"vk": {"Only of communities whose member list is open. Deleted and blocked pages are in it.", "Только для сообществ с открытым списком участников. Удалённые и заблокированные страницы в нём есть."},
	}
	mixNote = map[string]Text{
		"vk":            {"VK tells this of those who were reached.", "ВКонтакте сообщает это об охваченных людях."},
		"facebook":      {"Facebook tells this of followers, the largest countries and cities only.", "Facebook сообщает это о подписчиках, только крупнейшие страны и города."},
		"instagram":     {"Instagram tells this from 100 followers on, the largest countries and cities only.", "Instagram сообщает это начиная со 100 подписчиков, только крупнейшие страны и города."},
		"odnoklassniki": {"OK tells this of the last week's members.", "ОК сообщает это об участниках за последнюю неделю."},
	}
)

var audienceMix = []Metric{
	{Row: 26, ID: "audience_mix", Name: Text{"Sex and age, countries, cities", "Пол и возраст, страны, города"},
		Formula:     Text{"people of a part / people of all parts of the same kind, in the spans that were told; the ten largest countries and cities", "люди части / люди всех частей того же рода, за сообщённые отрезки; десять крупнейших стран и городов"},
		Denominator: withinKind,
		Inputs:      inputs("audience"), Notes: mixNote, Unit: ingest.UnitShare, Class: Diagnostic,
		Questions: []Question{Audience}, OfAccount: mix},
	{Row: 27, ID: "target_segment_share", Name: Text{"Target segment's share", "Доля целевого сегмента"},
		Formula:     Text{"audience in the wanted segment / audience", "аудитория в нужном сегменте / аудитория"},
		Denominator: withinKind,
		Inputs:      inputs("audience config:segment"), Notes: mixNote, Unit: ingest.UnitShare, Class: KPI,
		Questions: []Question{Audience}, Better: Higher, OfAccount: segment, Parts: kinds},
	{Row: 28, ID: "audience_intersection", Name: Text{"Audience intersection", "Пересечение аудиторий"},
		Formula:     Text{"|A∩B|; |A∩B| / |A|; Jaccard = |A∩B| / |A∪B|", "|A∩B|; |A∩B| / |A|; Жаккар = |A∩B| / |A∪B|"},
		Denominator: Text{"members in the account's own list, or in either of the two lists", "участники из списка самого аккаунта либо из любого из двух списков"},
		Inputs:      inputs("set.followers config:accounts"), Notes: listNote, Unit: ingest.UnitCount, Class: Diagnostic,
		Questions: []Question{Audience}, OfAccount: intersection,
		Parts: map[string]Text{partShare: {"share of the own audience", "доля своей аудитории"}, partJaccard: {"Jaccard", "Жаккар"}}},
	{Row: 29, ID: "exclusive_audience", Name: Text{"Exclusive audience", "Эксклюзивная аудитория"},
		Formula:     Text{"|A \\ ∪ of the others| / |A|", "|A \\ ∪ остальных| / |A|"},
		Denominator: Text{"members in the account's own list", "участники из списка самого аккаунта"},
		Inputs:      inputs("set.followers config:accounts"), Notes: listNote, Unit: ingest.UnitShare, Class: Diagnostic,
		Questions: []Question{Audience}, Better: Higher, OfAccount: exclusive},
	{Row: 30, ID: "followers_share", Name: Text{"Share of followers in the set", "Доля подписчиков в наборе"},
		Formula:     Text{"F1 / ΣF1 of all accounts of the network that are compared, its own too", "F1 / ΣF1 всех сравниваемых аккаунтов сети вместе с самим аккаунтом"},
		Denominator: Text{"followers at the end of the period, of all accounts together", "подписчики на конец периода по всем аккаунтам вместе"},
		Inputs:      inputs("followers config:accounts"), Notes: fromLook, Unit: ingest.UnitShare, Class: Vanity,
		Questions: []Question{Audience}, Better: Higher, OfAccount: followersShare},
}
