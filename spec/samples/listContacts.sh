curl 'https://api.sandbox-billit.xyz/v1/contacts?unpaid=1&per_page=250&page=1' \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
