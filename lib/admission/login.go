package admission

// A credential pair (user id and password) goes by its fingerprint, a keyed token. "Gagal Login" (JUKNIS-II.C.2b.3a) bars the
// pair that failed, for everybody, so that the account is not locked by trying; a pair nobody has tried since then gets one
// attempt by one access, and is free when the registry took it.

// pair is where a credential pair stands.
type pair struct {
	bad   bool
	good  bool
	id    string // of the access that is trying it
	until int64  // its lease
}

const (
	barred word = "barred" // the pair failed: put a right one in place
	trying word = "trying" // somebody tries the new pair: wait
)

// login is what a closing knows of the pair.
type login string

const (
	loginUnknown login = ""
	loginTaken   login = "taken"  // the registry answered as it answers who is logged in
	loginFailed  login = "failed" // Gagal Login
)

// refused returns why an access must not use the pair, or "". failed: some pair failed since an administrator resumed.
func (p pair) refused(now int64, failed bool) word {
	switch {
	case p.bad:
		return barred
	case failed && !p.good && now < p.until:
		return trying
	}
	return ""
}

// told returns where the pair stands after an access with that id was closed.
func (p pair) told(l login, id string, failed bool) pair {
	switch {
	case l == loginFailed:
		return pair{bad: true}
	case l == loginTaken && failed && !p.bad:
		return pair{good: true}
	case p.id == id:
		return pair{} // the attempt is over and told nothing
	}
	return p
}
