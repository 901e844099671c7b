import 'billit-io'
