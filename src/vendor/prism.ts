export type { IHttpConfig, IHttpRequest, IHttpResponse } from '@stoplight/prism-http'
export { createInstance, getHttpOperationsFromSpec } from '@stoplight/prism-http'
