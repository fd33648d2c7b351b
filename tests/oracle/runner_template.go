// What Go's text/template makes of the templates in our Modelfiles. Reads lines {"template": "...", "messages":
// [{"role": "...", "content": "..."}]} and prints each prompt as a JSON string, a line each:
//
//	go run tests/oracle/runner_template.go < tasks.jsonl
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"text/template"
)

type message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

type task struct {
	Template string    `json:"template"`
	Messages []message `json:"messages"`
}

// The variables that Ollama documents for templates over messages.
func (t task) render(out io.Writer) error {
	parsed, err := template.New("").Parse(t.Template)
	if err != nil {
		return err
	}
	var system []string
	for _, one := range t.Messages {
		if one.Role == "system" {
			system = append(system, one.Content)
		}
	}
	return parsed.Execute(out, map[string]any{"System": strings.Join(system, "\n\n"), "Messages": t.Messages})
}

func run(in io.Reader, out io.Writer) error {
	tasks := json.NewDecoder(in)
	prompts := json.NewEncoder(out)
	prompts.SetEscapeHTML(false)
	for {
		var next task
		if err := tasks.Decode(&next); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		var prompt strings.Builder
		if err := next.render(&prompt); err != nil {
			return err
		}
		if err := prompts.Encode(prompt.String()); err != nil {
			return err
		}
	}
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	err := run(os.Stdin, out)
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
