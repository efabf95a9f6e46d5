import tailwindcss from '@tailwindcss/vite'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
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

const server = {
  outDir: 'dist/server',
  ssr: 'src/main.ts',
  target: 'node24',
  sourcemap: true,
  rolldownOptions: { output: { entryFileNames: 'main.js' } },
}
const client = {
  outDir: 'dist/client',
  manifest: true,
  assetsInlineLimit: 0,
  rolldownOptions: { input: ['src/ui/styles.css', ...islands] },
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: isSsrBuild ? [] : [tailwindcss(), precompress],
  publicDir: false,
  build: isSsrBuild ? server : client,
}))
