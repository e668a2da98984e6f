package front

import (
	"net/http/httputil"
	"strconv"
	"strings"
	"sync"
	"time"
)

// foreign are headers by which a caller could pretend to be elsewhere, or change how the connection to the function works.
var foreign = []string{"Forwarded", "X-Real-Ip", "Connection", "Upgrade", "Te", "Trailer", "Expect"}

// rewrite makes the request that the function sees: always "/", the caller's query, clean headers.
func rewrite(p *httputil.ProxyRequest) {
	p.Out.URL.Path, p.Out.URL.RawPath = "/", ""
	p.Out.Host = "function"
	p.Out.Body = p.In.Body // ReverseProxy drops an empty one, and net/http could then repeat the call (upstream.Body)
	for _, name := range foreign {
		p.Out.Header.Del(name)
	}
	for name := range p.Out.Header {
		if strings.HasPrefix(name, "X-Forwarded-") {
			p.Out.Header.Del(name)
		}
	}
	// As OpenFaaS's gateway does; the call id is the front's already.
	p.Out.Header.Set("X-Call-Id", p.In.Header.Get("X-Call-Id"))
	p.Out.Header.Set("X-Start-Time", strconv.FormatInt(time.Now().UnixNano(), 10))
}

// buffers spares 32 KiB of garbage per call.
type buffers struct{ pool sync.Pool }

const bufferSize = 32 << 10

// Get returns a buffer.
func (b *buffers) Get() []byte {
	if one, ok := b.pool.Get().(*[bufferSize]byte); ok {
		return one[:]
	}
	return make([]byte, bufferSize)
}

// Put takes a buffer back.
func (b *buffers) Put(one []byte) { b.pool.Put((*[bufferSize]byte)(one)) }
