/** What other rooms may ask of signing. */
export { signForm } from './sign-form.tsx'
export { afterSigning, type Newcomer, newcomerOf } from './welcoming.ts'
