import tailwindcss from '@tailwindcss/vite'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

/** Every `*.island.ts` of a slice is an entry of its own, named after itself; so is every `*.worker.ts`, which runs beside a page. */
const islands = readdirSync('src/features', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(island|worker)\.tsx?$/.test(file))
  .map((file) => `src/features/${file}`)

/** Writes each asset compressed beside itself, so that no request compresses it again. */
const precompress: Plugin = {
  name: 'precompress',
  writeBundle({ dir }, bundle) {
    for (const file of Object.keys(bundle).filter((name) => /\.(js|css|svg)$/.test(name))) {
      const bytes = readFileSync(`${dir}/${file}`)
      writeFileSync(`${dir}/${file}.br`, brotliCompressSync(bytes))
      writeFileSync(`${dir}/${file}.gz`, gzipSync(bytes))
    }
  },
}

/**
 * These read files that lie beside them, or are native. Everything else is bundled: a thousand small files take a second to find
 * and to compile, at each start.
 */
const EXTERNAL = ['@electric-sql/pglite', 'sharp', 'pdfkit', 'fontkit', 'pg-native']

/**
 * Escapes what is beyond ASCII: Node keeps a source in memory for as long as it runs, in twice the room when one of its
 * characters is. One that follows a backslash stays: escaped again it would be another.
 */
const ascii: Plugin = {
  name: 'ascii',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk') chunk.code = chunk.code.replace(BEYOND_ASCII, escaped)
  },
}
// By units of UTF-16, as an escape names them.
const BEYOND_ASCII = /(?<!\\)[^\0-\x7f]/g
const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Every `*.thread.ts` runs in a thread of its own, and lies beside what starts it. */
const threads = readdirSync('src/features', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.thread.ts'))
  .map((file) => [basename(file, '.ts'), `src/features/${file}`])

const server = {
  outDir: 'dist/server',
  ssr: true,
  target: 'node24',
  rolldownOptions: {
    input: { main: 'src/main.ts', ...Object.fromEntries(threads) },
    output: {
      entryFileNames: ({ name }: { name: string }) => (name === 'main' ? 'main.js' : 'assets/[name].js'),
      comments: false,
    },
  },
}
const client = {
  outDir: 'dist/client',
  manifest: true,
  assetsInlineLimit: 0,
  rolldownOptions: { input: ['src/ui/styles.css', ...islands] },
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: isSsrBuild ? [ascii] : [tailwindcss(), precompress],
  publicDir: false,
  ...(isSsrBuild ? { ssr: { noExternal: true, external: EXTERNAL } } : {}),
  build: { ...(isSsrBuild ? server : client), reportCompressedSize: false },
}))
