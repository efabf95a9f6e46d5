import { Type } from 'typebox'

const next = Type.Optional(Type.String({ maxLength: 500 }))

export const NextQuery = Type.Object({ next })
export const SignInForm = Type.Object({ email: Type.String({ format: 'email', maxLength: 254 }), next })
export const CodeForm = Type.Object({ code: Type.String({ maxLength: 40, default: '' }), next })
export const ProofForm = Type.Object({
  code: Type.Optional(Type.String({ maxLength: 40 })),
  recovery: Type.Optional(Type.String({ maxLength: 40 })),
  // What the page that links an app shows, so that it can show it again.
  uri: Type.Optional(Type.String({ pattern: '^otpauth://totp/[\\x21-\\x7e]{1,400}$' })),
  codes: Type.Optional(Type.String({ pattern: '^[\\w-]{1,20}( [\\w-]{1,20}){0,19}$' })),
  next,
})
export const TokenParams = Type.Object({ token: Type.String({ maxLength: 200 }) })
export const IdParams = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** What an authenticator says, checked by the WebAuthn library; here only its size is. */
export const PasskeyResponse = Type.Object({
  response: Type.Object({ id: Type.String({ maxLength: 1400 }) }, { additionalProperties: true }),
  name: Type.Optional(Type.String({ format: 'line', maxLength: 60 })),
})
