package privacy

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// pieces are what lines are made of at random, so that each form is met often, whole and
// nearly whole.
var pieces = []string{"申请人", "患者", "村民", "陈国强", "王小红", "，", "、", "。", "；", "（", "：", "患", "确诊为", "因", "尿毒症", "肺癌", "脑瘤", "精神残疾", "残疾", "多重", "肢体", "者", "|", "\t", "姓名",
	"现住", "家住", "住址", "户籍地址", "户籍所在地", "家庭地址", "住", "，住", "、住房", "为", "在", "幸福小区", "3号楼", "2单元", "501室", "12号", "3栋201", "-2-301", "5户", "7", "座", "救助对象李国强，男，患尿毒症", "现住址：幸福路12号"}

// What is looked at before a slow search never hides what the search would find.
func TestQuickLooksMissNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	ill, homes := 0, 0
	for range 40_000 {
		var b strings.Builder
		for range 1 + r.IntN(12) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		s := b.String()
		if patient.MatchString(s) {
			if ill++; !mayBePatient(s) {
				t.Errorf("%q says of what somebody is ill", s)
			}
		}
		if home.MatchString(s) {
			if homes++; !mayBeHome(s) {
				t.Errorf("%q has a home", s)
			}
		}
	}
	if ill < 100 || homes < 100 {
		t.Errorf("%d were ill and %d had a home", ill, homes)
	}
	if mayBePatient("重度残疾人，申请人陈国强") || mayBeHome("住房12套，在号") {
		t.Error("the quick looks hide nothing")
	}
}
