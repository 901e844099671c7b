import { expectTypeOf } from 'vitest'
import type {
  ApiError,
  AuthenticationError,
  BadRequestError,
  BillitError,
  ConfigurationError,
  ConnectionError,
  IncompleteListError,
  InvalidArgumentError,
  InvoiceListItem,
  MethodNotAllowedError,
  NotAcceptableError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ResponseParseError,
  ServerError,
  TimeoutError,
  UncertainOutcomeError,
  UnsupportedMediaTypeError,
  ValidationError,
} from '../../src/index.ts'

expectTypeOf<BillitError>().toExtend<Error>()
expectTypeOf<BillitError['name']>().toEqualTypeOf<string>()
expectTypeOf<BillitError['attempts']>().toEqualTypeOf<number>()
expectTypeOf<BillitError['mayHaveSucceeded']>().toEqualTypeOf<boolean>()
expectTypeOf<BillitError['cause']>().toBeUnknown()

type WithoutAnswer = ConfigurationError | InvalidArgumentError | ConnectionError | TimeoutError | ResponseParseError
expectTypeOf<WithoutAnswer>().toExtend<BillitError>()
expectTypeOf<ConnectionError>().not.toExtend<ApiError>()
expectTypeOf<TimeoutError>().not.toExtend<ApiError>()
expectTypeOf<ResponseParseError['status']>().toEqualTypeOf<number>()
expectTypeOf<ResponseParseError['body']>().toEqualTypeOf<string>()

expectTypeOf<IncompleteListError>().toExtend<BillitError>()
expectTypeOf<IncompleteListError['expected' | 'received']>().toEqualTypeOf<number>()

expectTypeOf<ApiError>().toExtend<BillitError>()
expectTypeOf<ApiError['status']>().toEqualTypeOf<number>()
expectTypeOf<ApiError['body']>().toBeUnknown()
expectTypeOf<ApiError['headers']>().toEqualTypeOf<Headers>()
expectTypeOf<ApiError['method' | 'url']>().toEqualTypeOf<string>()
expectTypeOf<ApiError['incidentId']>().toEqualTypeOf<string | undefined>()

expectTypeOf<UncertainOutcomeError>().toExtend<BillitError>()
expectTypeOf<UncertainOutcomeError['key']>().toEqualTypeOf<string>()
expectTypeOf<UncertainOutcomeError['safeAfter']>().toEqualTypeOf<Date>()
expectTypeOf<UncertainOutcomeError['candidates']>().toEqualTypeOf<readonly InvoiceListItem[]>()

type Refused = BadRequestError | AuthenticationError | PermissionDeniedError | NotFoundError | MethodNotAllowedError
type AlsoRefused = NotAcceptableError | UnsupportedMediaTypeError | ValidationError | RateLimitError | ServerError
expectTypeOf<Refused | AlsoRefused>().toExtend<ApiError>()
expectTypeOf<ValidationError['errors']>().toEqualTypeOf<Record<string, string[]>>()
expectTypeOf<RateLimitError['retryAfter']>().toEqualTypeOf<number | undefined>()
