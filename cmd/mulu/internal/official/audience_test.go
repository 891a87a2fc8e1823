package official

import "testing"

func TestAudienceOf(t *testing.T) {
	for _, tt := range []struct {
		value string
		want  Audience
	}{
		{"个人", Citizens}, {"社会公众", Citizens}, {"求职人员", Citizens}, {"高校毕业生", Citizens}, {"残疾人", Citizens}, {"驾驶员", Citizens},
		{"企业", Enterprises}, {"个体工商户", Enterprises}, {"机动车维修经营者", Enterprises}, {"驾培机构", Enterprises}, {"货运源头单位", Enterprises}, {"法人", Enterprises},
		{"县乡政府", 0}, {"执法机构", 0}, {"过往船舶", 0}, {"", 0},
	} {
		if got := AudienceOf(tt.value); got != tt.want {
			t.Errorf("AudienceOf(%q) = %d, want %d", tt.value, got, tt.want)
		}
	}
}
