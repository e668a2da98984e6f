// Package errand is the tokens with which verify-nik sends a reader-bridge to read one card: verify-nik mints, the bridge checks.
//
// A token is a JWT signed with Ed25519 (EdDSA, RFC 8037) that says which bridge and reader, for which officer and application, and for
// how long: a minute at most. The bridge's [Gate] lets each token in once. It keeps the ids of those it let in for as long as they
// could come again, in memory alone; so it refuses whatever was issued before it started, and lets nobody in until it can tell
// that apart from its clock's tolerance. A clock that is set ahead or back meanwhile lets no token in twice, and once it is right
// the gate works without a restart.
//
// # Keys
//
// verify-nik's secret file (simpul-bridge) has a line <key id>:<base64 of 32 random bytes> per key, as all key files have; the first
// key mints. [Public] turns its text into the file that a bridge gets: <key id>:<base64 of the public key>. So a stolen counter PC
// can check tokens and make none. Rotate by adding the new public line to each bridge, then putting the new line first here, then dropping
// the old ones after a minute; no restart is needed.
package errand
