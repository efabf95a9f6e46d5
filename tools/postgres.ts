import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'

export type PrivatePostgres = {
  url: string
  bin: string
  /** Text of the server's log. */
  log(): string
  /** Stops it as an administrator would, and starts it again on the same port and data. */
  restart(): Promise<void>
  /** Stops it, and leaves its data. */
  end(): Promise<void>
  /** Stops it and removes its data. */
  stop(): Promise<void>
}

/** What a server need not do whose data nobody will miss: tests make and drop a database for each of their programs. */
export const FORGETFUL = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/** Starts a PostgreSQL of Debian's binaries on a free loopback port, with data of its own and the durability of its defaults unless told otherwise. */
export async function startPostgres(otherwise: Record<string, string> = {}): Promise<PrivatePostgres> {
  const bin = binaries()
  const owner = ownerOfServer()
  const folder = mkdtempSync(join(tmpdir(), 'appui-postgres-'))
  if (owner) chownSync(folder, owner.uid, owner.gid)
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'appui', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'], {
    ...owner,
    stdio: 'ignore',
  })
  const port = await freePort()
  let server = await serve({ bin, data, port, owner, otherwise })
  const logs = join(data, 'log')
  const end = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGINT')
    await ended
  }
  return {
    url: `postgres://appui@127.0.0.1:${port}/postgres`,
    bin,
    log: () => (existsSync(logs) ? readdirSync(logs) : []).map((file) => readFileSync(join(logs, file), 'utf8')).join(''),
    restart: async () => {
      await end()
      server = await serve({ bin, data, port, owner, otherwise })
    },
    end,
    stop: async () => {
      if (server.exitCode === null) await end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Served = { bin: string; data: string; port: number; owner: Owner | undefined; otherwise: Record<string, string> }

async function serve({ bin, data, port, owner, otherwise }: Served): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '150',
    shared_buffers: '512MB',
    logging_collector: 'on',
    log_line_prefix: '',
    ...otherwise,
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...options], { ...owner, stdio: 'ignore' })
  for (let tries = 0; tries < 200; tries++) {
    if (isReady(bin, port)) return server
    if (server.exitCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('PostgreSQL did not start')
}

function isReady(bin: string, port: number): boolean {
  try {
    execFileSync(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)])
    return true
  } catch {
    return false
  }
}

/** The newest of Debian's versions. */
function binaries(): string {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).filter((name) => existsSync(join(root, name, 'bin', 'postgres'))) : []
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0]
  if (!newest) throw new Error('This needs PostgreSQL: apt-get install postgresql')
  return join(root, newest, 'bin')
}

type Owner = { uid: number; gid: number }

/** PostgreSQL refuses to run as root, so root runs it as Debian's user. */
function ownerOfServer(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}
