package ask

import "strings"

// The words that say what is wanted, and those that say nothing of it; with a star at the end, what begins like that.
var vocabulary = []struct {
	use   use
	words string
}{
	{isHelp, `help commands usage помощь помоги справка команды`},
	{isComplaint, `complain* problem* issue* trouble* bug bugs жалу* жало* проблем* недовол* руга*`},
	{isCompare, `compare* comparison versus vs against сравн* против`},
	{isRivals, `competitor* rival* конкурент*`},
	{isAsking, `what what's how think* thought say* said feel* felt opinion* sentiment mood digest summary about talk* write* writing wrote
		hear like* love* hate*
		что чего как каково каковы како* каки* дума* говор* сказа* счита* пиш* писа* мнени* отзыв* тональност* настроени* относ* отношени*
		слыш* слышно нрав* люб* сводк* дайджест`},
	{isFiller, `a an and are at beside by do does did everybody everyone for from have has i in is it its me my now of on or our ours
		people please show tell than that the their them there they this to us users was we were with your during over since last
		which who whom customers somebody anybody up brand product
		а без в во все всё всех вы где да для до его ее её еще ещё же за и из или их к ко кто ли люди людей людям мне мы на над нам
		нами нас наш наша наше наши нашем нашей народ о об от по пожалуйста покажи покажите под пользователи при про расскажи
		расскажите с скажи со среди сейчас там так то тут у чем это этого этом этот бренд бренда бренде продукт`},
}

// meaning is what a word, folded, is taken for where it stands alone.
func meaning(folded string) use {
	for _, v := range vocabulary {
		for w := range strings.FieldsSeq(v.words) {
			stem, open := strings.CutSuffix(w, "*")
			if folded == w || open && strings.HasPrefix(folded, stem) {
				return v.use
			}
		}
	}
	return unknown
}
