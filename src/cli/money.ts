import { formatMoney, readMoneyLocale } from './format/money.ts'

/** An amount of the API, as the language of this terminal writes it. */
export const money = (amount: unknown, currency?: string): string => formatMoney(amount, readMoneyLocale(process.env), currency)
