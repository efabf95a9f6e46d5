import type { SlotOf } from '#platform/slots'
import { administrators } from '../core/index.ts'
import type { office } from '../office/index.ts'
import { mailSetting } from './mail-trial.tsx'
import { provenMail } from './queries.ts'
import { texts } from './texts.ts'

type Step = SlotOf<typeof office.steps>

const edit = { permission: 'movement.edit', everywhere: true } as const

/** Who answers for the file (GDPR art. 13.1.a): asked for until it is said. */
const controllerSaid: Step = {
  ...edit,
  isDone: async ({ movement }) => movement.current.controller !== undefined,
  text: (locale) => texts.in(locale)('movement.step.controller'),
  hint: (_app, locale) => texts.in(locale)('movement.step.controller-hint'),
  way: () => ({ path: '/staff/movement', text: (locale) => texts.in(locale)('movement.step.controller-way') }),
}

const contactSaid: Step = {
  ...edit,
  isDone: async ({ movement }) => movement.current.contact !== undefined,
  text: (locale) => texts.in(locale)('movement.step.contact'),
  hint: (_app, locale) => texts.in(locale)('movement.step.contact-hint'),
  way: () => ({ path: '/staff/movement', text: (locale) => texts.in(locale)('movement.step.contact-way') }),
}

/** A mail went out by the way that is set now, and somebody saw it arrive. */
const mailLeaves: Step = {
  ...edit,
  isDone: async (app) => {
    const setting = mailSetting(app)
    return setting !== undefined && (await provenMail(app.database.read)) === setting
  },
  text: (locale) => texts.in(locale)('movement.step.mail'),
  hint: (app, locale) => texts.in(locale)(mailSetting(app) ? 'movement.step.mail-hint' : 'movement.mail.nowhere'),
  way: (app) =>
    mailSetting(app)
      ? { path: '/staff/movement/mail-trial', post: true, text: (locale) => texts.in(locale)('movement.step.mail-way') }
      : undefined,
}

/** A second person can let the first back in, and gives what two have to agree to. */
const secondAdministrator: Step = {
  ...edit,
  isDone: async ({ database, now }) => (await administrators(database.read, now())) > 1,
  text: (locale) => texts.in(locale)('movement.step.second'),
  hint: (_app, locale) => texts.in(locale)('movement.step.second-hint'),
  way: () => ({ path: '/staff/mandates', text: (locale) => texts.in(locale)('movement.step.second-way') }),
}

export const steps: Step[] = [controllerSaid, contactSaid, mailLeaves, secondAdministrator]
