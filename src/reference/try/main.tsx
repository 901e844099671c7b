import { render } from 'preact'
import { App } from './app.tsx'
import type { Model } from './model.ts'

const readText = (id: string): string => document.getElementById(id)?.textContent ?? ''

const root = document.getElementById('app')
// The build writes both into the page.
const model = JSON.parse(readText('model')) as Model
const server = document.querySelector<HTMLMetaElement>('meta[name="billit-server"]')?.content ?? ''
if (root) render(<App model={model} defaultServer={new URL(server, location.href).href} />, root)
