/** Builds what browsers load and what the server runs, side by side. */
import { build } from 'vite'

await Promise.all([build(), build({ build: { ssr: 'src/main.ts' } })])
