/** What other rooms may ask of signing. */
export { signForm } from './sign-form.tsx'
export { afterSigning, newcomerOf } from './welcoming.ts'
