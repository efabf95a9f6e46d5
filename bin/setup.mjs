/**
 * Makes the project ready to run, on whatever Node the machine has (20 or later): installs the packages when they are
 * missing or not those of the lock file, and builds when a source is newer than the build. With `--test`, also finds or
 * installs the browser. Does nothing when all is in place.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const BUILT_FROM = ['src', 'package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.json']

installPackages()
build()
if (process.argv.includes('--test')) findBrowser()

function installPackages() {
  const stamp = join(root, 'node_modules', '.appui-lock')
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  say('Installing packages (once)…')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(stamp, lock)
}

function build() {
  const stamp = join(root, 'dist', '.built')
  const newest = Math.max(...BUILT_FROM.map((path) => newestIn(join(root, path))))
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= newest) return
  say('Building…')
  run('npm', ['run', '--silent', 'build'])
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stamp, '')
}

/** The browser of the tests: Debian's Chromium, or one that CHROMIUM names. */
function findBrowser() {
  if (existsSync(process.env.CHROMIUM ?? '/usr/bin/chromium')) return
  say('Installing Chromium for the tests (once)…')
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const apt = (...args) =>
    spawnSync([...sudo, 'apt-get', ...args][0], [...sudo, 'apt-get', ...args].slice(1), { stdio: 'inherit' }).status === 0
  if (
    apt('update', '-qq') &&
    apt('install', '-y', '-qq', '--no-install-recommends', 'chromium') &&
    existsSync('/usr/bin/chromium')
  )
    return
  console.error(
    'The tests need Chromium, and apt could not install it. Install it, or name yours: CHROMIUM=/path/to/chromium npm test',
  )
  process.exit(1)
}

function newestIn(path) {
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestIn(join(path, name))), stats.mtimeMs)
}

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) process.exit(status ?? 1)
}

function say(sentence) {
  console.log(sentence)
}
