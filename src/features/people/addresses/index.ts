/** What other rooms may ask of addresses. */
export type { AddressCard, Quality } from './tables.ts'
export { bearerAmong, type Holding, likeness, mayBeCalled, meantBy, type Named, namedIn, saysMore, signerAmong } from './rules.ts'
export { erasing } from './erasing.ts'
export { hashesOf, type HashOf, hashOf } from './hashes.ts'
export { forgetHashes, hashPoints } from './commands/hashing.ts'
export { addFreshPoints, addPoints, addSelected, respellContactPoints } from './commands/points.ts'
export { dropPoint, holdPoint, markPoint, markPoints, movePoint, provePoint } from './commands/holding.ts'
