export const MOCK_HELP = `billit mock: a Billit on this machine that answers, checks and remembers.

Usage: billit mock [flags]

Every request is checked against the OpenAPI document. What you create, change
or delete is so in the next answer, and forgotten when the mock stops.
Any token will do. The mock calls nobody.

Where it listens
  --port <number>       Default 4010. 0 takes a free one.
  --host <address>      Default 127.0.0.1. 0.0.0.0 lets other machines in.

What it has at the start
  --seed <number>       Invented records, the same for the same number.
                        Default 1.
  --rows <number>       How many invoices. Other records follow in proportion.
                        Default 600.
  --examples            The document's examples in place of invented records.

How it answers
  --rate-limit          At most 60 requests a minute, as the real one.
  --latency <ms>        Wait before each answer: 200, or from and to: 100-400.
  --fault-rate <share>  Fail some requests: 0.05 is one of twenty. The seed
                        decides which.

What it prints
  --quiet               Nothing for a request. Otherwise a line for each, and a
                        second one where the answer breaks the document.
  -h, --help            This text.

Ctrl-C stops it.

Examples
  billit mock
  billit mock --port 8080 --latency 100-400 --fault-rate 0.05
  billit mock --examples --quiet

In a test, start it from code: import { startMock } from 'billit-io/mock'`
