// Openapi checks HTTP exchanges against an OpenAPI 3.1 document.
//
//	openapi -contract ../functions/openapi.yaml
//
// It reads one JSON object per line on stdin, in the form of
// [contract.Exchange], and answers each with one line on stdout: "ok", or
// "error: " and what is outside the contract, by place and keyword and never
// by value. It ends with its input. A contract that cannot be checked against
// strictly ends it at once, with the reason on stderr and status 1.
//
// It is a program, not a package, so that what it needs stays out of the
// product's go.mod; functions/contracttest is the client for tests.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"simpul/tools/openapi/contract"
)

func main() {
	file := flag.String("contract", "", "the OpenAPI 3.1 `file`")
	flag.Parse()
	if err := serve(*file, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "openapi:", err)
		os.Exit(1)
	}
}

func serve(file string, in io.Reader, out io.Writer) error {
	checked, err := contract.Load(file)
	if err != nil {
		return err
	}
	exchanges := json.NewDecoder(in)
	exchanges.DisallowUnknownFields()
	for {
		var e contract.Exchange
		switch err := exchanges.Decode(&e); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return errors.New("unreadable exchange") // the decoder's own text repeats its input
		}
		if _, err := fmt.Fprintln(out, answer(checked.Check(e))); err != nil {
			return err
		}
	}
}

func answer(err error) string {
	if err != nil {
		return "error: " + err.Error()
	}
	return "ok"
}
