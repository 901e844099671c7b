export const DOCS_HELP = `billit docs: the API reference on this machine.

Usage: billit docs [flags]

One page with a guide, every operation, its fields, examples and samples. It
asks no other host for anything. When the document changes, the page is built
again, and what is open in a browser loads again.

Where it listens, for this machine alone
  --port <number>       Default 4020. 0 takes a free one.

What it shows
  --spec <file>         An OpenAPI document of yours, YAML or JSON, with the
                        files that it refers to. Default: the package's own; in
                        a clone, spec/openapi.yaml.

  -h, --help            This text.

Ctrl-C stops it.

Examples
  billit docs
  billit docs --port 8080
  billit docs --spec api/openapi.yaml`
