/**
 * Makes the project ready to run, on whatever Node the machine has (20 or later): installs the packages when they are
 * missing or not those of the lock file, and builds when a source is newer than the build. What only tests and checks need
 * comes with `--all`; with `--test`, the browser too. Does nothing when all is in place.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const BUILT_FROM = ['src', 'package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.json']

const test = process.argv.includes('--test')
installPackages(test || process.argv.includes('--all'))
build()
if (test) findBrowser()

function installPackages(all) {
  const stamp = join(root, 'node_modules', '.appui-lock')
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const hash = createHash('sha256').update(lock).digest('hex')
  const found = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
  if (found === `${hash} all` || (!all && found === `${hash} run`)) return
  say(all ? 'Installing packages, those of tests and checks too (once)…' : 'Installing packages (once)…')
  installBeside(lock, all ? [] : ['--omit=dev'])
  writeFileSync(stamp, `${hash} ${all ? 'all' : 'run'}`)
}

/**
 * Installs into a folder beside, and moves what came: an install that is cut short leaves no half of one. There the lock says
 * where each package lies, in the registry that this machine uses: ours names none, and npm would ask for each first.
 */
function installBeside(lock, options) {
  const beside = join(root, '.installing')
  rmSync(beside, { recursive: true, force: true })
  mkdirSync(beside)
  writeFileSync(join(beside, 'package.json'), readFileSync(join(root, 'package.json')))
  writeFileSync(join(beside, 'package-lock.json'), JSON.stringify(withAddresses(JSON.parse(lock))))
  // No package of ours needs a script of its own to be installed.
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...options], beside)
  rmSync(join(root, 'node_modules'), { recursive: true, force: true })
  renameSync(join(beside, 'node_modules'), join(root, 'node_modules'))
  rmSync(beside, { recursive: true })
}

function withAddresses(lock) {
  const shell = process.platform === 'win32'
  const registry = execFileSync('npm', ['config', 'get', 'registry'], { cwd: root, encoding: 'utf8', shell })
    .trim()
    .replace(/\/*$/, '/')
  for (const [path, one] of Object.entries(lock.packages)) {
    const name = one.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    if (path) one.resolved ??= `${registry}${name}/-/${name.slice(name.lastIndexOf('/') + 1)}-${one.version}.tgz`
  }
  return lock
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

function run(command, args, cwd = root) {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) process.exit(status ?? 1)
}

function say(sentence) {
  console.log(sentence)
}
