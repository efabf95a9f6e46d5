/** What other slices may ask of people. */
export { figures, supportersByDay, type Figures } from './queries.ts'
export { supporterConfirmed } from './events.ts'
export { SignForm } from './sign.page.tsx'
export { signForm } from './sign-form.ts'
export { seedSupporters, type SeedSupporter } from './seed.ts'
export type { PersonCard, PersonId } from './tables.ts'
