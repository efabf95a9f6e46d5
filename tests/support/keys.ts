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
  const sendForm = (giver: Visitor, permissions: string[], otherwise: Record<string, string> = {}) => {
    const boxes = Object.fromEntries(permissions.map((one) => [`permissions[${one}]`, 'true']))
    return giver.post('/staff/keys', { name: 'Newsletter', ends: dayIn(30), ...boxes, ...otherwise })
  }

  /** The same, and makes the key once a second person has allowed it, where it takes one. */
  const askForKey = async (giver: Visitor, permissions: string[], otherwise: Record<string, string> = {}) => {
    const answer = await sendForm(giver, permissions, otherwise)
    if (answer.statusCode !== 303) return answer
    const asked = "select id, subject from approval where kind = 'key' order by id desc limit 1"
    const [{ id, subject }] = (await program.rows<{ id: string; subject: string }>(asked)) as [{ id: string; subject: string }]
    await (await staffMember(program, 'data-officer')).post(`/staff/approvals/${id}`)
    return giver.post(`/staff/keys/${subject}/make`)
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

  return { dayIn, sendForm, askForKey, programWith, aProgram }
}

/** The key that a page shows once. */
export const keyIn = ({ body }: LightMyRequestResponse) => /appui_[\w-]{43}/.exec(body)![0]
