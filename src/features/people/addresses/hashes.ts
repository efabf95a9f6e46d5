import type { App } from '#platform/app'
import { formerSpelling } from '#platform/text/phone'

export type HashOf = (address: string) => Buffer

/** Keyed hash of an address, as the suppression list has it. */
export function hashOf({ seals }: App) {
  return (address: string) => seals.hash('people.address', address)
}

/** Every hash under which the suppression list may have an address: as it is spelt now, and as it was before. */
export function hashesOf(hashOf: HashOf, address: string): Buffer[] {
  const former = formerSpelling(address)
  return [address, ...(former ? [former] : [])].map(hashOf)
}
