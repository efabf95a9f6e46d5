/** What other rooms may ask of joining. */
export { joinGroup } from './commands/join.ts'
export { joinGroups } from './commands/merge.ts'
export { JoinPage } from './membership.page.tsx'
export { requests } from './queries.ts'
export { SharingForm } from './schema.ts'
export { pageTexts as joiningTexts } from './texts.ts'
