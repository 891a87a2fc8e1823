package build

import (
	"testing"

	"mulu/cmd/mulu/internal/publish"
	"mulu/cmd/mulu/internal/render"
)

// Of several great pages that are made in turn the buffers of one are kept.
func TestGreatPagesAreLetGo(t *testing.T) {
	hands := make([]render.Worker, 3)
	var list []making
	for i := range hands {
		hands[i].Buf = make([]byte, usualPage+1)
		list = append(list, making{hand: &hands[i], data: hands[i].Buf})
	}
	list[1].data = list[1].data[:usualPage]
	letGo(list)
	for i, want := range []bool{true, true, false} {
		if has := hands[i].Buf != nil; has != want {
			t.Errorf("hand %d has a buffer: %v", i, has)
		}
	}
}

// Pages are made in turn where nothing needs one to be written before the next begins.
func TestTogether(t *testing.T) {
	for _, tt := range []struct {
		pass *pass
		want int
	}{{&pass{}, 1}, {&pass{stage: new(publish.Stage)}, fewPages}, {&pass{stage: new(publish.Stage), kept: new(keeper)}, 1}} {
		if n := tt.pass.together(); n != tt.want {
			t.Errorf("%d in turn, want %d", n, tt.want)
		}
	}
}
