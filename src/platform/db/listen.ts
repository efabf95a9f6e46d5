import pg from 'pg'

export type Listener = { close(): Promise<void> }

/** Milliseconds before a connection that was cut, or could not be made, is tried again. */
const AGAIN_AFTER = 1_000

/**
 * Listens to a channel over a connection of its own, since what is listened to belongs to a session: behind a pooler that
 * shares sessions between transactions it would be lost. `connected` is called each time that it listens anew: what was told
 * meanwhile nobody heard. Comes back after the first try; whether that succeeds or not, it goes on until closed.
 */
export async function listen(
  url: string,
  channel: string,
  { heard, connected }: { heard(payload: string): void; connected(): void },
): Promise<Listener> {
  let current: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const lost = (client: pg.Client) => {
    // A connection may fail in more ways than one at once.
    if (closed || client !== current) return
    current = undefined
    void client.end().catch(() => {})
    timer = setTimeout(() => void connect(), AGAIN_AFTER)
  }

  async function connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'appui listener',
      connectionTimeoutMillis: 5_000,
      // A network that dropped the connection silently is noticed by nothing else, since all that comes here is news.
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    })
    current = client
    client.on('error', () => lost(client))
    client.on('end', () => lost(client))
    client.on('notification', ({ payload }) => heard(payload ?? ''))
    try {
      await client.connect()
      await client.query(`listen ${pg.escapeIdentifier(channel)}`)
      connected()
    } catch {
      lost(client)
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
