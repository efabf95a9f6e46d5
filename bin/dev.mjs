/** Builds on every change of a source, and starts the program again. Ctrl-C ends all. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'

const bin = (name) => join(import.meta.dirname, '..', 'node_modules', '.bin', name)
const children = [
  spawn(bin('vite'), ['build', '--watch'], { stdio: 'inherit' }),
  spawn(bin('vite'), ['build', '--ssr', '--watch'], { stdio: 'inherit' }),
  spawn(bin('node'), ['--watch-path=dist/server', '--watch-preserve-output', 'dist/server/main.js', 'start'], {
    stdio: 'inherit',
  }),
]
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => children.forEach((child) => child.kill('SIGTERM')))
