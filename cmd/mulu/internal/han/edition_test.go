package han

import "testing"

func TestWithoutEdition(t *testing.T) {
	for in, want := range map[string]string{
		"中华人民共和国仲裁法2017修正":    "中华人民共和国仲裁法",
		"劳动法2018年第二次修正":       "劳动法",
		"公司法2023年修订版":         "公司法",
		"商标法2019修改文本":         "商标法",
		"中华人民共和国立法法":          "中华人民共和国立法法",
		"关于2018年工作的通知":        "关于2018年工作的通知",
		"2018年修订":             "2018年修订", // nothing would be left
		"法2018年修订":            "法2018年修订",
		"河西区规范性文件清理结果2018":    "河西区规范性文件清理结果2018",
		"沂川市城市规划2035修改方案":     "沂川市城市规划2035修改方案",
		"沂川市总体规划1999年第三次修改草案": "沂川市总体规划1999年第三次修改草案",
	} {
		if got := string(WithoutEdition([]rune(in))); got != want {
			t.Errorf("WithoutEdition(%s) = %s, want %s", in, got, want)
		}
	}
}
