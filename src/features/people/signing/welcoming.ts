import type { FastifyRequest } from 'fastify'
import type { ComponentChild } from 'preact'
import type { App } from '#platform/app'
import { defineSlot } from '#platform/slots'
import { findSupporter } from '../core/index.ts'
import { links } from './links.ts'

type Supporter = NonNullable<Awaited<ReturnType<typeof findSupporter>>>

/** Somebody who has just signed, where she lives if we know it, and the token that opens doors to her for an hour. */
export type Newcomer = Pick<FastifyRequest, 'locale' | 'link'> & {
  person: Supporter['id']
  point: { lng: number; lat: number } | undefined
  token: string
}

/** What a room shows her on the page that thanks her; lower orders come first. Undefined: nothing for her. */
type Panel = { order: number; draw(app: App, newcomer: Newcomer): Promise<ComponentChild | undefined> }

/** Rooms put here what somebody can do next who has just signed. */
export const afterSigning = defineSlot<Panel>('people.after-signing')

/** What comes after signing, in order. A panel that fails is left out: she has signed all the same, and is thanked. */
export async function panelsFor(app: App, newcomer: Newcomer): Promise<ComponentChild[]> {
  const panels = app.filled(afterSigning).toSorted((a, b) => a.order - b.order)
  const draw = async (panel: Panel) => {
    try {
      return await panel.draw(app, newcomer)
    } catch (error) {
      app.log.error({ err: error }, 'a panel after signing failed')
      return undefined
    }
  }
  return Promise.all(panels.map(draw))
}

/** Who has just signed, by the token of the page that thanks her: for an hour she is not asked again whose mailbox that is. */
export async function newcomerOf(app: App, token: string): Promise<Supporter | undefined> {
  const id = links.openThanks(app, token)
  return id ? findSupporter(app.database.read, id) : undefined
}
