import type { Feature } from '#platform/app'
import { texts } from './texts.ts'

export const books: Feature = {
  name: 'books',
  owns: 'double entry: accounts, entries and balances of whoever keeps books here',
  texts,
  migrations: 'src/features/give/books/migrations',
  impersonal: ['book_account', 'book_entry', 'book_line', 'book_day'],
}
