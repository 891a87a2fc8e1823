/** The preview in a browser: an open page shows what was saved, and the problems as they
 * are found. MULU is the program; without it there is nothing to test. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { launch, openPage } from "./browser.js";

const settings = `title = "栖澜市交通运输局政府信息公开"
base_url = "https://jtj.qilan.example/xxgk/"
[[issuer]]
name = "栖澜市交通运输局"
code = "113701000041890072"
[[category]]
path = "wj"
name = "政策文件"
`;

/** @param {string} title @param {string} [more] */
const text = (title, more = "") => `+++
title = "${title}"
index_number = "113701000041890072/2025-00001"
issuer = "栖澜市交通运输局"
written = 2025-01-02
published = 2025-01-02
disclosure = "主动公开"
category = "wj"
${more}
+++

正文。
`;

const program = process.env.MULU;
const skip = program ? false : "MULU is not set";
const folder = mkdtempSync(join(tmpdir(), "mulu-preview-"));
/** @type {import("playwright-core").Browser} */
let browser;
/** @type {import("node:child_process").ChildProcess | undefined} */
let server;
let home = "";

/** @param {string} content */
const save = (content) => writeFileSync(join(folder, "content", "a.md"), content);

before(async () => {
  if (!program) return;
  mkdirSync(join(folder, "content"));
  writeFileSync(join(folder, "config.toml"), settings);
  save(text("第一个标题"));
  server = spawn(program, ["serve", "--source", folder, "--addr", "127.0.0.1:0", "--date", "2026-11-22"], { stdio: ["ignore", "pipe", "inherit"] });
  if (!server.stdout) throw new Error("no output");
  for await (const line of createInterface(server.stdout)) {
    home = /^预览地址：(\S+)/.exec(line)?.[1] ?? "";
    if (home) break;
  }
  server.stdout.resume();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  if (server && server.exitCode === null) {
    server.kill("SIGTERM");
    await once(server, "exit");
  }
  rmSync(folder, { recursive: true });
});

test("an open page shows what was saved, and problems as they are found", { skip }, async () => {
  const { page, errors, close } = await openPage(browser, { origin: new URL(home).origin }, {});
  await page.goto(home);
  await page.getByText("第一个标题").first().waitFor();

  save(text("第二个标题", 'keywords = ["新", "新"]'));
  await page.getByText("第二个标题").first().waitFor();
  const box = page.locator(".mulu-preview");
  await box.getByText(/重复/).first().waitFor({ state: "attached" });
  assert.match(await box.locator("summary").innerText(), /个问题/);

  // Closing is remembered for these problems; others are shown again.
  await box.getByRole("button", { name: "关闭问题列表" }).click();
  await box.waitFor({ state: "detached" });
  save(text("第三个标题", "unknown = 1"));
  await box.getByText(/unknown/).first().waitFor();
  assert.equal(await box.count(), 1);

  save(text("第四个标题"));
  await page.getByText("第四个标题").first().waitFor();
  await page.waitForFunction(() => !document.querySelector(".mulu-preview")?.textContent?.includes("unknown"));
  assert.deepEqual(errors, []);
  await close();
});
