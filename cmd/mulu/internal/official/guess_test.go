package official

import "testing"

func TestGuessDocNumber(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"济交办20231号", "济交办〔2023〕1号"},
		{"济交办2023-01号", "济交办〔2023〕1号"},
		{"济交办〔2023年〕1号", "济交办〔2023〕1号"},
		{"济交办2023年1号", "济交办〔2023〕1号"},
		{"济交办<2023>1号", "济交办〔2023〕1号"},
		{"济交办《2023》1 号", "济交办〔2023〕1号"},
		{"济交办〔二○二三〕1号", "济交办〔2023〕1号"},
		{"济交办〔2023〕一号", "济交办〔2023〕1号"},
		{"济交办〔2023〕1号文件", "济交办〔2023〕1号"},
		{"济交办〔2023〕0号", ""},
		{"JNJT〔2023〕1号", ""},
		{"济交办〔2023〕1号，济财办〔2023〕2号", ""},
		{"第十一号", ""},
		{"", ""},
		{"\xff号", ""},
	} {
		if got := GuessDocNumber(tt.in).String(); got != tt.want {
			t.Errorf("GuessDocNumber(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestGuessUnifiedNumber(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"jncr-2023-0360001", "JNCR-2023-0360001"},
		{"ＪＮＣＲ－２０２３－０３６０００１", "JNCR-2023-0360001"},
		{"JNCR_2023_036 0001", "JNCR-2023-0360001"},
		{"HFGS—2017—9", "HFGS—2017—9"},
		{"济规〔2023〕1号", ""},
		{"", ""},
	} {
		if got := GuessUnifiedNumber(tt.in); got != tt.want {
			t.Errorf("GuessUnifiedNumber(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
