package frame

// Section is an entry of the menu.
type Section string

// The sections, by the addresses that they begin at.
const (
	Overview    Section = "/"
	Complaints  Section = "/complaints"
	Mentions    Section = "/mentions"
	Topics      Section = "/topics"
	Communities Section = "/communities"
	Answers     Section = "/answers"
	ROI         Section = "/roi"
	Accuracy    Section = "/accuracy"
	Sources     Section = "/sources"
	Alerts      Section = "/alerts"
	Dead        Section = "/dead"
	Settings    Section = "/settings"
	Shares      Section = "/shares"
	People      Section = "/people"
	Tokens      Section = "/tokens"
	Audit       Section = "/audit"
)

// entry is a section as the menu shows it.
type entry struct {
	Path, Name string
	Here       bool
	Apart      bool // it begins another part: how molva itself is doing, or who may do what
}

// menu is all sections in their order.
func (s *Site) menu(here Section) []entry {
	p := s.Printer
	return []entry{
		{Path: string(Overview), Name: p.Sprintf("Overview"), Here: here == Overview},
		{Path: string(Complaints), Name: p.Sprintf("Complaints"), Here: here == Complaints},
		{Path: string(Mentions), Name: p.Sprintf("Mentions"), Here: here == Mentions},
		{Path: string(Topics), Name: p.Sprintf("Topics"), Here: here == Topics},
		{Path: string(Communities), Name: p.Sprintf("Communities"), Here: here == Communities},
		{Path: string(Answers), Name: p.Sprintf("Answers"), Here: here == Answers},
		{Path: string(ROI), Name: p.Sprintf("ROI"), Here: here == ROI},
		{Path: string(Accuracy), Name: p.Sprintf("Model accuracy"), Here: here == Accuracy, Apart: true},
		{Path: string(Sources), Name: p.Sprintf("Sources"), Here: here == Sources},
		{Path: string(Alerts), Name: p.Sprintf("Alerts"), Here: here == Alerts},
		{Path: string(Dead), Name: p.Sprintf("Dead letters"), Here: here == Dead},
		{Path: string(Settings), Name: p.Sprintf("Settings"), Here: here == Settings},
		{Path: string(Shares), Name: p.Sprintf("Shared links"), Here: here == Shares, Apart: true},
		{Path: string(People), Name: p.Sprintf("Users"), Here: here == People},
		{Path: string(Tokens), Name: p.Sprintf("Tokens"), Here: here == Tokens},
		{Path: string(Audit), Name: p.Sprintf("Audit log"), Here: here == Audit},
	}
}
