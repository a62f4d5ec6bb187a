// Builds scss/ and ts/ into ../folkmoot/web/static/dist, unless nothing changed since the last time.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { withoutUnused } from "./lean.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "../folkmoot/web/static/dist");
const stamp = join(dist, ".sources");
// By which name each file is asked for: one that tells its content may be kept by a browser for good.
const manifest = join(dist, "names.json");
const named = /\.[0-9a-f]{8}\.(css|js)(\.gz|\.br)?$/;
const day = 24 * 3600 * 1000;
// "law" is loaded by the pages of the rules alone, "statistics" by those of the statistics.
const sheets = ["resident", "desk", "design", "law", "statistics"];
// "charts" is loaded by the pages with a chart alone, "film" by the page that plays past nights.
const scripts = ["resident", "desk", "design", "charts", "film"];
const browsers = ["es2020", "chrome90", "firefox90", "safari14.1"];
const outputs = [...sheets.map((name) => `${name}.css`), ...scripts.map((name) => `${name}.js`)];

function hashOfSources() {
  const hash = createHash("sha256");
  const sources = ["scss", "ts"].flatMap((folder) => readdirSync(join(here, folder)).map((file) => join(folder, file)));
  for (const source of ["build.mjs", "lean.mjs", "package-lock.json", "tsconfig.json", ...sources.sort()]) {
    hash.update(source).update("\0").update(readFileSync(join(here, source))).update("\0");
  }
  return hash.digest("hex");
}

function isBuilt(sources) {
  const files = [stamp, manifest, ...outputs.map((file) => join(dist, file))];
  return files.every((file) => existsSync(file)) && readFileSync(stamp, "utf8") === sources;
}

async function writeStyles(name, { sass, esbuild }) {
  const { css } = sass.compile(join(here, "scss", `${name}.scss`), {
    loadPaths: [join(here, "node_modules")],
    quietDeps: true,
  });
  // Scripts of the desk read properties, those for residents none.
  const lean = name === "resident" ? withoutUnused(css) : css;
  const { code } = await esbuild.transform(lean, { loader: "css", minify: true, legalComments: "inline", target: browsers });
  writeFileSync(join(dist, `${name}.css`), code);
}

async function writeScript(name, { esbuild }) {
  await esbuild.build({
    entryPoints: [join(here, "ts", `${name}.ts`)],
    outfile: join(dist, `${name}.js`),
    bundle: true,
    format: "iife",
    minify: true,
    target: browsers,
    logLevel: "warning",
  });
}

/** Writes a file once more under a name that tells its content, also compressed as browsers take it; that name. */
function writeNamed(file) {
  const content = readFileSync(join(dist, file));
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
  const name = file.replace(/\.(css|js)$/, `.${hash}.$1`);
  writeFileSync(join(dist, name), content);
  writeFileSync(join(dist, `${name}.gz`), gzipSync(content, { level: 9 }));
  writeFileSync(join(dist, `${name}.br`), brotliCompressSync(content));
  return name;
}

/** A server that still runs names yesterday's files. */
function removeOld() {
  for (const file of readdirSync(dist).filter((file) => named.test(file))) {
    if (Date.now() - statSync(join(dist, file)).mtimeMs > day) {
      rmSync(join(dist, file));
    }
  }
}

const sources = hashOfSources();
if (!isBuilt(sources)) {
  // Loaded late: a build with nothing to do should take no time.
  const tools = { sass: await import("sass"), esbuild: await import("esbuild") };
  mkdirSync(dist, { recursive: true });
  await Promise.all([
    ...sheets.map((name) => writeStyles(name, tools)),
    ...scripts.map((name) => writeScript(name, tools)),
  ]);
  removeOld();
  writeFileSync(manifest, JSON.stringify(Object.fromEntries(outputs.map((file) => [file, writeNamed(file)])), null, 2));
  for (const file of outputs) {
    const bytes = gzipSync(readFileSync(join(dist, file))).length;
    console.log(`${file.padEnd(14)} ${(bytes / 1024).toFixed(1).padStart(6)} kB compressed`);
  }
}
// Written even when nothing was built: make goes by its time.
writeFileSync(stamp, sources);
