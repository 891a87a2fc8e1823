package official

import (
	"slices"
	"testing"
)

func TestReadHeads(t *testing.T) {
	for _, tt := range []struct {
		law  string
		want []int
	}{
		{"政府信息公开条例第二十条第（七）项", []int{7}},
		{"《中华人民共和国政府信息公开条例》第二十条第(十五)项", []int{15}},
		{"政府信息公开条例第20条第7项", []int{7}},
		{"条例第二十条第（五）项、第（六）项", []int{5, 6}},
		{"政府信息公开条例第二十条第（五）、（六）项；行政许可法第三十条第（一）项", []int{5, 6}},
		{"政府信息公开条例第二十条第（一）项、第二十一条第（二）项", []int{1}},
		{"政府信息公开条例第二十条第（十六）项", nil},
		{"政府信息公开条例第二十条", nil},
		{"政府信息公开条例第二十一条第（一）项", nil},
		{"政府信息公开条例第六条", nil},
		{"公共交通企业信息公开规定", nil},
		{"", nil},
	} {
		if got := ReadHeads(tt.law); !slices.Equal(got, tt.want) {
			t.Errorf("ReadHeads(%q) = %v, want %v", tt.law, got, tt.want)
		}
	}
}

func TestHeadName(t *testing.T) {
	for n, want := range map[int]string{1: "第（一）项（规章和规范性文件）", Heads: "第（十五）项（其他法定公开事项）"} {
		if got := HeadName(n); got != want {
			t.Errorf("HeadName(%d) = %q, want %q", n, got, want)
		}
	}
}
