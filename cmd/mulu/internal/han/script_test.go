package han

import "testing"

func TestScripts(t *testing.T) {
	for _, r := range "國務會議開關辦廳實項級檔網這個" {
		if !IsTraditional(r) {
			t.Errorf("IsTraditional(%c) = false", r)
		}
	}
	// Right in Simplified words: 乾坤, 慰藉, 著作, 瞭望, 宫商角徵羽; and names.
	for _, r := range "乾藉著瞭於後国务会议后台里干发昇甯钟，a〇" {
		if IsTraditional(r) {
			t.Errorf("IsTraditional(%c) = true", r)
		}
	}
	for _, r := range "国务会议开关办厅实项级这个" {
		if !IsSimplified(r) {
			t.Errorf("IsSimplified(%c) = false", r)
		}
	}
	for _, r := range "國后台里干範公民法，a" {
		if IsSimplified(r) {
			t.Errorf("IsSimplified(%c) = true", r)
		}
	}
}

func TestSimplify(t *testing.T) {
	for in, want := range map[string]string{"政府信息公開，乾隆著作 ABC": "政府信息公开，乾隆著作 ABC", "": "", "國務院": "国务院"} {
		if got := Simplify(in); got != want {
			t.Errorf("Simplify(%q) = %q, want %q", in, got, want)
		}
	}
}
