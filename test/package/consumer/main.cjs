// Like main.mjs, but loads the package with require.
const sdk = require('billit-io')

import('../smoke.ts')
  .then(({ smoke }) => smoke(sdk, JSON.parse(process.argv[2])))
  .then((outcomes) => console.log(JSON.stringify(outcomes)))
