package han

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What is easily wrong character by character, in sentences written for this test. The
// right sides are those of opencc-js (s2tw), with 布 for 佈 where laws write it so.
var traditionalVectors = []struct{ in, want string }{
	{"关于公开征求《霁川市道路运输管理办法（征求意见稿）》意见的公告", "關於公開徵求《霽川市道路運輸管理辦法（徵求意見稿）》意見的公告"},
	{"发布行政规范性文件，公布、颁布、宣布、分布", "發布行政規範性文件，公布、頒布、宣布、分布"},
	{"发挥干部作用，干预干燥设备，若干规定", "發揮幹部作用，干預乾燥設備，若干規定"},
	{"全长三公里，表面平整，位于下游的面粉厂", "全長三公里，表面平整，位於下游的麵粉廠"},
	{"头发与发展", "頭髮與發展"},
	{"皇后在以后", "皇后在以後"},
	{"台风期间，台湾与讲台", "颱風期間，臺灣與講臺"},
	{"征收、征兵、长征", "徵收、徵兵、長征"},
	{"制度、制造、制定、复制", "制度、製造、制定、複製"},
	{"答复、复杂、恢复、重复", "答覆、複雜、恢復、重複"},
	{"于洪区位于沈阳市", "于洪區位於瀋陽市"},
	{"云计算与白云", "雲計算與白雲"},
	{"一只船只有一只", "一隻船隻有一隻"},
	{"计划、划船、规划", "計劃、划船、規劃"},
	{"余额、其余", "餘額、其餘"},
	{"批准、标准、准则", "批准、標準、準則"},
	{"采购、开采、采纳", "採購、開採、採納"},
	{"历史、日历、农历", "歷史、日曆、農曆"},
	{"签名、标签、抽签", "簽名、標籤、抽籤"},
	{"放松、松树", "放鬆、松樹"},
	{"系统、联系、关系、系鞋带", "系統、聯繫、關係、繫鞋帶"},
	{"手表、表格、代表", "手錶、表格、代表"},
	{"范围、模范、范仲淹", "範圍、模範、范仲淹"},
	{"试卷、卷起、案卷", "試卷、捲起、案卷"},
	{"志愿、标志、地方志", "志願、標誌、地方誌"},
	{"里程、里面、公里", "里程、裡面、公里"},
	{"周期、一周、周到", "週期、一週、周到"},
	{"合同、合并、回复", "合同、合併、回覆"},
	{"党、吁请、呼吁", "黨、籲請、呼籲"},
	{"姓名、家具、咨询", "姓名、傢俱、諮詢"},
	{"电台、台账、出租汽车", "電臺、臺賬、出租汽車"},
	{"千里、秋千", "千里、鞦韆"},
	{"占用、占有", "佔用、佔有"},
	{"游览、下游", "遊覽、下游"},
	{"冲突、要冲", "衝突、要衝"},
	{"向导、方向", "嚮導、方向"},
	{"胡同、胡须", "衚衕、鬍鬚"},
	{"仆人、前仆后继", "僕人、前仆後繼"},
	{"朴素、淳朴", "樸素、淳樸"},
	{"谷物、山谷", "穀物、山谷"},
	{"升级、公升", "升級、公升"},
	{"舍弃、宿舍", "捨棄、宿舍"},
	{"叶县、树叶", "葉縣、樹葉"},
	{"郁金香、忧郁", "鬱金香、憂鬱"},
	{"丑时、丑恶", "丑時、醜惡"},
	{"斗争、北斗", "鬥爭、北斗"},
	{"借鉴、凭借", "借鑑、憑藉"},
	{"累计、积累", "累計、積累"},
	{"了解、明了", "瞭解、明瞭"},
	{"蒙古、蒙受", "蒙古、蒙受"},
	{"辟谣、开辟", "闢謠、開闢"},
	{"岳阳", "岳陽"},
	{"注意、注释", "注意、註釋"},
	{"污染防治", "汙染防治"},
	{"著作、显著、执着", "著作、顯著、執著"},
	{"群众、峰会、启动、里程碑", "群眾、峰會、啟動、里程碑"},
	{"依托、委托", "依託、委託"},
	{"札记、信札", "札記、信札"},
	{"信息、软件、网络", "信息、軟件、網絡"},
	{"2026年1月1日起施行，有效期5年", "2026年1月1日起施行，有效期5年"},
	{"ＡＢＣ、①、℃", "ＡＢＣ、①、℃"},
	{"", ""},
	{"關於公開徵求意見", "關於公開徵求意見"}, // is Traditional already
	{"干\xff部", "幹\xff部"},     // no UTF-8: nothing is lost
	{"𫫇", "噁"},               // outside the basic plane
}

func TestTraditional(t *testing.T) {
	for _, tt := range traditionalVectors {
		if got := Traditional(tt.in); got != tt.want {
			t.Errorf("Traditional(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// Who searches finds a text in either script: nearly all phrases fold as their
// conversions do.
func TestTraditionalFolds(t *testing.T) {
	_, text, _ := strings.Cut(traditionalText, "\n\n")
	total, other := 0, 0
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		before := []rune(words[0])
		for _, word := range words[1:] {
			rest, _, _ := strings.Cut(word, "=")
			same := 0
			if rest[0] >= '1' && rest[0] <= '9' {
				same, rest = int(rest[0]-'0'), rest[1:]
			}
			before = append(before[:same+1], []rune(rest)...)
			from := string(before)
			total++
			if Fold(Traditional(from)) != Fold(from) {
				other++
			}
		}
	}
	if total < 49_000 || 500*other > total {
		t.Errorf("%d of %d phrases fold otherwise when converted", other, total)
	}
}

// Conversion changes characters one for one: what is counted in characters stays right.
func FuzzTraditional(f *testing.F) {
	for _, tt := range traditionalVectors {
		f.Add(tt.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Traditional(s)
		if a, b := len([]rune(s)), len([]rune(got)); a != b {
			t.Errorf("Traditional(%q) = %q has %d characters, not %d", s, got, b, a)
		}
		if strings.ToValidUTF8(s, "") == s && strings.ToValidUTF8(got, "") != got {
			t.Errorf("Traditional(%q) = %q is no UTF-8", s, got)
		}
	})
}

// openccScript converts standard input as opencc-js does.
const openccScript = `import { Converter } from %q;
import { readFileSync, writeFileSync } from "node:fs";
writeFileSync(1, Converter({ from: "cn", to: "tw" })(readFileSync(0, "utf8")));`

// The laws of MULU_CORPUS become what opencc-js, in the folder NODE_MODULES, makes of
// them.
func TestTraditionalLikeOpenCC(t *testing.T) {
	corpus, modules := os.Getenv("MULU_CORPUS"), os.Getenv("NODE_MODULES")
	node, err := exec.LookPath("node")
	if corpus == "" || modules == "" || err != nil {
		t.Skip("needs MULU_CORPUS, NODE_MODULES with opencc-js, and node")
	}
	var text bytes.Buffer
	err = filepath.WalkDir(filepath.Join(corpus, "laws"), func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		text.Write(bytes.ToValidUTF8(data, nil))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	script := fmt.Sprintf(openccScript, filepath.ToSlash(filepath.Join(modules, "opencc-js/dist/esm/cn2t.js")))
	cmd := exec.Command(node, "--input-type=module", "-e", script)
	cmd.Stdin = bytes.NewReader(text.Bytes())
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	// Which words have 布 for 佈 is not OpenCC's.
	want := strings.Split(strings.ReplaceAll(string(out), "佈", "布"), "\n")
	got := strings.Split(strings.ReplaceAll(string(AppendTraditional(nil, text.Bytes())), "佈", "布"), "\n")
	if len(got) != len(want) || text.Len() < 1_000_000 {
		t.Fatalf("%d lines, want %d", len(got), len(want))
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("line %d is %q, want %q", i, got[i], want[i])
		}
	}
}

func BenchmarkTraditional(b *testing.B) {
	var text []byte
	for _, tt := range traditionalVectors {
		text = append(append(text, tt.in...), '\n')
	}
	text = bytes.Repeat(text, 20)
	var dst []byte
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		dst = AppendTraditional(dst[:0], text)
	}
}
