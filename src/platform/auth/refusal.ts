import { APIError } from 'better-auth/api'

/** What the library refuses is an answer, not a fault of ours; anything else is. */
export async function unlessRefused<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) return undefined
    throw error
  }
}
