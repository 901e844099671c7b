import 'ofetch'
