import { ofetch } from 'ofetch'

const { data } = await ofetch<{ data: Array<{ number: string }> }>('https://api.example/invoices')
console.log(data[0]?.number)
