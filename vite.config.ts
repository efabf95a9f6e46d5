import tailwindcss from '@tailwindcss/vite'
import { readdirSync } from 'node:fs'
import { defineConfig } from 'vite'

/** Every `*.island.ts` of a slice is an entry of its own, named after itself. */
const islands = readdirSync('src/features', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.island\.tsx?$/.test(file))
  .map((file) => `src/features/${file}`)

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [tailwindcss()],
  publicDir: isSsrBuild ? false : 'src/ui/public',
  build: isSsrBuild
    ? {
        outDir: 'dist/server',
        ssr: 'src/main.ts',
        target: 'node24',
        sourcemap: true,
        rolldownOptions: { output: { entryFileNames: 'main.js' } },
      }
    : {
        outDir: 'dist/client',
        manifest: true,
        assetsInlineLimit: 0,
        rolldownOptions: { input: ['src/ui/styles.css', ...islands] },
      },
}))
