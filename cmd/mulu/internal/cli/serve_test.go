package cli

import (
	"context"
	"net"
	"strings"
	"testing"

	"mulu/cmd/mulu/internal/sitetest"
)

func TestServeRefuses(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	dir := sitetest.Docs(1).Write(t)
	for _, tt := range []struct {
		args   string
		status int
		want   string
	}{
		{"--addr 0.0.0.0:0", exitUsage, "--allow-remote"},
		{"--addr 1414", exitUsage, "主机:端口"},
		{"--date 2026-02-30", exitUsage, "--date"},
		{"--prot 1", exitUsage, "--prot"},
		{"extra", exitUsage, "extra"},
		{"--addr " + busy.Addr().String(), exitFailed, "占用"},
		{"--addr 127.0.0.1:0 --source " + dir + "/none", exitFailed, "none"},
	} {
		var out, errOut strings.Builder
		args := append([]string{"serve", "--source", dir}, strings.Fields(tt.args)...)
		status := Run(context.Background(), args, nil, &out, &errOut)
		if status != tt.status || !strings.Contains(errOut.String(), tt.want) {
			t.Errorf("mulu serve %s: status %d, want %d; %q in\n%s", tt.args, status, tt.status, tt.want, &errOut)
		}
	}
}

// An interrupt is the usual way to end a preview, so it is no failure.
func TestServeEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, errOut strings.Builder
	status := Run(ctx, []string{"serve", "--source", sitetest.Docs(1).Write(t), "--addr", "127.0.0.1:0"}, nil, &out, &errOut)
	if status != exitFine {
		t.Errorf("status %d\n%s%s", status, &out, &errOut)
	}
}
