import { amountWords } from '#platform/money/words'

/** "dix euros et vingt-neuf centimes": an amount of euros in French words. Of other languages and currencies: `#platform/money/words`. */
export const euroWords = (amount: number): string => amountWords('fr', amount, 'EUR')!
