import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// What is loaded is compiled once: the next start reads the outcome. It lies with the build, and goes with it.
enableCompileCache(join(import.meta.dirname, '.compiled'))
await import('./cli.ts')
