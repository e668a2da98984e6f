package function_test

import (
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"

	handler "github.com/openfaas/templates-sdk/go-http"

	"simpul/lib/function"
	"simpul/lib/personal"
)

func TestAHandlerThatPanicsOrLeavesGets500AndTheProcessLives(t *testing.T) {
	for name, fault := range map[string]func(){
		"panic":       func() { panic(personal.New("x")) },
		"runtime":     func() { var none []int; none[len(os.Args)] = 1 },
		"abort":       func() { panic(http.ErrAbortHandler) },
		"nil panic":   func() { panic(nil) },
		"left":        runtime.Goexit,
		"unprintable": func() { function.JSON(200, func() {}) },
	} {
		broken := true
		server, log := serve(t, function.Function{Handler: func(handler.Request) (handler.Response, error) {
			if broken {
				fault()
			}
			return handler.Response{}, nil
		}}, settings())
		res, body := post(t, server.URL, "")
		wantProblem(t, res, body, 500, "kesalahan_internal")
		if stack, _ := log.await(t, "call")["cause"].(string); stack == "" {
			t.Errorf("%s: no cause in %s", name, log)
		}
		broken = false
		if res, _ := post(t, server.URL, ""); res.StatusCode != 200 {
			t.Errorf("%s: the next call got %d", name, res.StatusCode)
		}
	}
}

func TestAPanicIsLoggedWithItsPlaceAndWithoutItsValue(t *testing.T) {
	server, log := serve(t, function.Function{Handler: func(req handler.Request) (handler.Response, error) { panic(string(req.Body)) }}, settings())
	post(t, server.URL, `"3303990101900001"`)
	line := log.await(t, "panic")
	if stack, _ := line["stack"].(string); line["type"] != "string" || !strings.Contains(stack, "run_test.go:") {
		t.Errorf("%v", line)
	}
	if strings.Contains(log.String(), "3303990101900001") {
		t.Error("the panic's value is in the log")
	}
}
