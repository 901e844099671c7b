import * as sdk from 'billit-io'
import { smoke } from '../smoke.ts'

globalThis.smoke = (addresses) => smoke(sdk, addresses)
