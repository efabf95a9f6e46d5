import type { FastifyRequest } from 'fastify'
import type { Handle } from '#platform/db/handle'
import type { PersonId } from '../core/index.ts'
import { channelOf, pointKindOf } from '../ledger/index.ts'
import { type Cursor, type PersonLine, personLines } from './queries/search.ts'
import { fullName } from './naming.ts'
import type { PersonRow } from './people-table.tsx'
import { type T, texts } from './texts.ts'

/** What a list shows of people, in the order of their ids. One query. */
export async function rowsOf(
  handle: Handle,
  ids: PersonId[],
  request: Pick<FastifyRequest, 'locale' | 'link'>,
): Promise<PersonRow[]> {
  const t = texts.in(request.locale)
  return (await personLines(handle, ids)).map((line) => rowOf(line, request, t))
}

function rowOf(line: PersonLine, { link }: Pick<FastifyRequest, 'link'>, t: T): PersonRow {
  const { id, town, postal_code, points, agreed, tags, confirmed_on } = line
  const channels = new Set(agreed.map(channelOf).filter((channel) => pointKindOf(channel) !== null))
  return {
    id,
    href: link(`/staff/people/${id}`),
    name: fullName(line),
    town: [postal_code, town].filter(Boolean).join(' '),
    points: points.map(({ value }) => value),
    agreed: Array.from(channels, (channel) => t(`directory.channel.${channel}`)),
    tags,
    supporter: confirmed_on !== null,
  }
}

/** Where the next page begins. Opaque to whoever holds it, and posted, so that no name stands in an address. */
export function writeCursor({ key, id }: Cursor): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url')
}

export function readCursor(text: string | undefined): Cursor | undefined {
  try {
    const [key, id]: unknown[] = JSON.parse(Buffer.from(text ?? '', 'base64url').toString())
    return typeof key === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? { key, id } : undefined
  } catch {
    return undefined
  }
}
