// Package session keeps the login of one portal account for all replicas: sealed in Redis, beside a lease that lets one of them
// at a time log in. Without it each replica would log in by itself, and twenty at once after a restart: that is how an account
// gets locked (JUKNIS-II.C.2b.3a).
//
// A [Session] is what a login leaves behind. [Sealer] turns it into an [Entry] and back (AES-256-GCM; the key is in a secret file,
// never in Redis). [Store] is where entries are; [Redis] is one, and package sessiontest has another for tests.
//
// # Keys
//
//	{simpul}:portal:<account>:session  hash    idle time of the portal  login, sealed
//	{simpul}:portal:<account>:lease    string  time of one login        who is logging in
//	{simpul}:portal:<account>:users    hash    12 hours                 processes, and the time until which each uses the session
//
// They need no rights in Redis beyond those of package admission. To lose them costs a login. No cookie that a search brought, and
// none that shows a NIK, is in them ([Session.Take]); what a portal encrypts into its own session cookie nobody can see.
package session

import (
	"context"
	"time"
)

// Entry is a sealed session. The zero value is none.
type Entry struct {
	Login  string // id of the login, new with each
	Sealed string
}

// Store is where the processes of an office share the sessions of its accounts. Each process has one of its own. Account is a name
// of a–z, 0–9 and dash. Errors say that nobody knows what is stored; they name no address.
type Store interface {
	// Load returns what is stored, and counts this process as its user for as long as idle.
	Load(ctx context.Context, account string, idle time.Duration) (Entry, error)

	// Lease asks to log in, because the login stale is over ("" if there was none). It returns the entry of another login where
	// there is one by now; else whether owner may log in, which nobody else may then for as long as term. Neither means that
	// somebody else is logging in: ask again.
	Lease(ctx context.Context, account, owner, stale string, term time.Duration) (e Entry, granted bool, err error)

	// Save stores the entry of owner's login, for as long as idle. It reports whether owner still had the lease: if not, somebody
	// else may have logged in since, and the entry is not stored.
	Save(ctx context.Context, account, owner string, e Entry, idle time.Duration) (bool, error)

	// Update replaces an entry of the same login, for as long as idle from now. An entry of another login stays.
	Update(ctx context.Context, account string, e Entry, idle time.Duration) error

	// Release ends owner's lease.
	Release(ctx context.Context, account, owner string) error

	// Leave ends this process's use. The last user gets the entry, which is then stored no longer, and should log out.
	Leave(ctx context.Context, account string) (Entry, error)
}
