import type { LightMyRequestResponse } from 'fastify'
import { type TestProgram, visitor } from './program.ts'
import { staffMember, type Visitor } from './staff.ts'

/** All that a key may be given. */
export const everything = ['people.see', 'people.enter', 'people.edit']

type Ask = { payload?: object; headers?: Record<string, string> }

/** Other software, with the key that it shows. */
export type Software = {
  key: string
  ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, asked?: Ask): Promise<LightMyRequestResponse>
}

/** Other software and its keys, in one program. */
export function keysOf(program: TestProgram) {
  const dayIn = (days: number) => new Date(program.clock.now.getTime() + days * 86_400_000).toISOString().slice(0, 10)

  /** Sends the form by which a key is given. */
  const askForKey = (giver: Visitor, permissions: string[], otherwise: Record<string, string> = {}) => {
    const boxes = Object.fromEntries(permissions.map((one) => [`permissions[${one}]`, 'true']))
    return giver.post('/staff/keys', { name: 'Newsletter', ends: dayIn(30), ...boxes, ...otherwise })
  }

  const programWith = (key: string): Software => {
    const from = visitor()
    return {
      key,
      ask: (method, path, { payload, headers = {} } = {}) =>
        program.server.inject({
          method,
          url: `/api/v1${path}`,
          headers: { ...from, authorization: `Bearer ${key}`, ...headers },
          ...(payload ? { payload } : {}),
        }),
    }
  }

  /** A program with a key that an administrator gave it on the page of keys. */
  const aProgram = async (permissions = everything, territory = ''): Promise<Software> => {
    const giver = await staffMember(program, 'administrator')
    const page = await askForKey(giver, permissions, { territory })
    return programWith(keyIn(page))
  }

  return { dayIn, askForKey, programWith, aProgram }
}

/** The key that a page shows once. */
export const keyIn = ({ body }: LightMyRequestResponse) => /appui_[\w-]{43}/.exec(body)![0]
