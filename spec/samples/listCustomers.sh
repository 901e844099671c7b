curl 'https://api.sandbox-billit.xyz/v1/customers?q=kestrel&per_page=50&page=1' \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
