export default {
  billit: {
    input: './openapi.json',
    output: { target: './orval/index.ts', client: 'react-query', httpClient: 'fetch', mode: 'split' },
  },
}
