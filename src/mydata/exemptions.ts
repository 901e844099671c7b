/** Which exemption reasons go with which type of invoice and classification. */

/** The reason of a domestic sale whose VAT the buyer pays. */
export const REVERSE_CHARGE = '16'

/** The reasons of the One-Stop Shop: non-Union scheme, Union scheme, imports. */
export const OSS_REASONS = ['29', '30', '31']

/** The reason of a Tax Free sale. */
export const TAX_FREE = '28'

/** The reasons that belong to other types of invoice, and the usual reason of the type. Any other reason may be right. */
export const REASONS_BY_TYPE: Readonly<Record<string, { usual?: string; wrong: readonly string[] }>> = {
  '1.1': { wrong: ['14'] },
  '1.2': { usual: '14', wrong: ['4', '8', '16'] },
  '1.3': { usual: '8', wrong: ['4', '14', '16'] },
  '2.1': { wrong: ['14'] },
  '2.2': { usual: '4', wrong: ['8', '14', '16'] },
  '2.3': { usual: '4', wrong: ['8', '14', '16'] },
  '11.1': { wrong: ['14'] },
  '11.2': { wrong: ['14'] },
}

/** The income types of sales with VAT, and those of the same sales under reverse charge. */
export const REVERSE_CHARGE_TYPES: Readonly<Record<string, string>> = {
  E3_561_001: 'E3_561_002',
  E3_561_003: 'E3_561_004',
}
