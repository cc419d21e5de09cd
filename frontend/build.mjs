// 做成 generator/web/static 里的三个文件:同样的源文件和锁定的软件包,得同样的字节。另一个文件夹可作参数给出
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const look = join(here, "../templates/look");
const outdir = process.argv[2] ?? join(here, "../generator/web/static");

// 网页和核对结果的样式各只有一份,在 templates/look;这里只把它们限在一个类里面(屏幕上的,不要打印和整页分栏的)
const screen = readFileSync(join(look, "screen.css"), "utf-8");
const report = readFileSync(join(look, "report.css"), "utf-8");

function without(css, start) {
  for (let from = css.indexOf(start); from >= 0; from = css.indexOf(start)) {
    let depth = 0, to = css.indexOf("{", from);
    do {
      depth += { "{": 1, "}": -1 }[css[to]] ?? 0;
      to++;
    } while (depth > 0);
    css = css.slice(0, from) + css.slice(to);
  }
  return css;
}

const within = (name, css) => `.${name} {\n${css.replaceAll(/(^|[\n,{}] *)body\b/g, "$1&")}\n}\n`;

function paper() {
  const kept = without(without(screen, "@media print"), "@media screen");
  return within("paper", kept.replaceAll("main a", ".fig").replaceAll("main ", ""));
}

function reported() {
  const root = /:root \{[^}]*\}/.exec(report)[0];
  const kept = without(without(report, "@page"), "@media print").replace(root, "");
  return root + within("report", kept);
}

const looks = {
  name: "looks",
  setup(made) {
    made.onResolve({ filter: /^look:/ }, ({ path }) => ({ path: path.slice(5), namespace: "look" }));
    made.onLoad({ filter: /.*/, namespace: "look" }, ({ path }) => ({ contents: path === "paper" ? paper() : reported(), loader: "css" }));
  },
};

await build({
  entryPoints: { app: join(here, "src/app.ts"), editor: join(here, "src/editor.ts") },
  outdir, bundle: true, format: "esm", minify: true, charset: "utf8", legalComments: "none", target: ["chrome109", "firefox115", "safari16"], plugins: [looks],
});
await build({
  entryPoints: { app: join(here, "src/styles/app.css") },
  outdir, bundle: true, minify: true, charset: "utf8", target: ["chrome109", "firefox115", "safari16"], plugins: [looks],
});
