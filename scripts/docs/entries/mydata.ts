/**
 * The codes of the Greek tax authority, and checks of an invoice before it is sent.
 *
 * @module billit-io/mydata
 */
export * from '../../../src/mydata/index.ts'
