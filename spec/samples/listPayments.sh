curl 'https://api.sandbox-billit.xyz/v1/payments?per_page=100&page=1' \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
