import { render } from 'preact'
import { App } from './app.tsx'
import type { Model } from './model.ts'

const textOf = (id: string): string => document.getElementById(id)?.textContent ?? ''

const root = document.getElementById('app')
// Both are written into the page when it is built.
const model = JSON.parse(textOf('model')) as Model
const server = document.querySelector<HTMLMetaElement>('meta[name="billit-server"]')?.content ?? ''
if (root) render(<App model={model} defaultServer={new URL(server, location.href).href} />, root)
