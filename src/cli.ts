import { rmSync, writeFileSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { read } from 'read'
import { backUp, openArchive, restore } from '#people'
import { setupLink } from '#staff'
import { loadDemo } from './demo.ts'
import type { App } from './platform/app.ts'
import { type Config, readConfig, SettingsError, SHORTEST_PASSPHRASE } from './platform/config/config.ts'
import { closeFolder, keepToOwner } from './platform/config/folder.ts'
import { tidy } from './platform/db/upkeep.ts'
import { createLog, type Log } from './platform/log.ts'
import { createProgram, type Program } from './program.ts'

/** What the demo is called and where it lives, unless the settings say otherwise. */
const DEMO = { MOVEMENT_NAME: 'La Belle Saison', DATA_DIR: './var/demo' }

/** Milliseconds after which a stop no longer waits for what is under way. */
const PATIENCE = 20_000

keepToOwner()
const [command = 'start', path] = process.argv.slice(2)
if (command === 'start' || command === 'demo') await run(settings(), command === 'demo')
else if ((command === 'backup' || command === 'restore') && path) await once(settings(), command, path)
else fail(['This takes: start, demo, backup FILE, or restore FILE.'])

async function run(config: Config, demo: boolean): Promise<void> {
  if (demo && config.production) fail(['The demo makes up 100,000 people; it does not start in production.'])
  const begun = performance.now()
  const log = createLog(config.logLevel, config.logFormat)
  closed(config, log)
  let program: Program | undefined
  // From the first moment: as the first process of a container nobody else would end it.
  stopOnSignal(log, () => program?.stop())
  log.info('opening the database')
  program = await createProgram(config, log).catch((error: unknown) =>
    fail([error instanceof Error ? error.message : String(error)], error),
  )
  if (demo) {
    log.info('looking for the demo, which is made up once, in about a minute')
    await loadDemo(program.app)
  }
  if (demo && program.database.embedded) await tidy(program.database.pool)
  // A worker listens too: an orchestrator asks it for /healthz and /readyz. Before it takes jobs, for a port in use ends it.
  await program.server.listen({ port: config.port, host: config.host })
  if (config.role !== 'web') await program.jobs.work(program.app)
  if (config.production && !config.mailUrl) log.warn('MAIL_URL is not set: mails are written to disk, and nobody gets them')
  log.info(`ready after ${Math.ceil((performance.now() - begun) / 1000)} seconds`)
  await sayWhere(program.app)
  // Now, not at the end: a machine that is switched off does not wait for it.
  flushCompileCache()
}

/** Closes the data folder to others on this machine, and says where it had to. */
function closed({ dataDir }: Config, log: Log): void {
  try {
    if (closeFolder(dataDir)) log.warn({ dataDir }, 'the data folder was open to others on this machine, and is closed now')
  } catch (error) {
    fail([error instanceof Error ? error.message : String(error)], error)
  }
}

/**
 * Where to go now, last and alone: to the set-up until somebody has done it, then to the movement. Who watches a terminal sees the link; what is
 * written down for others to read names the file that holds it, since it opens the whole movement.
 */
async function sayWhere(app: App): Promise<void> {
  const { name } = app.movement.current
  const { publicUrl } = app.config
  const setup = await setupLink(app)
  const file = join(app.config.dataDir, 'set-up-link')
  const say = (lines: string[]) => process.stdout.write(`${lines.map((line) => `${line}\n`).join('')}\n`)
  if (setup) {
    writeFileSync(file, `${setup}\n`, { mode: 0o600 })
    const here = process.stdout.isTTY
      ? ['Its first administrator sets it up here, within a day:', '', `  ${setup}`]
      : ['Its first administrator sets it up within a day, by the link in this file:', '', `  ${file}`]
    say([`${name}: ${publicUrl}`, ...here])
  } else {
    rmSync(file, { force: true })
    say([`${name} is open (Ctrl-C stops it):`, '', `  ${publicUrl}`])
  }
}

/** Writes the whole movement into a file, or reads one into an empty movement. The embedded database must not be open elsewhere. */
async function once(config: Config, act: 'backup' | 'restore', file: string): Promise<void> {
  const log = createLog(config.logLevel, config.logFormat)
  // Before anything is opened: somebody waits before a question.
  const lock = act === 'backup' ? await lockOf(config) : undefined
  closed(config, log)
  const program = await createProgram(config, log).catch((error: unknown) =>
    fail([error instanceof Error ? error.message : String(error)], error),
  )
  try {
    if (lock) await backUp(program.app, file, lock)
    else await restore(program.app, await openArchive(file, () => keyOf(config)))
    process.stdout.write(`${act} done: ${file}\n`)
  } catch (error) {
    fail([error instanceof Error ? program.say(error) : String(error)])
  } finally {
    await program.stop()
  }
}

/** What a backup is shut with: as the settings say, or a passphrase of who stands before the terminal. */
async function lockOf({ backup: { recipient, passphrase } }: Config): Promise<Parameters<typeof backUp>[2]> {
  if (recipient) return { recipient }
  const typed = passphrase ?? (await askHidden(`Passphrase for the backup, ${SHORTEST_PASSPHRASE} characters at least: `))
  if (typed.length < SHORTEST_PASSPHRASE) fail([`A passphrase has ${SHORTEST_PASSPHRASE} characters at least.`])
  if (!passphrase && typed !== (await askHidden('The same once more: '))) fail(['The two are not the same.'])
  return { passphrase: typed }
}

async function keyOf({ backup: { identity, passphrase } }: Config) {
  if (identity) return { identity }
  return { passphrase: passphrase ?? (await askHidden('Passphrase of the backup: ')) }
}

function askHidden(prompt: string): Promise<string> {
  if (!process.stdin.isTTY)
    return fail([
      'A backup is encrypted: set BACKUP_RECIPIENT (to open it: BACKUP_IDENTITY) or BACKUP_PASSPHRASE, or run this in a terminal.',
    ])
  return read({ prompt, silent: true, output: process.stderr })
}

function stopOnSignal(log: Log, stop: () => Promise<void> | undefined): void {
  let stopping = false
  const end = async (signal: string) => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), PATIENCE).unref()
    await stop()
    process.exit(0)
  }
  process.on('SIGTERM', () => void end('SIGTERM'))
  process.on('SIGINT', () => void end('SIGINT'))
}

function settings(): Config {
  try {
    return readConfig(command === 'demo' ? { ...DEMO, ...process.env } : process.env)
  } catch (error) {
    if (error instanceof SettingsError) return fail(error.mistakes)
    throw error
  }
}

function fail(sentences: string[], cause?: unknown): never {
  process.stderr.write(`Appui cannot start:\n${sentences.map((sentence) => `- ${sentence}\n`).join('')}`)
  if (cause instanceof Error && cause.stack) process.stderr.write(`${cause.stack}\n`)
  process.exit(1)
}
