// Builds what the browser loads from editor/src, and copies the font and the icons that the site uses, into ../wwwroot.
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const webRoot = new URL('../wwwroot/', import.meta.url);
const modules = new URL('./node_modules/', import.meta.url);

/** The icons of the site, by their names at lucide.dev. */
const icons = (await readFile(new URL('./src/icons.txt', import.meta.url), 'utf8')).split('\n').filter(Boolean);

async function sprite() {
  const symbols = await Promise.all(
    icons.map(async (name) => {
      const svg = await readFile(new URL(`lucide-static/icons/${name}.svg`, modules), 'utf8');
      const shapes = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'));
      return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s+/g, ' ').trim()}</symbol>`;
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('\n')}</svg>\n`;
}

const site = {
  absWorkingDir: new URL('.', import.meta.url).pathname,
  outdir: new URL('editor/', webRoot).pathname,
  bundle: true,
  minify: true,
  sourcemap: true,
  target: 'es2022',
  logLevel: 'warning',
};

await mkdir(new URL('fonts/', webRoot), { recursive: true });
await Promise.all([
  build({ ...site, entryPoints: ['src/editor.ts', 'src/page.ts'], format: 'esm' }),
  // A plain script: it runs before the first paint.
  build({ ...site, entryPoints: ['src/theme.ts'], format: 'iife' }),
  cp(new URL('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2', modules), new URL('fonts/inter-latin.woff2', webRoot)),
  cp(new URL('@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2', modules), new URL('fonts/inter-latin-ext.woff2', webRoot)),
  writeFile(new URL('icons.svg', webRoot), await sprite()),
]);
