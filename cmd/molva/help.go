package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// speak makes the help of the whole command tree speak the reader's language.
func (p *program) speak(root *cobra.Command) {
	p.listen()
	root.PersistentPreRun = func(c *cobra.Command, _ []string) {
		if c.Flags().Changed("config") {
			p.listen()
		}
	}
	completeTree(root)
	root.SetUsageFunc(func(c *cobra.Command) error { return p.usage(c) })
	for _, text := range helpTexts(root) {
		*text = p.word(*text)
	}
}

// listen takes the language of the configuration, so that help and complaints speak as everything else will. A file
// with mistakes does that too; whoever needs the rest of it will hear of them. A pipe is left to that reader as well.
func (p *program) listen() {
	p.language = ""
	if info, err := os.Stat(p.configFile); err == nil && info.Mode().IsRegular() {
		_, _ = p.load()
	}
}

// completeTree adds what cobra itself would add only when a command runs.
func completeTree(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	root.InitDefaultHelpCmd()
	if help, _, err := root.Find([]string{"help"}); err == nil {
		help.Args = namesCommand
	}
	everyCommand(root, func(c *cobra.Command) {
		c.SuggestionsMinimumDistance = 2 // what cobra takes when it looks for the command itself
		c.InitDefaultHelpFlag()
		c.Flags().Lookup("help").Usage = "show this help"
	})
}

// namesCommand accepts the words of a command.
func namesCommand(c *cobra.Command, args []string) error {
	if _, rest, err := c.Root().Find(args); err != nil || len(rest) > 0 {
		return errors.New("no such command")
	}
	return nil
}

func everyCommand(c *cobra.Command, do func(*cobra.Command)) {
	do(c)
	for _, sub := range c.Commands() {
		everyCommand(sub, do)
	}
}

// helpTexts is where the texts of a command and all below it stand.
func helpTexts(root *cobra.Command) []*string {
	var texts []*string
	everyCommand(root, func(c *cobra.Command) {
		texts = append(texts, &c.Use, &c.Short, &c.Long, &c.Example)
		c.LocalFlags().VisitAll(func(f *pflag.Flag) { texts = append(texts, &f.Usage) })
	})
	return texts
}

// The words of usage itself, beside those of the commands. Keys of helpRussian.
const (
	usageWord    = "Usage:"
	examplesWord = "Examples:"
	commandsWord = "Commands:"
	flagsWord    = "Flags:"
	globalWord   = "Global flags:"
	someFlags    = "[flags]"
	someCommand  = "[command]"
	defaultWord  = "(default %s)"
	moreWord     = "Use '%s --help' for more about a command."
)

// word says a text of the help; one without Russian stays English.
func (p *program) word(text string) string {
	if russian, ok := helpRussian[text]; ok && p.say().Language() == "ru" {
		return russian
	}
	return text
}

// usage prints how a command is called. cobra's own would count the bytes of Cyrillic letters as columns.
func (p *program) usage(c *cobra.Command) error {
	w := tabwriter.NewWriter(c.OutOrStderr(), 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%s\n  %s\n", p.word(usageWord), p.useLine(c))
	if c.HasExample() {
		fmt.Fprintf(w, "\n%s\n%s\n", p.word(examplesWord), c.Example)
	}
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(w, "\n%s\n", p.word(commandsWord))
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() || sub.Name() == "help" {
				fmt.Fprintf(w, "  %s\t%s\n", sub.Name(), sub.Short)
			}
		}
	}
	p.printFlags(w, flagsWord, c.LocalFlags())
	p.printFlags(w, globalWord, c.InheritedFlags())
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(w, "\n"+p.word(moreWord)+"\n", c.CommandPath()+" "+p.word(someCommand))
	}
	return w.Flush()
}

// useLine is the call of a command; a group of commands is never called alone.
func (p *program) useLine(c *cobra.Command) string {
	if c.HasAvailableSubCommands() {
		return c.CommandPath() + " " + p.word(someCommand)
	}
	return strings.Replace(c.UseLine(), someFlags, p.word(someFlags), 1)
}

func (p *program) printFlags(w io.Writer, title string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	fmt.Fprintf(w, "\n%s\n", p.word(title))
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		short := "   "
		if f.Shorthand != "" {
			short = "-" + f.Shorthand + ","
		}
		kind, usage := pflag.UnquoteUsage(f)
		fmt.Fprintf(w, "  %s --%s\t%s\n", short, strings.TrimSpace(f.Name+" "+p.word(strings.TrimSuffix(kind, "Array"))), usage+p.otherwise(f))
	})
}

// otherwise tells what a flag is when it is not given, unless that is nothing.
func (p *program) otherwise(f *pflag.Flag) string {
	if slices.Contains([]string{"", "0", "false", "[]"}, f.DefValue) {
		return ""
	}
	return " " + fmt.Sprintf(p.word(defaultWord), f.DefValue)
}
