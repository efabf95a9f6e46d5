import { CURRENCIES } from '#platform/money'
import { Type } from 'typebox'
import { line, oneOf, uuid } from '#platform/http/shapes'

import { PROVIDERS } from './tables.ts'

export const AccountParams = Type.Object({ account: uuid })
export const PaymentParams = Type.Object({ payment: uuid })

const secret = Type.Optional(line(300))

export const AccountForm = Type.Object(
  {
    name: line(80),
    provider: oneOf(PROVIDERS),
    currency: oneOf(Object.keys(CURRENCIES)),
    key: secret,
    token: secret,
    secret,
  },
  { additionalProperties: false },
)

export const SecretForm = Type.Object({ secret: line(300) }, { additionalProperties: false })

/** What somebody lets happen on the page that plays the provider. */
export const PLAYS = ['pay', 'wait', 'refuse', 'cancel', 'later-pay', 'later-refuse'] as const
export const PlayForm = Type.Object({ play: oneOf(PLAYS) }, { additionalProperties: false })
