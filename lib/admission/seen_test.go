package admission

import "testing"

// Replies overtake each other on their way back; an older one must not make the process forget.
func TestWhatWasSeenIsNeverForgotten(t *testing.T) {
	var s seen
	for _, reply := range [][2]int64{{5, 9}, {5, 3}, {4, 99}, {0, 1}} {
		s.raise(reply[0], reply[1])
		if epoch, rev := s.highest(); epoch != 5 || rev != 9 {
			t.Errorf("after %v: %d, %d", reply, epoch, rev)
		}
	}
	s.raise(6, 1)
	if epoch, rev := s.highest(); epoch != 6 || rev != 1 {
		t.Errorf("a new epoch: %d, %d", epoch, rev)
	}
}
