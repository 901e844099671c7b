// Bundles a server. Arguments: the path of webpack.
const webpack = require(process.argv[2])

const config = {
  mode: 'production',
  target: 'node20',
  context: __dirname,
  entry: './bundled.mjs',
  output: { path: `${__dirname}/bundles`, filename: 'webpack.cjs' },
}

webpack(config, (error, stats) => {
  if (!error && !stats.hasErrors()) return
  console.error(error ?? stats.toString({ all: false, errors: true }))
  process.exitCode = 1
})
