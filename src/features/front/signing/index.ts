/** What other slices may ask of signing. */
export { SignForm } from './sign.page.tsx'
export { signForm } from './sign-form.ts'
