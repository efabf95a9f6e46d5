import pg from 'pg'

export type Listener = { close(): Promise<void> }

type Ears = {
  heard(payload: string): void
  /** Listens, for the first time or anew: what was told until now nobody heard. */
  connected(): void
  /** Does not listen any more, or could not begin; tries again by itself. */
  lost(error: unknown): void
}

/** Milliseconds before another try, doubled by each that fails, up to the longest. */
const AGAIN_AFTER = { first: 1_000, longest: 30_000 }

/**
 * Listens to a channel over a connection of its own, since what is listened to belongs to a session: behind a pooler that
 * shares sessions between transactions it would be lost. Comes back after the first try, and goes on trying until it is closed.
 */
export async function listen(url: string, channel: string, { heard, connected, lost }: Ears): Promise<Listener> {
  let current: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let wait = AGAIN_AFTER.first
  let closed = false

  const giveUp = (client: pg.Client, error: unknown) => {
    // One that breaks may say so more than once.
    if (closed || client !== current) return
    current = undefined
    lost(error)
    void client.end().catch(() => {})
    timer = setTimeout(() => void connect(), wait)
    wait = Math.min(2 * wait, AGAIN_AFTER.longest)
  }

  async function connect(): Promise<void> {
    const client = connectionTo(url)
    current = client
    client.on('error', (error) => giveUp(client, error))
    client.on('end', () => giveUp(client, new Error('The connection was closed')))
    client.on('notification', ({ payload = '' }) => heard(payload))
    try {
      await client.connect()
      await client.query(`listen ${pg.escapeIdentifier(channel)}`)
      wait = AGAIN_AFTER.first
      connected()
    } catch (error) {
      giveUp(client, error)
    }
  }

  await connect()
  return {
    close: async () => {
      closed = true
      clearTimeout(timer)
      await current?.end().catch(() => {})
    },
  }
}

function connectionTo(url: string): pg.Client {
  return new pg.Client({
    connectionString: url,
    application_name: 'appui listener',
    connectionTimeoutMillis: 5_000,
    // Who only listens would never notice a network that drops connections silently.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  })
}
