curl -X DELETE https://api.sandbox-billit.xyz/v1/purchases/7305 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
