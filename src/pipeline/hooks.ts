/** What a caller's hook sees of a request. The token is not in it. */
export interface RequestEvent {
  /** The operationId; `request` for one that the document does not have. */
  operation: string
  /** The HTTP method. */
  method: string
  /** With the query. */
  url: string
  /** 1 for the first. */
  attempt: number
  /** May be changed: what the hook sets is sent. */
  headers: Headers
}

/** What a caller's hook sees of an answer. */
export interface ResponseEvent {
  /** As in `RequestEvent`. */
  operation: string
  /** The HTTP method. */
  method: string
  /** With the query. */
  url: string
  /** 1 for the first. */
  attempt: number
  /** The HTTP status. */
  status: number
  /** Those of the answer. */
  headers: Headers
  /** From sending to the end of the body. */
  milliseconds: number
}

export interface Hooks {
  /** Called before every attempt. An error in it ends the call before anything is sent. */
  onRequest?: ((event: RequestEvent) => unknown) | undefined
  /** Called after every answer, whatever its status. */
  onResponse?: ((event: ResponseEvent) => unknown) | undefined
}
